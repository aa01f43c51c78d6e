// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Models
import Parallelism

/// A network in training on modelled devices.
///
/// All random numbers belong to seed, epoch, batch, layer and cell, and sums have one order: weights after an epoch do not
/// depend on threads, nor on whether the training was interrupted between epochs.
public struct Trainer: Sendable {
    /// The settings.
    public let settings: TrainingSettings
    /// The layers.
    public let network: TrainingNetwork
    /// Seed of all random numbers.
    public let seed: UInt64
    /// Number of threads; results do not depend on it.
    public let threads: Int
    /// Epochs that are complete [1].
    public internal(set) var epochs = 0
    /// Hardware that the network is tested or trained on; nil without any.
    public let hardware: LoopHardware?
    var layers: [TrainedLayer]
    /// Partial sums that converters are calibrated with; nil before the first batch.
    var calibration: Calibration?

    private var randomness: TrainingRandomness { TrainingRandomness(seed: seed) }
    /// Test images of a forward pass [1].
    static let testBatch = 500

    /// A network with new weights.
    ///
    /// - Throws: `InputError` when layers do not fit together, or a weight lies beyond the end of its device's curve.
    public init(
        _ settings: TrainingSettings, inputShape: MapShape, seed: UInt64, hardware: LoopHardware? = nil,
        threads: Int = defaultThreadCount
    ) throws(InputError) {
        if hardware != nil, settings.accounting == .neurosim {
            throw InputError(
                "hardware takes integers of weights and inputs, which accounting = neurosim does not have (allowed: exact)"
            )
        }
        self.settings = settings
        self.hardware = hardware
        self.seed = seed
        self.threads = threads
        let network = try TrainingNetwork(settings, inputShape: inputShape)
        self.network = network
        let randomness = TrainingRandomness(seed: seed)
        layers = network.weighted.map { TrainedLayer($0, settings, randomness) }
        for layer in layers {
            guard layer.devices.beyond(layer.weights).isEmpty else {
                throw beyondCurve(layer.layer.number, weights: layer.weights, layer.devices)
            }
        }
    }

    /// Weights of the layers: [outputs][rows].
    public var weights: [[Double]] { layers.map(\.weights) }

    /// The batch normalizations of the layers with weights; nil where a layer has none.
    public var norms: [BatchNorm?] { layers.map(\.norm) }

    /// The network with the weights and norms of now.
    func pass<Scalar: TrainingScalar>(_ settings: TrainingSettings? = nil) -> NetworkPass<Scalar> {
        NetworkPass(network, settings ?? self.settings, weights: weights, norms: norms, threads: threads)
    }

    /// What a caller is told after each batch.
    public struct BatchProgress: Sendable {
        /// Images of the epoch so far [1].
        public let images: Int
        /// Images of the epoch [1].
        public let all: Int
        /// Mean loss of an image so far [1].
        public let loss: Double
        /// Share of the images so far that were classified correctly [1].
        public let accuracy: Double
    }

    /// Trains all images once and classifies the test images.
    ///
    /// - Parameters:
    ///   - images: Images to train with.
    ///   - tests: Images to test with; nil: none.
    ///   - learningRate: The rate of the epoch [1].
    ///   - progress: Is told after each batch.
    /// - Returns: The figures of the epoch.
    /// - Throws: `InputError` that names layer, epoch and batch when a gradient is not finite, or 0 where the reference stops.
    public mutating func runEpoch(
        _ images: ImageBatches, tests: ImageBatches?, learningRate: Double, progress: (BatchProgress) -> Void = { _ in }
    ) throws(InputError) -> EpochRecord {
        let epoch = epochs
        let source = BatchImages(images)
        let order = randomness.order(of: images.count, epoch: epoch)
        let batches = pieces(of: order.count, size: settings.batchSize)
        if settings.rules.resetsMomentum {
            for index in layers.indices { layers[index].state = layers[index].state.map { _ in 0 } }
        }
        try calibrate(source)
        var loss = 0.0
        var correct = 0
        for (number, range) in batches.enumerated() {
            let numbers = Array(order[range])
            let maps = source.changed(numbers, settings, randomness.stream(.augmentation, epoch: epoch))
            let context = UpdateContext(
                settings: settings, learningRate: learningRate, randomness: randomness, epoch: epoch, batch: number,
                batches: batches.count,
                threads: threads)
            let batch = try train(
                maps, labels: numbers.map { images.labels[$0] }, context, records: number == batches.count - 1)
            loss += batch.loss
            correct += batch.correct
            progress(
                BatchProgress(
                    images: range.upperBound, all: order.count, loss: loss / Double(range.upperBound),
                    accuracy: Double(correct) / Double(range.upperBound)))
        }
        epochs += 1
        let test = tests.map { classify($0) }
        let onHardware = try tests.map { (tests) throws(InputError) in try classifyOnHardware(tests) } ?? nil
        return EpochRecord(
            epoch: epoch, learningRate: learningRate, loss: loss / Double(images.count), trainingCorrect: correct,
            trainingImages: images.count, testCorrect: test?.correct ?? 0, testImages: tests?.count ?? 0,
            testLoss: test?.loss ?? 0, unroundedCorrect: tests.map { classify($0, rounds: false).correct } ?? 0,
            hardwareCorrect: onHardware, layers: layers.map { LayerRecord($0, settings) })
    }

