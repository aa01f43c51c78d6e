// SPDX-License-Identifier: Apache-2.0

/// How many times more a macro takes than its parts: control, timing, references, clock, and what layout leaves.
public struct MacroOverhead: Sendable, Hashable {
    /// Factor on the area [1].
    public var area: Double
    /// Factor on the energy [1].
    public var energy: Double
    /// Factor on the time [1].
    public var latency: Double

    /// Factors.
    public init(area: Double, energy: Double, latency: Double) {
        self.area = area
        self.energy = energy
        self.latency = latency
    }

    /// Nothing besides the parts.
    public static let none = MacroOverhead(area: 1, energy: 1, latency: 1)

    /// The factors from which a fit starts, and how far it lets them go: NeuroSim V1.4 has 1.44 for area and 1.4 for
    /// delays of one macro; silicon of 17 published macros takes about three times the area of circuits alone.
    public static let start = MacroOverhead(area: 1.8, energy: 1.5, latency: 1.5)

    /// The factors of a kind, fitted to the open chips of `Validation/`: all chips of the kind with a scored figure, each
    /// with the same weight, with ``start`` as what is known before. docs/silicon.md has the fit and its error.
    public static func fitted(_ kind: MacroKind) -> MacroOverhead {
        switch kind {
        case .currentSRAM: MacroOverhead(area: 2.13, energy: 1.57, latency: 1.09)
        case .chargeSRAM: MacroOverhead(area: 1.81, energy: 1.50, latency: 1.13)
        case .resistive: MacroOverhead(area: 1.72, energy: 1.48, latency: 1.84)
        case .digitalSRAM: MacroOverhead(area: 1.66, energy: 1.17, latency: 2.78)
        }
    }
}
