// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Technology
import Testing
import Workload
import _TestSupport

@testable import Estimation

/// A converter that takes the same for every column that conducts.
private struct FixedConverter: ColumnConverter {
    let footprint = Footprint(width: 1e-6, height: 1e-6)
    let leakagePower = 1e-9
    /// What it says about itself.
    let response: ConverterResponse

    func cost(ofColumn resistance: Double) -> OperationCost {
        if resistance.isNaN { return OperationCost(latency: 1e-9, energy: 1e-15) }
        if resistance.isInfinite { return OperationCost(latency: 2e-9, energy: 3e-15) }
        return OperationCost(latency: 4e-9, energy: 7e-15)
    }
}

private struct FixedCircuits: CircuitRoles {
    let response: ConverterResponse

    func converters(_ task: ConversionTask, at port: ReadPort, inputs: DesignInputs) -> ConverterBank {
        ConverterBank(FixedConverter(response: response))
    }
}

/// Uniform converters are not asked column by column. Figures are the same as if they were.
@Suite struct UniformConverterTests {
    private func estimator(_ sample: Sample, _ response: ConverterResponse) throws -> Estimator {
        try Estimator(
            configuration: sample.configuration, network: sample.network, weightBits: sample.weightBits,
            activationBits: sample.activationBits,
            revision: Revision(name: "fixed", circuits: FixedCircuits(response: response)))
    }

    private func samples(_ assignments: [String]) throws -> Sample {
        let small = ["numRowSubArray=32", "numColSubArray=32", "numRowSubArrayWG=32", "numColSubArrayWG=32"]
        return try Sample(SampleNetworks.assorted(), small + assignments)
    }

    @Test(arguments: zip(["RRAM", "RRAM", "FeFET", "FeFET"], ["1", "2", "4", "5"]))
    func figuresAreThoseOfEachColumn(cell: String, mode: String) throws {
        for training in ["false", "true"] {
            let sample = try samples([
                "memcelltype=\(cell)", "operationmode=\(mode)", "trainingEstimation=\(training)",
            ])
            let estimators = try [ConverterResponse.perColumn, .uniform].map { try estimator(sample, $0) }
            let drawn = try estimators.map { try $0.estimate(sample.trace(), source: .synthetic(seed: 1), threads: 1) }
            let expected = try estimators.map { try $0.estimate(statistics: sample.statistics()) }
            #expect(Self.difference(drawn[0], drawn[1]) < 1e-12, "training \(training)")
            // Averages column by column leave out rare conductances.
            #expect(Self.difference(expected[0], expected[1]) < 1e-8, "training \(training)")
            #expect(expected[1].chip.breakdown.conversion.energy > 0)
        }
    }

    private static func difference(_ each: Estimate, _ uniform: Estimate) -> Double {
        func figures(_ estimate: Estimate) -> [Double] {
            let all = [estimate.chip.costs] + estimate.layers.map(\.costs)
            let conversion = estimate.chip.breakdown.conversion
            return all.flatMap { [$0.total.latency, $0.total.energy] } + [conversion.latency, conversion.energy]
        }
        return largestDifference(figures(uniform), figures(each))
    }

    @Test func conversionsOfCellsWithoutCurrentDependOnWeights() throws {
        let sample = try samples(["memcelltype=RRAM"])
        let chip = try estimator(sample, .uniform).chip
        #expect(!chip.inputs.dependsOnWeights(chip.subarray, leastConductance: 1e-9))
        #expect(chip.inputs.dependsOnWeights(chip.subarray, leastConductance: 0))
        let other = try estimator(sample, .perColumn).chip
        #expect(other.inputs.dependsOnWeights(other.subarray, leastConductance: 1e-9))
    }
}