    /// Trains a batch.
    private mutating func train(
        _ maps: BatchMaps<Float>, labels: [Int], _ context: UpdateContext, records: Bool
    ) throws(InputError) -> (loss: Double, correct: Int) {
        do throws(InputError) {
            let pass: NetworkPass<Float> = pass()
            let forward = pass.forward(maps, products: try productsInTraining(pass, context))
            let gradients = try pass.backward(forward, labels: labels)
            guard gradients.loss.isFinite else { throw InputError("the loss is not finite") }
            for index in layers.indices.reversed() {
                try layers[index].update(gradients.weights[index], context, records: records)
            }
            try updateNorms(forward, gradients, context)
            return (gradients.loss, Self.correct(forward.logits, labels))
        } catch {
            throw InputError(
                "epoch \(context.epoch + 1), batch \(context.batch + 1): \(error.message)", kind: error.kind,
                file: error.file)
        }
    }

    /// Moves the digital numbers of all norms, and adds the statistics of a batch to the running ones.
    private mutating func updateNorms(
        _ forward: NetworkPass<Float>.Result, _ gradients: Gradients<Float>, _ context: UpdateContext
    ) throws(InputError) {
        for (entry, tape) in zip(network.layers, forward.tape) {
            guard case .weighted(let number) = entry, case .weighted(_, _, let norm?) = tape,
                let gradient = gradients.norms[number]
            else { continue }
            let images = norm.values.images
            layers[number].norm?.take(norm.moments, count: images * norm.values.shape.plane)
            try layers[number].norm?.update(
                gradient, images: images, settings, learningRate: context.learningRate, layer: number)
        }
    }

    /// Classifies images with the weights as they are.
    ///
    /// - Parameters:
    ///   - images: The images.
    ///   - rounds: Whether weights and activations are rounded.
    /// - Returns: How many are classified correctly, and the mean loss of an image.
    public func classify(_ images: ImageBatches, rounds: Bool = true) -> (correct: Int, loss: Double) {
        let source = BatchImages(images)
        let pass: NetworkPass<Float> = pass(rounds ? settings : settings.withoutRounding)
        var correct = 0
        var loss = 0.0
        for range in pieces(of: images.count, size: Self.testBatch) {
            let numbers = Array(range)
            let labels = numbers.map { images.labels[$0] }
            let logits = pass.forward(source.maps(numbers), keepsTape: false, statistics: .running).logits
            correct += Self.correct(logits, labels)
            loss += settings.loss.errors(logits, labels).loss
        }
        return (correct, loss / Double(max(1, images.count)))
    }

    /// Images whose first largest logit is that of their class.
    static func correct(_ logits: BatchMaps<Float>, _ labels: [Int]) -> Int {
        labels.indices.count { image in
            var best = 0
            for label in 1..<max(1, logits.shape.channels)
            where logits.values[label * logits.images + image] > logits.values[best * logits.images + image] {
                best = label
            }
            return best == labels[image]
        }
    }
}
