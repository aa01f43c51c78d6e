// SPDX-License-Identifier: Apache-2.0

import Counting
import Foundation
import Workload

// The unit for weight gradients.
extension NeuroSim21Counting {
    /// The one with the largest input map.
    public func gradientUnitLayer(largestMap: Int, mostCells: Int) -> Int {
        departs(.sizesGradientUnitByLargestMap)
            ? largestMap : exact.gradientUnitLayer(largestMap: largestMap, mostCells: mostCells)
    }

    /// Those that are filled; V2.1 fails where none is, here there is always one.
    public func gradientArrays(_ lines: Int, size: Int) -> Int {
        departs(.sizesGradientUnitByLargestMap) ? max(1, lines / size) : exact.gradientArrays(lines, size: size)
    }

    /// None where no array is filled.
    public func countedGradientArea(fillsArray: Bool) -> Double {
        departs(.sizesGradientUnitByLargestMap) && !fillsArray
            ? 0 : exact.countedGradientArea(fillsArray: fillsArray)
    }

    /// At least one copy, even of activations that are larger than the unit; for a single output position the arrays
    /// that the activations fill are taken for copies side by side.
    public func gradientSpeedUp(_ arrays: GradientArrays) -> Double {
        guard departs(.fitsLargeLayersInGradientUnit) else { return exact.gradientSpeedUp(arrays) }
        guard arrays.rows > 1 else {
            return Double(arrays.arrayRows * max(1, arrays.columns / arrays.cellColumns))
        }
        return Double(
            max(1, arrays.arrayRows / arrays.neededRows) * max(1, arrays.arrayColumns / arrays.neededColumns))
    }

    /// All channels are shared by the copies.
    public func gradientReadShare(_ speed: Double, outputs: Int) -> Double {
        departs(.splitsVectorsOverCopies) ? speed : exact.gradientReadShare(speed, outputs: outputs)
    }

    /// One.
    public func gradientPasses(_ passes: Double) -> Double {
        departs(.fitsLargeLayersInGradientUnit) ? 1 : exact.gradientPasses(passes)
    }

    /// None.
    public func gradientDriverActivity(_ activity: Double) -> Double {
        departs(.restsGradientUnitDrivers) ? 0 : exact.gradientDriverActivity(activity)
    }

    /// Nothing.
    public func gradientOutputLeakage(_ power: Double) -> Double {
        departs(.omitsGradientUnitLeakage) ? 0 : exact.gradientOutputLeakage(power)
    }

    /// One.
    public func gradientAdditionsWithEnergy(_ additions: Double) -> Double {
        departs(.countsOneGradientAddition) ? 1 : exact.gradientAdditionsWithEnergy(additions)
    }

    /// One.
    public func sequentialGradientAdditions(_ additions: Double) -> Double {
        departs(.countsOneGradientAddition) ? 1 : exact.sequentialGradientAdditions(additions)
    }

    /// Rounded down.
    public func gradientBits(_ bits: Double) -> Double {
        departs(.truncatesGradientCounts) ? bits.rounded(.down) : exact.gradientBits(bits)
    }

    /// Rounded down.
    public func gradientConverters(columns: Int, share: Int) -> Int {
        departs(.truncatesGradientCounts) ? columns / share : exact.gradientConverters(columns: columns, share: share)
    }

    /// Lines that they fill.
    public func bufferedGradientBits(_ bits: Double, line: Double) -> Double {
        departs(.truncatesGradientCounts)
            ? (bits / line).rounded(.down) * line : exact.bufferedGradientBits(bits, line: line)
    }

    /// That of the synaptic arrays.
    public func gradientUnit(_ own: Int, arrays: Int) -> Int {
        departs(.takesArrayCountsForGradients) ? arrays : exact.gradientUnit(own, arrays: arrays)
    }

    /// Those of all groups.
    public func gradientOutputs(of layer: Layer) -> Int {
        departs(.queuesGradientGroups) ? layer.outputChannels : exact.gradientOutputs(of: layer)
    }
}

// The epoch.
extension NeuroSim21Counting {
    /// A gradient is as long as the carries, at least one bit; there are as many as cells times cells of a weight; and
    /// the room is doubled until the allowance is reached. Without carries V2.1 does not end.
    public func gradientRoom(_ demand: GradientDemand) -> GradientRoom {
        guard departs(.countsCarriesForGradients) else { return exact.gradientRoom(demand) }
        let cells = demand.subarrayRows * demand.subarrayColumns
        var bits = cells * demand.columnsPerWeight * max(1, demand.carryBits)
        var subarrays = bits / (cells * demand.weightBits)
        let total = Double(demand.featureMapBits) * (demand.allowedOverhead + 1)
        while Double(demand.featureMapBits + bits) < total {
            bits *= 2
            subarrays *= 2
        }
        let whole = max(1, subarrays)
        return GradientRoom(
            bits: bits, subarrays: whole, adders: whole * cells, isNone: subarrays == 0 && demand.carryBits > 0)
    }

    /// Six times as many.
    public func listedMapTransfers(_ transfers: Double) -> Double {
        departs(.listsMapTransfersSixTimes) ? transfers * 6 : exact.listedMapTransfers(transfers)
    }

    /// As many as the buffer holds gradients of.
    public func writtenAtOnce(parallel: Int, subarrays: Int) -> Int {
        departs(.writesMoreSubarraysThanThereAre)
            ? parallel : exact.writtenAtOnce(parallel: parallel, subarrays: subarrays)
    }

    /// With the reads.
    public var updateMovement: UpdateMovement {
        departs(.movesUpdatesWithReads) ? .withReads : exact.updateMovement
    }
}
