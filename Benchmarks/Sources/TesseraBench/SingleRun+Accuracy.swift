// SPDX-License-Identifier: Apache-2.0

import BenchmarkWorkloads
import Foundation
import Inference
import Models
import Runs
import Training

/// A network with random weights, the number of random images of a run, and the hardware.
struct AccuracyCase {
    let model: RandomModel
    /// Images whose accuracy is measured [1].
    let images: Int
    /// Images for the ranges of activations [1].
    let calibrationImages: Int
    let hardware: HardwareConfiguration

    /// The case of a subject; nil if accuracy is not its question.
    init?(_ subject: Subject) {
        var hardware = HardwareConfiguration()
        hardware.converterBits = 6
        hardware.scheme = .unitStep
        switch subject {
        case .exactLenet5:
            (model, images, calibrationImages) = (.lenet5, 2000, 64)
            hardware.converterBits = 8
        case .lenet5:
            (model, images, calibrationImages) = (.lenet5, 2000, 64)
        case .noisyLenet5:
            (model, images, calibrationImages) = (.lenet5, 1000, 64)
            hardware.columnSigma = 0.3
        case .spreadLenet5:
            (model, images, calibrationImages) = (.lenet5, 1000, 64)
            hardware.spread = 0.05
        case .resNet20:
            (model, images, calibrationImages) = (.resNet20, 64, 8)
        case .smallResNet18:
            (model, images, calibrationImages) = (.resNet18, 16, 4)
            hardware.weightBits = 4
            hardware.activationBits = 4
        case .resNet50:
            (model, images, calibrationImages) = (.resNet50, 1, 1)
        case .visionTransformer:
            (model, images, calibrationImages) = (.visionTransformer, 1, 1)
            hardware.converterBits = 8
        default: return nil
        }
        self.hardware = hardware
    }
}

/// Whole runs of `tessera accuracy` and `tessera train`.
extension SingleRun {
    /// Runs random images in floating point, in integers and on hardware.
    func measureAccuracy() throws -> Measurement {
        guard let accuracy = AccuracyCase(benchmark.subject) else {
            throw ChildProcess.Failure(description: "\(benchmark.subject.name) has no accuracy")
        }
        let file = try files.model(accuracy.model)
        let images = try randomImages(accuracy.images, accuracy.model.inputShape, seed: 1)
        let calibration = try randomImages(accuracy.calibrationImages, accuracy.model.inputShape, seed: 2)
        let startResources = ProcessResources()
        let clock = ContinuousClock()
        let start = clock.now
        let graph = try NetworkGraph(readingONNX: file.path)
        let read = clock.now
        let run = try AccuracyRequest(
            .graph(graph), images: ImageInput(.dataset(images), calibration: .dataset(calibration)),
            hardware: .keys(accuracy.hardware), keepsResults: true, threads: benchmark.threads
        ).run()
        let end = clock.now
        let resources = ProcessResources()
        let results = run.report.settings.compactMap(\.results).flatMap(\.trials)
        return Measurement(
            readSeconds: seconds(read - start), sizeSeconds: 0, evaluateSeconds: seconds(end - read),
            totalSeconds: seconds(end - start),
            processorSeconds: resources.processorSeconds - startResources.processorSeconds,
            peakMemoryBytes: resources.peakMemoryBytes,
            checkEnergy: results.flatMap(\.values).reduce(0, +), work: .images(accuracy.images))
    }

    /// Trains LeNet-5 on devices for an epoch of 40 batches of 100 random images.
    func measureTraining() throws -> Measurement {
        let steps = 40
        var settings = TrainingSettings()
        settings.accounting = .exact
        settings.batchSize = 100
        settings.inputRange = 0...1
        settings.network = try LayerDescription.layers(of: benchmark.subject.network(), file: nil)
        let images = try randomImages(steps * settings.batchSize, RandomModel.lenet5.inputShape, seed: 1)
        let startResources = ProcessResources()
        let clock = ContinuousClock()
        let start = clock.now
        let run = try TrainRequest(
            settings, images: ImageInput(.dataset(images)), epochs: 1, seed: 1, threads: benchmark.threads
        ).run()
        let total = seconds(clock.now - start)
        let resources = ProcessResources()
        return Measurement(
            readSeconds: 0, sizeSeconds: 0, evaluateSeconds: total, totalSeconds: total,
            processorSeconds: resources.processorSeconds - startResources.processorSeconds,
            peakMemoryBytes: resources.peakMemoryBytes, checkEnergy: run.epochs.last?.record.loss ?? 0,
            work: .steps(steps))
    }

    /// Images whose pixels are uniform between 0 and 1, of ten classes in turn.
    private func randomImages(_ count: Int, _ shape: [Int], seed: UInt64) throws -> ImageDataset {
        var random = RandomNumbers(seed: seed)
        let pixels = (0..<count * shape.reduce(1, *)).map { _ in Float.random(in: 0..<1, using: &random) }
        return try ImageDataset(images: pixels, shape: shape, labels: (0..<count).map { $0 % 10 })
    }
}
