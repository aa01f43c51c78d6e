// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Training

/// Gradients against differences of the loss. With 16 bits nothing is rounded, so that a gradient is the derivative of the loss, up
/// to the powers of two that errors and products are divided by.
@Suite struct GradientTests {
    /// A network, and the extents of its images.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let layers: [LayerDescription]
        var shape = MapShape(channels: 2, height: 6, width: 6)

        var testDescription: String { name }
    }

    private static func convolution(_ outputs: Int, _ kernel: Int, _ padding: Int = 0, stride: Int = 1, groups: Int = 1)
        -> LayerDescription
    {
        .convolution(
            ConvolutionDescription(outputs: outputs, kernel: kernel, padding: padding, stride: stride, groups: groups))
    }

    private static let norm = LayerDescription.normalization(NormalizationDescription(epsilon: 1e-3))

    static let cases = [
        Case(
            name: "fully connected", layers: [.dense(outputs: 7), .dense(outputs: 6), .dense(outputs: 4)],
            shape: MapShape(channels: 9)),
        Case(name: "valid convolution", layers: [convolution(3, 3), .dense(outputs: 3)]),
        Case(name: "same convolution", layers: [convolution(3, 3, 1), convolution(2, 3), .dense(outputs: 3)]),
        Case(name: "stride 2", layers: [convolution(4, 3, 1, stride: 2), convolution(3, 3, stride: 2)]),
        Case(
            name: "two groups",
            layers: [convolution(4, 3, 1, groups: 2), convolution(2, 3, groups: 2), .dense(outputs: 3)],
            shape: MapShape(channels: 4, height: 5, width: 6)),
        Case(name: "one by one", layers: [convolution(4, 1), convolution(3, 1, groups: 1), .dense(outputs: 3)]),
        Case(name: "largest", layers: [convolution(3, 3, 1), .pooling(.largest, size: 2), .dense(outputs: 3)]),
        Case(
            name: "mean, with a rest",
            layers: [convolution(3, 3, 1), .pooling(.mean, size: 4), convolution(3, 1), .dense(outputs: 3)],
            shape: MapShape(channels: 2, height: 6, width: 9)),
        Case(
            name: "norm of maps",
            layers: [convolution(3, 3, 1), norm, .pooling(.largest, size: 2), .dense(outputs: 3)]),
        Case(
            name: "norms of vectors and logits",
            layers: [.dense(outputs: 7), norm, .dense(outputs: 6), .dense(outputs: 4), norm],
            shape: MapShape(channels: 9)),
        Case(
            name: "norms of groups",
            layers: [
                convolution(4, 3, 1, stride: 2, groups: 2), norm, convolution(4, 3, groups: 2), norm,
                .dense(outputs: 3),
            ], shape: MapShape(channels: 4, height: 9, width: 8)),
        Case(name: "places as classes", layers: [convolution(3, 3, 1), convolution(2, 3, stride: 2)]),
        Case(name: "pool of the images", layers: [.pooling(.mean, size: 2), convolution(3, 2), .dense(outputs: 3)]),
    ]

    /// A network with weights and a batch, of which no error is cut at the limit.
    private struct Problem {
        let network: TrainingNetwork
        let settings: TrainingSettings
        let weights: [[Double]]
        let batch: BatchMaps<Double>
        let labels: [Int]
        /// Norms whose outputs are mostly within the limits.
        var norms: [BatchNorm?]

        /// Exact accounting with 16 bits everywhere. Weights from -1.5 to 1.5 give layers a scale above 1.
        init(_ item: Case, seed: Int) throws {
            var random = SeededGenerator(case: seed)
            settings = TrainingTests.settings {
                $0.accounting = .exact
                $0.weightBits = 16
                $0.gradientBits = 16
                $0.activationBits = 16
                $0.errorBits = 16
                $0.weightRange = 1.5 * 32768
                $0.network = item.layers
            }
            network = try TrainingNetwork(settings, inputShape: item.shape)
            weights = random.weights(network, -0.9...0.9)
            batch = random.maps(item.shape, images: 3)
            let classes = network.classes
            labels = (0..<3).map { _ in random.below(classes) }
            norms = network.weighted.map { BatchNorm($0) }
            for index in norms.indices {
                guard let channels = norms[index]?.gamma.count else { continue }
                norms[index]?.gamma = random.reals(channels, 0.2...0.5).map { random.flip() ? $0 : -$0 }
                norms[index]?.beta = random.reals(channels, -0.2...0.2)
            }
        }

        func pass(_ weights: [[Double]]) -> NetworkPass<Double> {
            NetworkPass(network, settings, weights: weights, norms: norms, threads: 1)
        }

        /// The gradients; nil where the largest error of a layer is cut.
        func gradients() throws -> Gradients<Double>? {
            let pass = pass(weights)
            let gradients = try pass.backward(pass.forward(batch), labels: labels, recordsErrors: true)
            return gradients.errors.allSatisfy { magnitude($0.values) < 1 } ? gradients : nil
        }

        /// Central differences of the loss by numbers of the norm of a layer.
        func differences(_ layer: Int, _ numbers: WritableKeyPath<BatchNorm, [Double]>) -> [Double] {
            let step = 1e-6
            return (norms[layer]?[keyPath: numbers] ?? []).indices.map { index in
                var (above, below) = (self, self)
                above.norms[layer]?[keyPath: numbers][index] += step
                below.norms[layer]?[keyPath: numbers][index] -= step
                return (above.loss(weights) - below.loss(weights)) / (2 * step)
            }
        }

        /// Half the sum of squared errors.
        func loss(_ weights: [[Double]]) -> Double {
            let logits = pass(weights).forward(batch, keepsTape: false).logits.imageByImage
            let classes = network.classes
            return logits.indices.reduce(0) { sum, index in
                let error = logits[index] - (labels[index / classes] == index % classes ? 1 : 0)
                return sum + error * error / 2
            }
        }

        /// Central differences of the loss by the weights of a layer.
        func differences(_ layer: Int) -> [Double] {
            let step = 1e-6
            return weights[layer].indices.map { index in
                var (above, below) = (weights, weights)
                above[layer][index] += step
                below[layer][index] -= step
                return (loss(above) - loss(below)) / (2 * step)
            }
        }
    }

    @Test(arguments: cases) func gradientsAreDerivatives(item: Case) throws {
        var checked = 0
        for seed in 0..<200 where checked < 2 {
            let problem = try Problem(item, seed: seed)
            guard let gradients = try problem.gradients() else { continue }
            checked += 1
            for (number, gradient) in gradients.weights.enumerated() {
                let wanted = problem.differences(number)
                let largest = magnitude(wanted)
                try #require(largest > 1e-4, "seed \(seed), layer \(number)")
                // The power of two of this layer.
                let factor = nearestPowerOfTwo(magnitude(gradient) / largest)
                let off = distance(gradient.map { $0 / factor }, wanted) / largest
                #expect(off < 1e-6, "seed \(seed), layer \(number), factor \(factor)")
            }
            // Those of norms are the derivatives themselves.
            for (number, gradient) in gradients.norms.enumerated() {
                #expect((gradient == nil) == (problem.norms[number] == nil))
                guard let gradient else { continue }
                for (own, wanted) in [
                    (gradient.gamma, problem.differences(number, \.gamma)),
                    (gradient.beta, problem.differences(number, \.beta)),
                ] {
                    let largest = magnitude(wanted)
                    try #require(largest > 1e-4, "seed \(seed), norm \(number)")
                    #expect(distance(own, wanted) / largest < 1e-6, "seed \(seed), norm \(number)")
                }
            }
        }
        #expect(checked == 2)
    }

    /// Outputs beyond the limit get no error; those at the limit do.
    @Test func limitsStopGradients() throws {
        let settings = settings {
            $0.accounting = .exact
            $0.weightBits = 16
            $0.activationBits = 16
            $0.errorBits = 16
            $0.network = [.dense(outputs: 3), .dense(outputs: 1)]
        }
        let network = try TrainingNetwork(settings, inputShape: MapShape(channels: 3))
        // Products 1.5, 1 and 0.5 of one image.
        let weights = [[0.5, 0.5, 0.5, 0.5, 0.5, 0, 0.5, 0, 0], [0.5, 0.5, 0.5]]
        let batch = BatchMaps<Double>(MapShape(channels: 3), images: 1, values: [1, 1, 1])
        #expect(network.weighted.map(\.scale) == [1, 1])
        let pass = NetworkPass<Double>(network, settings, weights: weights, threads: 1)
        let result = pass.forward(batch, recordsOutputs: true)
        #expect(result.outputs[0].values == [1, 1, 0.5])
        let gradients = try pass.backward(result, labels: [0]).weights
        #expect(gradients[0].map { $0 != 0 } == [false, false, false, true, true, true, true, true, true])
    }
}
