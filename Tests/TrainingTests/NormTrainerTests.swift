// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models
import Testing
import _TestSupport

@testable import Training

/// Batch normalization: its forward pass, its statistics, and whole trainings.
@Suite struct NormTrainerTests {
    private static let norm = LayerDescription.normalization(NormalizationDescription())

    static func settings() -> TrainingSettings {
        var settings = TrainerTests.settings(.exact)
        settings.network = [
            .convolution(ConvolutionDescription(outputs: 4, kernel: 3, padding: 1)), norm, .pooling(.largest, size: 2),
            .convolution(ConvolutionDescription(outputs: 8, kernel: 3)),
            .normalization(NormalizationDescription(momentum: 0.5, epsilon: 1e-3)), .dense(outputs: 4),
        ]
        return settings
    }

    private static func trainer(_ settings: TrainingSettings = settings(), threads: Int = 1) throws -> Trainer {
        try Trainer(
            settings, inputShape: MapShape(channels: 1, height: 8, width: 8), seed: 3, threads: threads)
    }

    /// Two maps of two images: means and variances by hand.
    @Test func aNormIsThatOfThePaper() throws {
        let settings = TrainingTests.settings {
            $0.accounting = .exact
            $0.weightBits = 16
            $0.activationBits = 16
            $0.network = [
                .convolution(ConvolutionDescription(outputs: 2, kernel: 1)),
                .normalization(NormalizationDescription(epsilon: 0.5)), .dense(outputs: 1),
            ]
        }
        let network = try TrainingNetwork(settings, inputShape: MapShape(channels: 1, height: 1, width: 2))
        #expect(network.weighted.map { $0.normalization != nil } == [true, false] && network.layers.count == 2)
        #expect(network.weighted[0].scale == 1)
        var norm = try #require(BatchNorm(network.weighted[0]))
        norm.gamma = [0.25, -0.5]
        norm.beta = [0, 0.125]
        norm.mean = [0.5, 0]
        norm.variance = [3.5, 1.5]
        let pass = NetworkPass<Double>(
            network, settings, weights: [[1, -0.5], [0.5, 0.5, 0.5, 0.5]], norms: [norm, nil], threads: 1)
        // The first layer gives 1, 0, 0, -1 and half of that with the other sign: variances 1/2 and 1/8.
        let batch = BatchMaps<Double>(network.inputShape, images: 2, values: [1, 0, 0, -1])
        let trained = pass.forward(batch, recordsOutputs: true).outputs[0].values
        let second = 0.5 / 0.625.squareRoot()
        let wanted = [0.25, 0, 0, -0.25] + [0.5 * second, 0, 0, -0.5 * second].map { $0 + 0.125 }
        #expect(distance(trained, wanted) < 1e-12)
        let tested = pass.forward(batch, recordsOutputs: true, statistics: .running).outputs[0].values
        let factor = -0.5 / 2.0.squareRoot()
        let running = [0.0625, -0.0625, -0.0625, -0.1875] + [-0.5, 0, 0, 0.5].map { $0 * factor + 0.125 }
        #expect(distance(tested, running) < 1e-12)
    }

    @Test func runningStatisticsBeginWithTheFirstBatch() {
        var norm = BatchNorm(NormalizationDescription(momentum: 0.75), channels: 1)
        #expect(norm.mean == [0] && norm.variance == [1] && norm.gamma == [1] && norm.beta == [0])
        norm.take(ChannelMoments(mean: [2], variance: [3]), count: 4)
        #expect(norm.mean == [2] && norm.variance == [4])
        norm.take(ChannelMoments(mean: [4], variance: [6]), count: 4)
        #expect(norm.mean == [3] && norm.variance == [6])
        for _ in 0..<8 { norm.take(ChannelMoments(mean: [3], variance: [4.5]), count: 4) }
        norm.take(ChannelMoments(mean: [7], variance: [10.5]), count: 4)
        #expect(norm.mean == [4] && norm.variance == [8])
        // A single value has no variance.
        var single = norm
        single.take(ChannelMoments(mean: [4], variance: [0]), count: 1)
        #expect(single.variance == [6])
    }

