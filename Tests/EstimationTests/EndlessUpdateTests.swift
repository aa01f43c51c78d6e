// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Testing
import Workload
import _TestSupport

/// Weight updates whose time never ends in the reference's accounting.
@Suite struct EndlessUpdateTests {
    private static let crossbar = ["memcelltype=2", "accesstype=4", "operationmode=1", "cellBit=1", "batchSize=16"]

    private func estimate(_ settings: [String], pipeline: String = "0") throws -> Estimate {
        try Sample(
            SampleNetworks.plain(),
            ["trainingEstimation=1", "numRowSubArray=32", "numColSubArray=32", "pipeline=\(pipeline)"] + settings
        ).expected()
    }

    @Test("Cross-point arrays that are read row by row", arguments: ["0", "1"])
    func compounding(pipeline: String) throws {
        let endless = try estimate(Self.crossbar, pipeline: pipeline)
        let exact = try estimate(Self.crossbar + ["accounting=exact"], pipeline: pipeline)
        let update = try #require(endless.chip.endlessUpdate)
        #expect(update.cause == .compoundedSelections)
        #expect(endless.chip.costs.weightUpdate.neverEnds && endless.chip.costs.total.neverEnds)
        #expect(endless.chip.operationsPerSecond == 0 && endless.chip.framesPerSecond == 0)
        #expect(endless.chip.leakageEnergy.isFinite && endless.chip.energy.isFinite)
        #expect(exact.chip.endlessUpdate == nil && exact.chip.costs.total.latency.isFinite)
        // What takes the place of the number is a time like that of the hardware.
        #expect((0.01...100).contains(update.peakLatency / exact.chip.peak.weightUpdate.latency))
        #expect(EstimateCheck(endless).problems.isEmpty)
    }

    @Test("Batches that are too small for the gradient buffer")
    func smallBatches() throws {
        let endless = try estimate(["batchSize=4", "cellBit=4"])
        #expect(endless.chip.endlessUpdate?.cause == .noSubarrayAtATime)
        #expect(endless.layers.allSatisfy { $0.costs.weightUpdate.neverEnds && $0.costs.forward.latency.isFinite })
        #expect(EstimateCheck(endless).problems.isEmpty)
        #expect(try estimate(["batchSize=256", "cellBit=4"]).chip.endlessUpdate == nil)
    }

    @Test("Inference has no updates")
    func inference() throws {
        #expect(try estimate(Self.crossbar + ["trainingEstimation=0"]).chip.endlessUpdate == nil)
    }
}
