// SPDX-License-Identifier: Apache-2.0

/// What stores the bits of a cell.
public enum CellType: Sendable, Hashable, CaseIterable {
    /// A six-transistor latch, one bit.
    case sram
    /// A resistive two-terminal device, one or more bits.
    case rram
    /// A ferroelectric transistor, one or more bits.
    case fefet

    /// Whether a cell holds its state as a conductance of one or more bits, which a line senses.
    public var holdsConductance: Bool {
        switch self {
        case .sram: false
        case .rram, .fefet: true
        }
    }
}