    @Test func gainsAndShiftsFollowTheirGradients() throws {
        var norm = BatchNorm(NormalizationDescription(), channels: 2)
        let settings = TrainingTests.settings {
            $0.momentum = 0.5
            $0.gradientShare = 0.25
        }
        let gradient = NormGradient(gamma: [8, -4], beta: [0, 16])
        try norm.update(gradient, images: 2, settings, learningRate: 0.5, layer: 0)
        #expect(norm.gamma == [0.5, 1.25] && norm.beta == [0, -1])
        try norm.update(gradient, images: 2, settings, learningRate: 0.5, layer: 0)
        #expect(norm.gamma == [-0.25, 1.625] && norm.beta == [0, -2.5])
        let error = inputError {
            try norm.update(
                NormGradient(gamma: [.infinity, 0], beta: [0, 0]), images: 1, settings, learningRate: 1, layer: 2)
        }
        #expect(error.message == "the batch normalization of layer 3 is not finite")
    }

    @Test func theNetworkLearns() throws {
        var trainer = try Self.trainer()
        let (images, tests) = (try TrainerTests.images(400, seed: 1), try TrainerTests.images(200, seed: 2))
        let rate = trainer.settings.initialLearningRate
        let first = try trainer.runEpoch(images, tests: tests, learningRate: rate)
        var last = first
        for _ in 0..<4 { last = try trainer.runEpoch(images, tests: tests, learningRate: rate) }
        #expect(last.accuracy > 0.95 && last.loss < first.loss, "\(last.accuracy)")
        let norms = trainer.norms.compactMap { $0 }
        #expect(norms.count == 2)
        for norm in norms {
            #expect(norm.batches == 125 && norm.variance.allSatisfy { $0 > 0 })
            #expect(norm.gamma.contains { $0 != 1 } && norm.beta.contains { $0 != 0 })
        }
    }

    @Test func threadsDoNotMatter() throws {
        let images = try TrainerTests.images(100, seed: 1)
        let results = try [1, 2, 3].map { threads in
            var trainer = try Self.trainer(threads: threads)
            let record = try trainer.runEpoch(images, tests: images, learningRate: 0.5)
            return (trainer.weights, trainer.norms, record)
        }
        for result in results.dropFirst() {
            #expect(result.0 == results[0].0)
            #expect(result.1 == results[0].1)
            #expect(result.2 == results[0].2)
        }
    }

    @Test func aResumedTrainingEndsWithTheSameNumbers() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "checkpoint.npz")
        let images = try TrainerTests.images(60, seed: 1)
        var whole = try Self.trainer()
        var records = [try whole.runEpoch(images, tests: images, learningRate: 0.5)]
        try TrainingCheckpoint(whole, records: records).write(to: path, description: "a = 1")
        records.append(try whole.runEpoch(images, tests: images, learningRate: 0.25))
        let read = try TrainingCheckpoint(readingFrom: path, for: Self.trainer(), description: "a = 1")
        var resumed = read.trainer
        let second = try resumed.runEpoch(images, tests: images, learningRate: 0.25)
        #expect(resumed.weights == whole.weights && resumed.norms == whole.norms)
        #expect(second == records[1])
    }

    /// Without errors of the hardware the training is that of the software, norms included.
    @Test func idealHardwareTrainsToTheSameNumbers() throws {
        let images = try TrainerTests.images(40, seed: 1)
        var software = try Self.trainer()
        var hardware = try Trainer(
            Self.settings(), inputShape: MapShape(channels: 1, height: 8, width: 8), seed: 3,
            hardware: LoopHardware(HardwareTrainingTests.lossless, trains: true), threads: 2)
        let first = try software.runEpoch(images, tests: images, learningRate: 0.5)
        let second = try hardware.runEpoch(images, tests: images, learningRate: 0.5)
        #expect(software.weights == hardware.weights && software.norms == hardware.norms)
        #expect(second.hardwareCorrect == first.testCorrect)
    }

    /// A batch of one image leaves a norm behind a fully connected layer without variance.
    @Test func batchesOfOneImageStayFinite() throws {
        var settings = Self.settings()
        settings.batchSize = 1
        settings.network = [.dense(outputs: 5), Self.norm, .dense(outputs: 4), Self.norm]
        var trainer = try Self.trainer(settings)
        let images = try TrainerTests.images(5, seed: 1)
        let record = try trainer.runEpoch(images, tests: images, learningRate: 0.5)
        #expect(record.loss.isFinite && record.testLoss.isFinite)
    }
}
