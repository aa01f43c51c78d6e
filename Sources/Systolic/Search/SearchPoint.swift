// SPDX-License-Identifier: Apache-2.0

/// An array with what it does and costs.
public struct SearchPoint: Sendable, Equatable {
    /// The array.
    public let design: SystolicDesign
    /// Cycles of the network [cycles].
    public let cycles: Int
    /// Cycles in which the array waits [cycles].
    public let stalls: Int
    /// Share of all elements and all cycles that compute [1].
    public let utilization: Double
    /// Words between DRAM and the chip [1].
    public let dramWords: Int
    /// Area [m²].
    public let area: Double
    /// Energy of the network [J].
    public let energy: Double

    /// The figure that an objective is about.
    public func value(_ objective: SearchObjective) -> Double {
        switch objective {
        case .cycles: Double(cycles)
        case .area: area
        case .energy: energy
        case .dram: Double(dramWords)
        }
    }
}
