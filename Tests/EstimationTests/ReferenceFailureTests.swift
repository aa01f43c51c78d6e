// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Testing
import _TestSupport

/// Where the reference fails without saying so, and prints a figure all the same.
@Suite("What the reference loses")
struct ReferenceFailureTests {
    private func estimate(_ assignments: [String], activationBits: Int = 8) throws -> Estimate {
        try Sample(
            SampleNetworks.assorted(), ["numRowSubArray=64", "numColSubArray=64"] + assignments,
            activationBits: activationBits
        ).estimate()
    }

    @Test("Tiles with sigmoid tables in SRAM count no time for forward passes, in the reference's accounting only")
    func sigmoidInSRAM() throws {
        let tables = ["memcelltype=1", "reLu=0", "chipActivation=0"]
        let reference = try estimate(tables)
        let exact = try estimate(tables + ["accounting=exact"])
        for (lost, whole) in zip(reference.layers, exact.layers) {
            #expect(lost.peak.forward.latency < 0.01 * whole.peak.forward.latency)
            #expect(lost.breakdown.conversion.latency > 0 && lost.costs.forward.latency > 0)
            #expect(lost.costs.forward.energy > 0)
        }
        #expect(EstimateCheck(reference).problems.isEmpty)
        for other in [["memcelltype=2"], ["memcelltype=3"]] {
            let resistive = try estimate(other + ["reLu=0", "chipActivation=0"])
            #expect(resistive.layers.allSatisfy { $0.peak.forward.latency > 1e-9 })
        }
    }

    @Test("A chip of which nothing takes any time has a rate of zero, not an infinite one")
    func noTime() throws {
        let network = try SampleNetworks.perceptron()
        let estimate = try Sample(network, ["memcelltype=1", "reLu=0", "chipActivation=0"]).estimate()
        #expect(estimate.chip.peakFramesPerSecond.isFinite)
        #expect(estimate.chip.framesPerSecond > 0)
    }

    @Test("A global buffer smaller than a core takes no area in the reference's accounting, but works")
    func smallGlobalBuffer() throws {
        let core = ["globalBufferCoreSizeRow=1024", "globalBufferCoreSizeCol=1024"]
        let reference = try estimate(core)
        let exact = try estimate(core + ["accounting=exact"])
        let difference = exact.area.other - reference.area.other
        #expect(difference > 1e-7, "a core of 1 Mbit takes more than 0.1 mm²")
        #expect(EstimateCheck(reference).problems.isEmpty)
        #expect(reference.layers.allSatisfy { $0.breakdown.buffer.latency > 0 })
    }

    @Test("Activations that do not fill an array have a unit for weight gradients, which the reference gives no area")
    func smallGradientUnit() throws {
        func unit(_ assignments: [String]) throws -> WeightGradientUnit? {
            let settings = ["trainingEstimation=1"] + assignments
            return try Sample(SampleNetworks.assorted(), settings, activationBits: 2).estimator().chip.training?.unit
        }
        let wide = "numColSubArrayWG=512"
        let (counted, whole) = (try unit([wide])?.countedArea, try unit([wide])?.area)
        #expect(counted == 0)
        #expect(try #require(whole) > 0)
        let exact = try #require(try unit([wide, "accounting=exact"]))
        #expect(exact.countedArea == exact.area)
        let filled = try #require(try unit(["numRowSubArrayWG=16", "numColSubArrayWG=16"]))
        #expect(filled.countedArea == filled.area)
        let reference = try estimate(["trainingEstimation=1", "batchSize=8", wide], activationBits: 2)
        #expect(EstimateCheck(reference).problems.isEmpty)
        #expect(reference.layers.allSatisfy { $0.costs.weightGradient.energy > 0 })
    }

    @Test("Wires without resistance cost less than any in exact accounting, but not in the reference's H-trees")
    func idealWires() throws {
        func interconnect(_ assignments: [String]) throws -> Double {
            try estimate(assignments).chip.breakdown.interconnect.latency
        }
        let exact = ["accounting=exact"]
        #expect(try interconnect(exact + ["wireWidth=-1"]) < interconnect(exact + ["wireWidth=200"]))
        #expect(try interconnect(["wireWidth=-1"]) > interconnect(["wireWidth=14"]))
    }
}
