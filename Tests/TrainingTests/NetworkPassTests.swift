// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Training

/// A whole pass over a batch: rounding of its arrays, and threads.
@Suite struct NetworkPassTests {
    private static let layers: [LayerDescription] = [
        .convolution(ConvolutionDescription(outputs: 8, kernel: 3, padding: 1)), .pooling(.largest, size: 2),
        .convolution(ConvolutionDescription(outputs: 12, kernel: 3, padding: 1, stride: 2, groups: 4)),
        .pooling(.mean, size: 2), .dense(outputs: 20), .dense(outputs: 10),
    ]

    /// All numbers of a pass over a batch of more elements than one thread takes at a time.
    private static func pass<Scalar: TrainingScalar>(
        _: Scalar.Type, _ accounting: TrainingSettings.Accounting, threads: Int, recordsOutputs: Bool = true
    ) throws -> [[Scalar]] {
        var random = SeededGenerator(case: 3)
        let settings = settings {
            $0.accounting = accounting
            $0.network = layers
        }
        let network = try TrainingNetwork(settings, inputShape: MapShape(channels: 3, height: 16, width: 16))
        let images = 24
        let pass = NetworkPass<Scalar>(
            network, settings, weights: random.weights(network, -1.2...1.2), threads: threads)
        let batch: BatchMaps<Scalar> = random.maps(network.inputShape, images: images)
        let labels = (0..<images).map { _ in random.below(10) }
        let result = pass.forward(batch, recordsOutputs: recordsOutputs)
        let gradients = try pass.backward(result, labels: labels, recordsErrors: true)
        return [result.logits.values, [Scalar(gradients.loss)]] + result.outputs.map(\.values) + gradients.weights
            + gradients.errors.map(\.values)
    }

    private static func passesByThreads<Scalar: TrainingScalar>(_: Scalar.Type) throws {
        for accounting in TrainingSettings.Accounting.allCases {
            let one = try pass(Scalar.self, accounting, threads: 1)
            #expect(one.allSatisfy { $0.contains { $0 != 0 } })
            #expect(try pass(Scalar.self, accounting, threads: 2) == one, "\(Scalar.self), \(accounting)")
            #expect(try pass(Scalar.self, accounting, threads: 3) == one, "\(Scalar.self), \(accounting)")
        }
    }

    @Test func threadsDoNotMatter() throws {
        try Self.passesByThreads(Double.self)
        try Self.passesByThreads(Float.self)
    }

    /// Outputs that are kept before ReLU do not change what follows.
    @Test func recordingChangesNothing() throws {
        let recorded = try Self.pass(Float.self, .neurosim, threads: 2)
        let plain = try Self.pass(Float.self, .neurosim, threads: 2, recordsOutputs: false)
        #expect(plain == Array(recorded[..<2] + recorded[6...]))
    }

    /// Outputs and errors lie on their grids; some outputs are below zero, as they were before ReLU.
    @Test func arraysLieOnTheirGrids() throws {
        let arrays = try Self.pass(Double.self, .neurosim, threads: 1)
        let (outputs, errors) = (arrays[2..<5], arrays[10..<14])
        let grid = NumberGrid(bits: 8)
        for values in outputs + errors {
            #expect(values.allSatisfy { grid.nearest($0) == $0 && abs($0) <= grid.limit })
        }
        #expect(outputs.allSatisfy { $0.contains { $0 < 0 } })
        // Errors fill the range: the largest one was over the power of two next to it.
        #expect(errors.allSatisfy { magnitude($0) > 0.7 })
        #expect(arrays[0].contains { grid.nearest($0) != $0 })
    }

    /// One layer without rounding is the plain product over the layer's scale.
    @Test func oneLayer() throws {
        var random = SeededGenerator(case: 5)
        let convolution = ConvolutionDescription(outputs: 4, kernel: 3, padding: 1, stride: 2)
        let settings = settings {
            $0.weightBits = 16
            $0.weightRange = 1.5 * 32768
            $0.network = [.convolution(convolution)]
        }
        let network = try TrainingNetwork(settings, inputShape: MapShape(channels: 3, height: 6, width: 5))
        let layer = network.weighted[0]
        #expect(layer.scale == 4)
        let weights = random.weights(network, -1...1)
        let batch: BatchMaps<Double> = random.maps(network.inputShape, images: 3)
        let result = NetworkPass<Double>(network, settings, weights: weights, threads: 1).forward(batch)
        let plain = PlainConvolution(layer: layer, images: 3).outputs(batch.values, weights[0]).map { $0 / 4 }
        let maps = BatchMaps(layer.outputShape, images: 3, values: plain)
        #expect(result.logits.shape == layer.outputShape.flat)
        #expect(distance(result.logits.imageByImage, maps.imageByImage) < 1e-13)
    }

    /// Weights beyond the range are read as they are, or as the end of the range.
    @Test func weightsAreReadOnTheirGrid() throws {
        let weights = [[1.51, 0.3, -1.2, -0.03125, 0.09375]]
        for (accounting, wanted) in [
            (TrainingSettings.Accounting.neurosim, [1.5, 0.3125, -1.1875, 0, 0.125]),
            (.exact, [0.9375, 0.3125, -0.9375, 0, 0.125]),
        ] {
            let settings = settings {
                $0.accounting = accounting
                $0.network = [.dense(outputs: 1)]
            }
            let network = try TrainingNetwork(settings, inputShape: MapShape(channels: 5))
            #expect(
                NetworkPass<Float>(network, settings, weights: weights, threads: 1).weights == [
                    wanted.map { Float($0) }
                ])
        }
    }

    /// All errors are 0 where the logits are the labels.
    @Test func errorsOfZero() throws {
        let network = settings(layers: [.dense(outputs: 2)])
        let exact = settings {
            $0.accounting = .exact
            $0.network = network.network
        }
        let weights = [[0.5, 0.5, 0, 0]]
        let batch = BatchMaps<Double>(MapShape(channels: 2), images: 1, values: [1, 1])
        func backward(_ settings: TrainingSettings) throws -> Gradients<Double> {
            let network = try TrainingNetwork(settings, inputShape: MapShape(channels: 2))
            let pass = NetworkPass<Double>(network, settings, weights: weights, threads: 1)
            var result = pass.forward(batch)
            result = .init(
                logits: BatchMaps(MapShape(channels: 2), images: 1, values: [1, 0]), tape: result.tape, outputs: [])
            return try pass.backward(result, labels: [0])
        }
        let error = inputError { try backward(network) }
        #expect(error.message.hasPrefix("all errors of layer 1 are 0, at which the reference stops"))
        #expect(try backward(exact).weights == [[0, 0, 0, 0]])
    }

    /// The first largest element of a square gets the error.
    @Test func errorsGoToTheFirstLargestElement() throws {
        let layers: [LayerDescription] = [
            .convolution(ConvolutionDescription(outputs: 1, kernel: 1)), .pooling(.largest, size: 2),
            .dense(outputs: 1),
        ]
        let settings = settings(layers: layers)
        let network = try TrainingNetwork(settings, inputShape: MapShape(channels: 1, height: 2, width: 2))
        let pass = NetworkPass<Double>(network, settings, weights: [[0.5], [0.5]], threads: 1)
        // The products of 0.5 and 0.501 fall on one number of the grid.
        let batch = BatchMaps<Double>(network.inputShape, images: 1, values: [0.25, 0.5, 0.501, 0.125])
        let gradients = try pass.backward(pass.forward(batch), labels: [0], recordsErrors: true)
        #expect(gradients.errors[0].values.map { $0 != 0 } == [false, true, false, false])
    }
}
