// SPDX-License-Identifier: Apache-2.0

import Technology

/// The memory outside the chip: a constant data rate and a constant energy a bit.
///
/// The energies are those of O'Connor et al., "Fine-Grained DRAM: Energy-Efficient DRAM for Extreme Bandwidth Systems",
/// MICRO 2017; data rates: table of sources in Sources/References. Refresh and standby are not counted.
public struct DRAM: Sendable, Equatable {
    /// Data rate [bit/s].
    public let bandwidth: Double
    /// Energy of moving one bit [J].
    public let energyPerBit: Double

    /// Memory of the given figures [bit/s, J].
    public init(bandwidth: Double, energyPerBit: Double) {
        self.bandwidth = bandwidth
        self.energyPerBit = energyPerBit
    }

    /// Takes the figures of a kind of memory.
    public init(_ kind: DRAMKind) {
        switch kind {
        case .gddr5: self.init(bandwidth: 4.288e12, energyPerBit: 14e-12)
        case .hbm2: self.init(bandwidth: 15.2e12, energyPerBit: 3.9e-12)
        }
    }

    /// Operations of the memory.
    public enum Operation: Sendable {
        /// Moves this many bits [1] to or from the chip.
        case transfer(bits: Double)
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .transfer(let bits): OperationCost(latency: bits / bandwidth, energy: bits * energyPerBit)
        }
    }
}
