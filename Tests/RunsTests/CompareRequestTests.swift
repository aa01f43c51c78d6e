// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Reporting
import Testing
import Workload
import _TestSupport

@testable import Runs

/// Designs that do not all ask the same question.
@Suite struct CompareRequestTests {
    private func run(_ variations: [String], assignments: [String] = [], files: [String] = []) throws -> CompareRun {
        let folder = try TemporaryFolder()
        let network = try folder.write("Network.csv", "1,1,128,1,1,64,0,1\n1,1,64,1,1,10,0,1\n")
        let small = ["numRowSubArray=16", "numColSubArray=16"] + assignments
        return try CompareRequest(
            CompareSettings(variations, files: files, assignments: small).all(), network: .file(network), threads: 1
        ).run()
    }

    private func trains(_ design: ComparedDesign) -> Bool? {
        guard case .chip(let estimate) = design.design else { return nil }
        return estimate.configuration.estimatesTraining
    }

    /// V1.5 does not train, and V2.1 does by default.
    @Test func designsAreForInferenceWhereSomeCannotTrain() throws {
        #expect(Configuration().estimatesTraining)
        let run = try run(["revision=neurosim-2.1,neurosim-1.5"])
        #expect(run.designs.map(trains) == [false, false])
        #expect(run.notes.count == 1 && run.notes[0].contains("for inference, as 1 of 2 are"))
        let comparison = Comparison(run)
        #expect(comparison.warnings.first == run.notes[0])
        #expect(!comparison.warnings.contains { $0.contains("of an epoch") })
        for quantity in [ComparedQuantity.latency, .energy] {
            let ratio = try #require(comparison.ratio(quantity, of: comparison.columns[1]))
            #expect(ratio > 1e-3 && ratio < 1e3)
        }
    }

    @Test func otherComparisonsStayAsTheyAre() throws {
        let trained = try run(["technode=32,22"])
        #expect(trained.designs.map(trains) == [true, true])
        #expect(trained.notes.isEmpty)
        let single = try run(["technode=32,22"], assignments: ["trainingEstimation=false"])
        #expect(single.notes.isEmpty)
    }

    /// Who asks for both gets both, without ratios of an image to an epoch.
    @Test func whoAsksForTrainingGetsIt() throws {
        let run = try run(["trainingEstimation=true,false"])
        #expect(run.designs.map(trains) == [true, false])
        #expect(run.notes.isEmpty)
        let comparison = Comparison(run)
        let other = comparison.columns[1]
        for quantity in [ComparedQuantity.latency, .energy, .framesPerSecond, .dynamicEnergy, .leakageEnergy] {
            #expect(comparison.ratio(quantity, of: other) == nil)
        }
        for quantity in [ComparedQuantity.area, .operationsPerJoule, .tiles] {
            #expect(comparison.ratio(quantity, of: other) != nil)
        }
        #expect(comparison.warnings.contains { $0.contains("of an epoch") })
    }
}
