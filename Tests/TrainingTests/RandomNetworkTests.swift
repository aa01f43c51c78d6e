// SPDX-License-Identifier: Apache-2.0

import Models
import Testing
import _TestSupport

@testable import Training

/// Small networks of random layers.
@Suite struct RandomNetworkTests {
    /// A network of convolutions with groups, strides and margins, norms, pools and fully connected layers, for some images.
    private static func settings(_ random: inout SeededGenerator, _ shape: MapShape) -> TrainingSettings {
        var settings = TrainingSettings()
        settings.accounting = .exact
        settings.batchSize = random.integer(3...9)
        settings.weightBits = random.integer(2...8)
        settings.activationBits = random.integer(2...8)
        settings.deviceSigma = random.flip() ? 0.2 : 0
        settings.weightRange = 1.5 * settings.weightGrid.steps
        settings.loss = random.flip() ? .squaredError : .crossEntropy
        func addNorm() {
            guard random.flip() else { return }
            let norm = NormalizationDescription(momentum: random.flip() ? 0.5 : 0.9)
            settings.network.append(.normalization(norm))
        }
        var (channels, extent) = (shape.channels, min(shape.height, shape.width))
        for _ in 0..<random.integer(0...3) where extent >= 3 {
            let (kernel, stride) = (random.integer(1...3), random.integer(1...2))
            let groups = channels % 2 == 0 && random.flip() ? 2 : 1
            let padding = random.flip() ? kernel / 2 : 0
            channels = 2 * random.integer(1...3)
            settings.network.append(
                .convolution(
                    ConvolutionDescription(
                        outputs: channels, kernel: kernel, padding: padding, stride: stride, groups: groups)))
            extent = (extent + 2 * padding - kernel) / stride + 1
            addNorm()
            if extent >= 2, random.flip() {
                settings.network.append(.pooling(random.flip() ? .largest : .mean, size: 2))
                extent /= 2
            }
        }
        if random.flip() {
            settings.network.append(.dense(outputs: random.integer(2...9)))
            addNorm()
        }
        settings.network.append(.dense(outputs: 4))
        addNorm()
        return settings
    }

    /// Two batches with one and with three threads give the same numbers, and the file of the network its logits.
    @Test(arguments: 0..<40) func threadsDoNotMatter(_ number: Int) throws {
        var random = SeededGenerator(case: number)
        let shape = MapShape(
            channels: random.integer(1...3), height: random.integer(5...9), width: random.integer(5...9))
        let settings = Self.settings(&random, shape)
        let count = settings.batchSize + random.integer(1...settings.batchSize)
        let pixels = random.reals(count * shape.count, 0...1).map { Float($0) }
        let labels = (0..<count).map { _ in random.below(4) }
        let data = try ImageDataset(
            images: pixels, shape: [shape.channels, shape.height, shape.width], labels: labels)
        let images = try ImageBatches(data, shape: [shape.channels, shape.height, shape.width])
        let trained = try [1, 3].map { threads in
            var trainer = try Trainer(settings, inputShape: shape, seed: UInt64(number), threads: threads)
            let record = try trainer.runEpoch(images, tests: images, learningRate: 0.25)
            return (trainer, record)
        }
        #expect(trained[0].0.weights == trained[1].0.weights, "\(settings.network)")
        #expect(trained[0].0.norms == trained[1].0.norms, "\(settings.network)")
        #expect(trained[0].1 == trained[1].1, "\(settings.network)")
        let folder = try TemporaryFolder()
        let path = folder.path(of: "model.onnx")
        try trained[0].0.writeONNX(to: path)
        let network = try QuantizedNetwork(NetworkGraph(readingONNX: path))
        let logits = try ProgrammedNetwork(network, engine: ExactEngine()).run(data, threads: 1)
        #expect(logits.correctCount(labels) == trained[0].1.testCorrect, "\(settings.network)")
    }
}
