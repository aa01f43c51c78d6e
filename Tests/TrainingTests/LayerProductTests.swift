// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Training

/// The three products of a layer against sums over single elements, and with several threads.
@Suite struct LayerProductTests {
    /// A layer of random extents.
    private static func randomLayer(_ random: inout SeededGenerator) throws -> WeightedLayer {
        let groups = random.pick([1, 1, 2, 3])
        let shape = MapShape(
            channels: groups * random.integer(1...3), height: random.integer(1...9), width: random.integer(1...9))
        let kernel = random.integer(1...min(shape.height, shape.width, 5))
        let convolution = ConvolutionDescription(
            outputs: groups * random.integer(1...4), kernel: kernel, padding: random.pick([0, 0, 1, kernel / 2, 3]),
            stride: random.pick([1, 1, 2, 3]), groups: groups)
        let layer =
            random.flip(0.85) ? LayerDescription.convolution(convolution) : .dense(outputs: random.integer(1...20))
        return try #require(TrainingNetwork(settings(layers: [layer]), inputShape: shape).weighted.first)
    }

    /// A layer with its inputs, weights and errors.
    private struct Problem<Scalar: TrainingScalar> {
        let layer: WeightedLayer
        let inputs: BatchMaps<Scalar>
        let weights: [Scalar]
        let errors: BatchMaps<Scalar>

        init(_ layer: WeightedLayer, images: Int, _ random: inout SeededGenerator) {
            self.layer = layer
            let shape = layer.convolution == nil ? layer.inputShape.flat : layer.inputShape
            inputs = random.maps(shape, images: images)
            weights = random.reals(layer.weightCount).map { Scalar($0) }
            errors = random.maps(layer.outputShape, images: images)
        }

        /// Outputs, gradient, and errors at the input.
        func products(threads: Int) -> [[Scalar]] {
            let products = LayerProducts<Scalar>(layer, images: inputs.images, threads: threads)
            return [
                products.outputs(of: inputs, weights: weights).values, products.gradient(of: inputs, errors: errors),
                products.backward(errors, weights: weights).values,
            ]
        }

        var plainProducts: [[Double]] {
            let plain = PlainConvolution(layer: layer, images: inputs.images)
            let (inputs, errors) = (inputs.values.map { Double($0) }, errors.values.map { Double($0) })
            let weights = weights.map { Double($0) }
            return [
                plain.outputs(inputs, weights), plain.gradient(inputs, errors), plain.backward(errors, weights),
            ]
        }
    }

    private static func compare<Scalar: TrainingScalar>(
        _: Scalar.Type, _ number: Int, tolerance: Double
    ) throws {
        var random = SeededGenerator(case: number)
        let layer = try randomLayer(&random)
        let problem = Problem<Scalar>(layer, images: random.integer(1...12), &random)
        let names = ["outputs", "gradient", "errors"]
        for (name, (found, wanted)) in zip(names, zip(problem.products(threads: 2), problem.plainProducts)) {
            let off = distance(found.map { Double($0) }, wanted)
            #expect(off <= tolerance * max(1, magnitude(wanted)), "case \(number), \(Scalar.self), \(name), \(layer)")
        }
    }

    @Test func productsOfRandomLayers() throws {
        for number in 0..<60 {
            try Self.compare(Double.self, number, tolerance: 1e-12)
            try Self.compare(Float.self, number, tolerance: 1e-5)
        }
    }

    private static func productsByThreads<Scalar: TrainingScalar>(_: Scalar.Type) throws {
        let layers: [(LayerDescription, MapShape)] = [
            (
                .convolution(ConvolutionDescription(outputs: 12, kernel: 3, padding: 1, stride: 1, groups: 2)),
                MapShape(channels: 8, height: 15, width: 14)
            ),
            (
                .convolution(ConvolutionDescription(outputs: 9, kernel: 5, stride: 2)),
                MapShape(channels: 7, height: 21, width: 20)
            ),
            (.convolution(ConvolutionDescription(outputs: 9, kernel: 1)), MapShape(channels: 17, height: 9, width: 8)),
            (.dense(outputs: 150), MapShape(channels: 300)),
        ]
        for (number, (layer, shape)) in layers.enumerated() {
            var random = SeededGenerator(case: number)
            let network = try TrainingNetwork(settings(layers: [layer]), inputShape: shape)
            let problem = Problem<Scalar>(network.weighted[0], images: 29, &random)
            let one = problem.products(threads: 1)
            #expect(problem.products(threads: 2) == one, "layer \(number), \(Scalar.self)")
            #expect(problem.products(threads: 3) == one, "layer \(number), \(Scalar.self)")
        }
    }

    @Test func threadsDoNotMatter() throws {
        try Self.productsByThreads(Double.self)
        try Self.productsByThreads(Float.self)
    }
}
