// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing

@testable import Models

/// Integers with a multiplier and a shift for a scale.
@Suite struct ShiftArithmeticTests {
    /// Two inputs, a layer of two outputs, ReLU, a layer of one output.
    private func graph(scale: Float = 1, activation: Models.Operation.Activation = .relu) -> NetworkGraph {
        let first = LinearLayer(
            outputs: 2, rows: 2, window: nil, groups: 1, weights: .real([-0.5, 0.25, 0.5, 0.125].map { $0 * scale }),
            bias: [0.1, -0.2])
        let second = LinearLayer(
            outputs: 1, rows: 2, window: nil, groups: 1, weights: .real([1, -1].map { $0 * scale }), bias: [0])
        return NetworkGraph(
            file: "test", inputShape: [2],
            nodes: [
                .init(name: "first", operation: .linear(first), inputs: [0], shape: [2]),
                .init(name: "act", operation: .activation(activation), inputs: [1], shape: [2]),
                .init(name: "second", operation: .linear(second), inputs: [2], shape: [1]),
            ], output: 3)
    }

    @Test func layersHaveTheIntegersOfTheEquations() throws {
        let layer = try ShiftArithmetic(graph()).layers[0]
        #expect(layer.scale == 1.0 / 255)
        // -(-0.5) * 255 = 127.5, cut.
        #expect(layer.zeroPoint == 127)
        let fraction = Double(layer.multiplier) / Double(1 << layer.shift)
        #expect(abs(fraction - layer.scale) <= 0.5 / 32768)
        let rounded = try ShiftArithmetic(graph(), scaleDecimals: 4).layers[0]
        #expect(abs(Double(rounded.multiplier) / Double(1 << rounded.shift) - 0.0039) <= 0.5 / 32768)
    }

    @Test func resultsAreThoseOfTheEquations() throws {
        let arithmetic = try ShiftArithmetic(graph())
        let pixels: [[Double]] = [[0.25, 0.75], [1, 0]]
        let images = try ImageDataset(images: pixels.joined().map { Float($0) }, shape: [2])
        let logits = try arithmetic.run(images, threads: 1)
        for (image, pixels) in pixels.enumerated() {
            let inputs = pixels.map { ($0 * 255).rounded(.toNearestOrEven) }
            let hidden: [Double] = [
                output(of: arithmetic.layers[0], weights: [-0.5, 0.25], bias: 0.1, inputs),
                output(of: arithmetic.layers[0], weights: [0.5, 0.125], bias: -0.2, inputs),
            ]
            let rectified = hidden.map { max(0, $0) }
            #expect(
                logits.values[image] == output(of: arithmetic.layers[1], weights: [1, -1], bias: 0, rectified))
        }
    }

    /// An output of a layer, from the equations.
    private func output(
        of layer: ShiftArithmetic.Layer, weights: [Double], bias: Double, _ inputs: [Double]
    ) -> Double {
        let step = Double(layer.multiplier) / Double(1 << layer.shift)
        var sum = (bias * 256 / step).rounded(.toNearestOrEven)
        for (weight, input) in zip(weights, inputs) {
            let place = min(255, max(0, Double(layer.zeroPoint) + weight / layer.scale))
            sum += input * (place.rounded(.toNearestOrEven) - Double(layer.zeroPoint))
        }
        return (sum * step).rounded(.down)
    }

    @Test func whatItCannotDoIsAnError() {
        #expect(throws: InputError.self) { try ShiftArithmetic(graph(activation: .sigmoid)) }
        // A scale of 4e-7 has no fraction with a shift of 15.
        #expect(throws: InputError.self) { try ShiftArithmetic(graph(scale: 1e-4)) }
    }
}
