// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture

/// A sum of reads.
struct ReadSum {
    var total = OperationCost.zero
    var latency = ReadoutParts()
    var energy = ReadoutParts()

    mutating func add(_ read: SubarrayRead, times: Double) {
        total += OperationCost(latency: read.totalLatency, energy: read.totalEnergy) * times
        latency += read.latency * times
        energy += read.energy * times
    }

    /// Adds what the conversions of all reads take; `kind` says which sums they are part of.
    mutating func addConversions(latency time: Double, energy joules: Double, of kind: SubarrayRead) {
        total.latency += time
        if kind.countsConversionInTotalEnergy { total.energy += joules }
        guard kind.countsConversionInParts else { return }
        latency.conversion += time
        energy.conversion += joules
    }
}

extension BlockCost {
    /// The reads of a subarray.
    init(forward: ReadSum, gradient: ReadSum) {
        self.init()
        self.forward = forward.total
        self.gradient = gradient.total
        let latency = forward.latency + gradient.latency
        let energy = forward.energy + gradient.energy
        conversion = OperationCost(latency: latency.conversion, energy: energy.conversion)
        accumulation = OperationCost(latency: latency.accumulation, energy: energy.accumulation)
        array = OperationCost(latency: latency.array, energy: energy.array)
    }
}
