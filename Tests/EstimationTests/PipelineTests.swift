// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Testing
import Workload

/// A pipeline delivers an image in the time of its slowest layer.
@Suite struct PipelineTests {
    static let cases = stride(from: 0, to: 500, by: 5).map(RandomCase.init(seed:))

    @Test(arguments: cases)
    func pipelinesAreNotSlower(_ random: RandomCase) throws {
        for accounting in [Accounting.neurosim, .exact] {
            let configuration = try random.configuration(accounting)
            let network = try random.network()
            let estimates = try ["0", "1"].map { pipeline in
                try Sample(
                    configuration: configuration.setting(["pipeline=\(pipeline)", "trainingEstimation=0"]),
                    network: network, weightBits: random.weightBits, activationBits: random.activationBits, seed: 1
                ).estimate()
            }
            let (alone, piped) = (estimates[0], estimates[1])
            // One layer gains nothing, and its smaller global buffer delivers fewer lines at a time.
            let bound = network.layers.count == 1 ? 1.25 : 1
            let ratio = piped.chip.costs.total.latency / alone.chip.costs.total.latency
            #expect(ratio <= bound, "\(random.description)")
            #expect(piped.chip.framesPerSecond * bound >= alone.chip.framesPerSecond)
            #expect(piped.floorplan.tiles >= alone.floorplan.tiles)
        }
    }

    @Test func theSlowestLayerSetsThePace() throws {
        let network = try SampleNetworks.plain()
        for accounting in ["neurosim", "exact"] {
            let setting = ["pipeline=1", "accounting=\(accounting)", "numRowSubArray=32", "numColSubArray=32"]
            let estimate = try Sample(network, setting).estimate()
            let slowest = estimate.layers.map(\.costs.forward.latency).max()
            #expect(estimate.chip.costs.forward.latency == slowest)
            let energy = estimate.layers.reduce(0) { $0 + $1.costs.forward.energy }
            #expect(abs(estimate.chip.costs.forward.energy - energy) <= 1e-12 * energy)
        }
    }

    @Test func speedUpCopiesBusyLayers() throws {
        let network = try SampleNetworks.vgg8()
        let plans = try ["1", "4"].map { degree in
            try Sample(network, ["pipeline=1", "speedUpDegree=\(degree)"]).estimator().chip.floorplan
        }
        #expect(plans[0].speedUpDegree == 1)
        #expect(plans[1].speedUpDegree == 4)
        #expect(plans[1].tiles > plans[0].tiles)
        for (slow, fast) in zip(plans[0].layers, plans[1].layers) { #expect(fast.speedUp >= slow.speedUp) }
        // The map of the last convolution is a quarter of the first one's.
        let tooMuch = try Sample(network, ["pipeline=1", "speedUpDegree=64"]).estimator().chip.floorplan
        #expect(tooMuch.speedUpDegree == 4)
    }
}
