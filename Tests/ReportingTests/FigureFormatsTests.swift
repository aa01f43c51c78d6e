// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Estimation
import Testing

@testable import Reporting

/// A figure of the chip that changes is changed in the text, in JSON and on the page alike.
@Suite struct FigureFormatsTests {
    /// A figure with its name.
    struct Figure: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let path: any WritableKeyPath<ChipEstimateFigures, Double> & Sendable
    }

    static let figures: [Figure] = [
        Figure(testDescription: "leakagePower", path: \.leakagePower),
        Figure(testDescription: "leakageEnergy", path: \.leakageEnergy),
        Figure(testDescription: "operations", path: \.operations),
        Figure(testDescription: "programming latency", path: \.programming.latency),
        Figure(testDescription: "programming energy", path: \.programming.energy),
        Figure(testDescription: "conversion", path: \.breakdown.conversion.energy),
        Figure(testDescription: "accumulation", path: \.breakdown.accumulation.energy),
        Figure(testDescription: "array", path: \.breakdown.array.latency),
        Figure(testDescription: "buffer", path: \.breakdown.buffer.latency),
        Figure(testDescription: "interconnect", path: \.breakdown.interconnect.energy),
        Figure(testDescription: "weight update", path: \.breakdown.weightUpdate.energy),
        Figure(testDescription: "dram", path: \.breakdown.dram.energy),
        Figure(testDescription: "forward", path: \.costs.forward.latency),
        Figure(testDescription: "activation gradient", path: \.costs.activationGradient.energy),
        Figure(testDescription: "weight gradient", path: \.costs.weightGradient.energy),
        Figure(testDescription: "update", path: \.costs.weightUpdate.latency),
        Figure(testDescription: "peak forward", path: \.peak.forward.energy),
    ]

    @Test(arguments: figures, [EstimateFormat.text, .json, .html])
    func aFigureIsInEachFormat(_ figure: Figure, _ format: EstimateFormat) throws {
        let training = ["trainingEstimation=true"]
        let before = try Samples.estimate(training).rendered(as: format)
        let after = try Samples.estimate(training) { $0[keyPath: figure.path] *= 2 }.rendered(as: format)
        #expect(before != after)
    }
}
