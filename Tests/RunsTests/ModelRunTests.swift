// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Foundation
import Inference
import Models
import Runs
import Testing

/// Runs of a trained network, whose images are in memory.
@Suite struct ModelRunTests {
    private let configuration: Configuration
    private let model: ModelInput

    init() throws {
        configuration = try Configuration(
            files: [], assignments: ["memcelltype=RRAM", "levelOutput=16", "trainingEstimation=false"])
        let file = BuiltProgram.root.appending(path: "Tests/ModelsTests/Fixtures/classifier.onnx").path
        model = .onnx(file)
    }

    /// Images of six pixels, of which the brightest one is the class.
    private func images(labelled: Bool = true) throws -> ImageDataset {
        let labels = (0..<40).map { $0 * 7 % 6 }
        var pixels: [Float] = []
        for (index, label) in labels.enumerated() {
            for place in 0..<6 {
                let value = place == label ? 200 + index : (index * 31 + place * 17) % 150
                pixels.append(Float(value) / 255)
            }
        }
        return try ImageDataset(images: pixels, shape: [6, 1, 1], labels: labelled ? labels : nil)
    }

    @Test func theAccuracyOfAnEstimateIsThatOfItsChip() throws {
        let images = try images()
        let workload = ModelWorkload(model, images: ImageInput(.dataset(images), calibration: .dataset(images)))
        let run = try EstimateRequest(configuration, workload: .model(workload), threads: 1).run()
        let accuracy = try #require(run.accuracy)
        #expect(accuracy.hardware.images == 40 && accuracy.hardware.correct > 0)
        #expect(run.warnings == run.estimate.warnings)
        let trial = try ChipTrialRequest(
            PreparedModel(workload), on: configuration, weightBits: 8, activationBits: 8
        ).run()
        #expect(trial.classification == accuracy.hardware)
        #expect(trial.weightBits == [run.estimate.weightBits])
        let narrow = try ChipTrialRequest(
            PreparedModel(workload), on: configuration, weightBits: 2, activationBits: 2
        ).run()
        #expect(narrow.weightBits == [2] && !narrow.isQuantizedModel)
    }

    @Test func whatIsMissingIsAWarning() throws {
        let unlabelled = ModelWorkload(model, images: ImageInput(.dataset(try images(labelled: false))))
        let run = try EstimateRequest(configuration, workload: .statistics(.model(unlabelled)), threads: 1).run()
        #expect(run.accuracy == nil)
        #expect(run.warnings.count == 2 + run.estimate.warnings.count)
        #expect(run.warnings[0].hasPrefix("calibrated with the images of the run itself"))
        #expect(run.warnings[1].hasPrefix("the images have no labels"))
        guard case .statistics(.trace(let path)) = run.estimate.source else {
            Issue.record("the averages are of \(run.estimate.source)")
            return
        }
        #expect(path.hasSuffix("classifier.onnx"))
        #expect(throws: InputError.self) { try PreparedModel(unlabelled).requireLabels() }
    }

    @Test func imagesBehindTheLimitCalibrate() throws {
        let some = ImageInput(.dataset(try images()), limit: 10)
        let run = try AccuracyRequest(model, images: some, threads: 1).run()
        #expect(run.report.images == 10 && run.warnings.isEmpty)
        let all = ImageInput(.dataset(try images()))
        let flattered = try AccuracyRequest(model, images: all, threads: 1).run()
        #expect(flattered.report.images == 40 && flattered.warnings.count == 1)
    }

    @Test func aTraceThatDependsOnTheChipComparesNothing() throws {
        let workload = ModelWorkload(model, images: ImageInput(.dataset(try images())))
        let settings = [CompareSetting(configuration, name: "one")]
        let error = #expect(throws: InputError.self) {
            try CompareRequest(settings, workload: .model(workload)).run()
        }
        #expect(error?.kind == .usage)
    }

    @Test func streamingRunsImagesThroughModelsOnly() throws {
        let images = ImageInput(.dataset(try images()))
        let run = try StreamRequest(.model(model), configuration, images: images, threads: 1).run()
        #expect(run.accuracy?.integer.images == 40)
        #expect(throws: InputError.self) {
            try StreamRequest(.network("Examples/lenet5/network.csv"), configuration, images: images).run()
        }
    }

    @Test func matricesMustFit() throws {
        let none: [[Int]] = []
        let cases: [(activations: [[Int]], weights: [[Int]])] = [
            ([[1, 2]], [[1]]), ([[1], [1, 2]], [[1]]), (none, [[1]]), ([[1 << 21]], [[1]]),
        ]
        for (activations, weights) in cases {
            #expect(throws: InputError.self) { try MatmulCase(activations: activations, weights: weights) }
        }
        let exact = try MatmulCase(activations: [[3, 5]], weights: [[2, 7], [-4, 1]])
        #expect(try MatmulRequest(.matrices(exact)).run().products == [-14, 26])
    }
}
