// SPDX-License-Identifier: Apache-2.0

import Counting

// What leaks, and for how long.
extension NeuroSim21Counting {
    /// Those of the last addition.
    public func adderLeakage(_ all: Double, lastAddition: Double?) -> Double {
        departs(.leaksOnlyUsedAdders) ? lastAddition ?? 0 : exact.adderLeakage(all, lastAddition: lastAddition)
    }

    /// In layers through which errors go back.
    public func leaksTransposedReadOut(inLayer index: Int) -> Bool {
        departs(.leaksOnlyUsedAdders) ? index > 0 : exact.leaksTransposedReadOut(inLayer: index)
    }

    /// One of each buffer.
    public func leakingCores(_ cores: BufferCores) -> BufferCores {
        departs(.leaksOnlyTiles) ? BufferCores(input: 1, output: 1) : exact.leakingCores(cores)
    }

    /// Nothing.
    public func tileActivationLeakage(_ power: Double) -> Double {
        departs(.leaksOnlyTiles) ? 0 : exact.tileActivationLeakage(power)
    }

    /// Nothing.
    public func sharedLeakage(_ power: Double) -> Double {
        departs(.leaksOnlyTiles) ? 0 : exact.sharedLeakage(power)
    }

    /// While a layer works, the tiles of the others leak like its own, and its own do not leak.
    public func leakageEnergies(_ demand: LeakageDemand) -> [Double] {
        guard departs(.usesOwnLeakageForOtherLayers) else { return exact.leakageEnergies(demand) }
        let allTiles = demand.layers.reduce(0) { $0 + $1.tiles }
        return demand.layers.map { layer in
            demand.isPipelined
                ? layer.power * (demand.passes - layer.reading)
                : layer.tilePower * Double(allTiles - layer.tiles) * layer.reading
        }
    }

    /// Nothing.
    public func columnDecoderLeakage(_ power: Double) -> Double {
        departs(.omitsSomeLeakage) ? 0 : exact.columnDecoderLeakage(power)
    }

    /// Nothing.
    public func transposedWriteDriverLeakage(_ power: Double) -> Double {
        departs(.omitsSomeLeakage) ? 0 : exact.transposedWriteDriverLeakage(power)
    }

    /// They leak once more.
    public func repeatedLeakage(ofSharedDrivers power: Double) -> Double {
        departs(.countsSharedLeakageTwice) ? power : exact.repeatedLeakage(ofSharedDrivers: power)
    }
}
