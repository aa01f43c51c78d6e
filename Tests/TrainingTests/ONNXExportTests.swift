// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models
import Testing
import _TestSupport

@testable import Training

/// Trained networks as ONNX files.
@Suite struct ONNXExportTests {
    private static let norm = LayerDescription.normalization(NormalizationDescription(epsilon: 1e-3))

    /// Networks, each with the bits of weights and activations.
    static let networks: [(name: String, weightBits: Int, activationBits: Int, layers: [LayerDescription])] = [
        (
            "maps", 5, 8,
            [
                .convolution(ConvolutionDescription(outputs: 4, kernel: 3, padding: 1)), .pooling(.largest, size: 2),
                .convolution(ConvolutionDescription(outputs: 8, kernel: 3)), .dense(outputs: 4),
            ]
        ),
        (
            "norms, groups, strides, means", 4, 6,
            [
                .convolution(ConvolutionDescription(outputs: 4, kernel: 3, padding: 1)), norm, .pooling(.mean, size: 2),
                .convolution(ConvolutionDescription(outputs: 8, kernel: 3, padding: 1, stride: 2, groups: 2)), norm,
                .dense(outputs: 6), norm, .dense(outputs: 4),
            ]
        ),
        ("logits of a norm", 6, 8, [.pooling(.mean, size: 3), .dense(outputs: 7), .dense(outputs: 4), norm]),
        (
            "places as classes", 2, 2,
            [
                .convolution(ConvolutionDescription(outputs: 3, kernel: 3)), norm,
                .convolution(ConvolutionDescription(outputs: 1, kernel: 3, stride: 2)),
            ]
        ),
        ("integers of 16 bits", 12, 5, [.dense(outputs: 9), norm, .dense(outputs: 4)]),
        ("activations of 15 bits", 5, 15, [.dense(outputs: 9), .dense(outputs: 4)]),
        ("signs", 5, 1, [.dense(outputs: 9), norm, .dense(outputs: 4)]),
        ("real numbers", 16, 16, [.dense(outputs: 9), .pooling(.largest, size: 1), .dense(outputs: 4)]),
        ("real weights", 1, 8, [.dense(outputs: 9), .dense(outputs: 4)]),
    ]

    private static func trained(_ network: Int, _ accounting: TrainingSettings.Accounting = .exact) throws -> Trainer {
        var settings = TrainerTests.settings(accounting)
        settings.weightBits = networks[network].weightBits
        settings.activationBits = networks[network].activationBits
        settings.network = networks[network].layers
        var trainer = try Trainer(
            settings, inputShape: MapShape(channels: 1, height: 8, width: 8), seed: 5, threads: 1)
        _ = try trainer.runEpoch(TrainerTests.images(80, seed: 1), tests: nil, learningRate: 0.125)
        return trainer
    }

    private static func graph(_ trainer: Trainer) throws -> NetworkGraph {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "model.onnx")
        try trainer.writeONNX(to: path)
        return try NetworkGraph(readingONNX: path)
    }

    /// The logits of a file are those of the test of the training: equal numbers where all are integers with their steps.
    @Test(arguments: networks.indices) func aFileGivesTheLogitsOfTheTraining(_ number: Int) throws {
        let (name, weightBits, activationBits, _) = Self.networks[number]
        let trainer = try Self.trained(number)
        let graph = try Self.graph(trainer)
        let data = try TrainerTests.dataset(60, seed: 2)
        let areIntegers = (2...15).contains(weightBits) && (2...15).contains(activationBits)
        #expect(graph.isQuantized == areIntegers, "\(name)")
        let logits =
            areIntegers
            ? try ProgrammedNetwork(QuantizedNetwork(graph), engine: ExactEngine()).run(data, threads: 1)
            : try graph.run(data, threads: 1)
        let images = try ImageBatches(data)
        let pass: NetworkPass<Float> = trainer.pass()
        let own = pass.forward(
            BatchImages(images).maps(Array(0..<60)), keepsTape: false, statistics: .running
        ).logits.imageByImage
        let off = distance(logits.values, own.map { Double($0) })
        // The training rounds a normalized logit to single precision.
        #expect(off <= (areIntegers && name != "logits of a norm" ? 0 : 1e-5), "\(name): \(off)")
        #expect(magnitude(own) > 0, "\(name)")
        #expect(logits.correctCount(images.labels) == trainer.classify(images).correct, "\(name)")
    }

    /// The integers of a file are those of the devices.
    @Test(arguments: [0, 4]) func integersAreThoseOfTheDevices(_ number: Int) throws {
        let trainer = try Self.trained(number)
        let quantized = try QuantizedNetwork(Self.graph(trainer))
        let grid = trainer.settings.weightGrid
        #expect(quantized.layers.map(\.weightBits) == trainer.weights.map { _ in [8, 0, 0, 0, 16][number] })
        for (layer, weights) in zip(quantized.layers, trainer.weights) {
            let columns = layer.matrices[0].columns
            let rows = layer.matrices[0].rows
            let integers = weights.map { Int32((grid.nearest(grid.clamped($0)) * grid.steps).rounded()) }
            let stored = (0..<columns).flatMap { column in
                (0..<rows).map { layer.matrices[0].weights[$0 * columns + column] }
            }
            #expect(stored == integers)
        }
    }

    /// Another training goes on from a file, norms included.
    @Test(arguments: [0, 1, 4, 5]) func aTrainingGoesOnFromAFile(_ number: Int) throws {
        let trainer = try Self.trained(number)
        let model = try TrainingModel(Self.graph(trainer))
        #expect(model.fits(trainer.settings.network))
        var other = try Trainer(
            trainer.settings, inputShape: MapShape(channels: 1, height: 8, width: 8), seed: 9, threads: 1)
        #expect(try other.start(from: model).allSatisfy { $0 == 0 })
        let images = try TrainerTests.images(60, seed: 2)
        #expect(other.classify(images).correct == trainer.classify(images).correct)
        for (read, written) in zip(other.norms, trainer.norms) {
            #expect(read?.gamma == written?.gamma && read?.mean == written?.mean && read?.variance == written?.variance)
        }
        #expect(throws: Never.self) { try other.runEpoch(images, tests: nil, learningRate: 0.1) }
    }

    /// The reference does not round the inputs of its first layer; a file for hardware does.
    @Test func filesOfTheReferencesAccountingHaveIntegersEverywhere() throws {
        let trainer = try Self.trained(0, .neurosim)
        let quantized = try QuantizedNetwork(Self.graph(trainer))
        #expect(quantized.layers.count == 3)
        #expect(try TrainingModel(Self.graph(trainer)).layers == trainer.settings.network)
    }

    @Test func unwritablePathsAreNamed() throws {
        let trainer = try Self.trained(0)
        let error = inputError { try trainer.writeONNX(to: "/nowhere/model.onnx") }
        #expect(error.kind == .cannotWrite && error.file == "/nowhere/model.onnx")
    }
}
