// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration

/// Which share of the energy of a run macros take, and what surrounds them.
///
/// Published macros are measured alone. The first share is what to compare them with.
public struct EnergyShares: Sendable, Equatable {
    /// Reads of arrays with their converters, and the adders of all levels [1].
    public let computing: Double
    /// Buffers [1].
    public let buffers: Double
    /// Buses and H-trees [1].
    public let wires: Double
    /// DRAM [1].
    public let dram: Double
    /// Leakage [1].
    public let leakage: Double

    /// The shares of a chip; nil without energy.
    init?(_ chip: ChipEstimate) {
        let energy = chip.energy
        guard energy > 0 else { return nil }
        let parts = chip.breakdown
        computing = (parts.conversion.energy + parts.accumulation.energy + parts.array.energy) / energy
        buffers = parts.buffer.energy / energy
        wires = parts.interconnect.energy / energy
        dram = parts.dram.energy / energy
        leakage = chip.leakageEnergy / energy
    }
}

extension Estimate {
    /// The shares of energy of a chip of macros; nil of other chips, whose reports are those of a reference.
    public var energyShares: EnergyShares? { configuration.revision == .tessera ? EnergyShares(chip) : nil }
}
