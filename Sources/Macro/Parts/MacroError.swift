// SPDX-License-Identifier: Apache-2.0

/// How far the model is from published chips of a kind: half of them lie within these factors.
///
/// They are medians over the open chips of `Validation/`, each with factors of overhead that were fitted to the other families
/// (docs/silicon.md). Tests fail when they are not those of the model.
public struct MacroError: Sendable, Equatable {
    /// Factor on the energy [1].
    public let energy: Double
    /// Factor on the area [1].
    public let area: Double
    /// Factor on the time [1].
    public let latency: Double

    /// The error of a kind.
    public static func typical(_ kind: MacroKind) -> MacroError {
        switch kind {
        case .currentSRAM: MacroError(energy: 1.38, area: 1.22, latency: 1.20)
        case .chargeSRAM: MacroError(energy: 1.27, area: 1.56, latency: 1.85)
        case .resistive: MacroError(energy: 1.37, area: 2.09, latency: 1.16)
        case .digitalSRAM: MacroError(energy: 1.23, area: 1.37, latency: 1.43)
        }
    }
}
