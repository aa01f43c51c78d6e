// SPDX-License-Identifier: Apache-2.0

/// What a macro computes its sums with: the kind of circuit that decides its overhead.
public enum MacroKind: String, Sendable, CaseIterable {
    /// Currents of SRAM cells, or the discharge of their bitlines.
    case currentSRAM = "analog-sram-current"
    /// Charge on capacitors in or beside SRAM cells.
    case chargeSRAM = "analog-sram-charge"
    /// Currents of RRAM, PCM or MRAM cells.
    case resistive = "analog-resistive"
    /// Adders beside SRAM cells; no converter.
    case digitalSRAM = "digital-sram"

    /// The kind in words.
    public var title: String {
        switch self {
        case .currentSRAM: "SRAM, current"
        case .chargeSRAM: "SRAM, charge"
        case .resistive: "resistive"
        case .digitalSRAM: "SRAM, digital"
        }
    }
}
