// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Counting
import NeuroSim21
import Testing

@Suite("Training: batches too small for the reference")
struct TrainingSmallBatchTests {
    private func buffer(batch: Int, counting: any CountingPolicy) -> GradientBuffer {
        GradientBuffer(
            GradientBuffer.Demand(
                featureMapBits: 65536, allowedOverhead: 1, batchSize: batch, gradientBits: 12, weightBits: 8,
                columnsPerWeight: 2, subarrayRows: 64, subarrayColumns: 64),
            counting: counting)
    }

    @Test("Carries of fewer bits than a weight has, over its cells, leave no subarray")
    func rounding() {
        // Two cells of 3 carry bits against 8 bits; two of 4 against 8.
        #expect(buffer(batch: 8, counting: NeuroSim21Counting()).roundsToNone)
        #expect(!buffer(batch: 16, counting: NeuroSim21Counting()).roundsToNone)
        #expect(buffer(batch: 8, counting: NeuroSim21Counting()).parallelSubarrays == 1)
        // A single image has no carries: there the reference finds no end, so that there is nothing to follow.
        #expect(!buffer(batch: 1, counting: NeuroSim21Counting()).roundsToNone)
        for batch in [1, 8, 16, 200] { #expect(!buffer(batch: batch, counting: ExactCounting()).roundsToNone) }
    }

    @Test("Then updates never end: the figures are those of one subarray at a time")
    func updates() {
        var pass = LayerPassCosts()
        pass.weightUpdate = OperationCost(latency: 1e-3, energy: 1e-6)
        pass.weightUpdatePeak = pass.weightUpdate
        let schedule = TrainingSchedule(
            batchSize: 8, iterations: 2, parallelSubarrays: 1, neverUpdates: true, counting: NeuroSim21Counting())
        let epoch = schedule.epoch(pass, LayerTransferCosts(), hasGradient: true, subarrays: 4)
        #expect(schedule.neverUpdates)
        #expect(abs(epoch.weightUpdate.energy - 2e-6) < 1e-18)
        #expect(abs(epoch.weightUpdate.latency - 2e-3) < 1e-15)
    }
}
