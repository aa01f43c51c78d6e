// SPDX-License-Identifier: Apache-2.0

import Diagnostics

@testable import Models

/// A small transformer with random weights: tokens, a layer each for queries, keys and values of some heads, attention, and classes.
struct SmallAttention {
    let graph: NetworkGraph
    let images: ImageDataset
    let labels: [Int]

    /// - Parameters:
    ///   - seed: of weights and images.
    ///   - tokens: tokens of an image.
    ///   - heads: heads.
    ///   - size: elements of a head.
    ///   - count: images.
    ///   - isRectified: whether queries, keys and values have a rectifier behind them.
    ///   - isRepeated: whether all images are the same.
    /// - Throws: `InputError` where the network cannot be run.
    init(
        seed: UInt64 = 1, tokens: Int = 5, heads: Int = 2, size: Int = 3, count: Int = 6, isRectified: Bool = false,
        isRepeated: Bool = false
    ) throws {
        var numbers = Sequence64(seed)
        func reals(_ count: Int) -> [Float] { numbers.integers(count, in: -100...100).map { Float($0) / 100 } }
        let width = heads * size
        var nodes: [NetworkGraph.Node] = []
        func add(_ name: String, _ operation: Operation, _ inputs: [Int], _ shape: [Int]) -> Int {
            nodes.append(NetworkGraph.Node(name: name, operation: operation, inputs: inputs, shape: shape))
            return nodes.count
        }
        func layer(_ name: String, _ input: Int, rows: Int, outputs: Int, _ shape: [Int]) -> Int {
            let layer = LinearLayer(
                outputs: outputs, rows: rows, window: nil, groups: 1, weights: .real(reals(rows * outputs)),
                bias: reals(outputs).map(Double.init))
            return add(name, .linear(layer), [input], shape)
        }
        func split(_ name: String, turned: Bool) -> Int {
            var value = layer(name, 0, rows: width, outputs: width, [tokens, width])
            if isRectified { value = add("\(name) relu", .activation(.relu), [value], [tokens, width]) }
            value = add("\(name) parts", .reshape, [value], [tokens, heads, size])
            return turned
                ? add("\(name) heads", .transpose([1, 2, 0]), [value], [heads, size, tokens])
                : add("\(name) heads", .transpose([1, 0, 2]), [value], [heads, tokens, size])
        }
        let (query, key, value) = (split("q", turned: false), split("k", turned: true), split("v", turned: false))
        let scores = add("scores", .product, [query, key], [heads, tokens, tokens])
        let shares = add("shares", .softmax(axis: 2, count: 1), [scores], [heads, tokens, tokens])
        let mixed = add("mix", .product, [shares, value], [heads, tokens, size])
        let turned = add("turned", .transpose([1, 0, 2]), [mixed], [tokens, heads, size])
        let flat = add("flat", .reshape, [turned], [tokens * width])
        let output = layer("classes", flat, rows: tokens * width, outputs: 4, [4])
        graph = NetworkGraph(file: "small attention", inputShape: [tokens, width], nodes: nodes, output: output)
        let one = reals(tokens * width)
        let pixels = isRepeated ? (0..<count).flatMap { _ in one } : one + reals((count - 1) * tokens * width)
        let plain = try ImageDataset(images: pixels, shape: [tokens, width])
        labels = try graph.run(plain).predictedClasses
        images = try ImageDataset(images: pixels, shape: [tokens, width], labels: labels)
    }

    /// The network in integers.
    func quantized(_ settings: QuantizationSettings) throws(InputError) -> QuantizedNetwork {
        try QuantizedNetwork(quantizing: graph, settings: settings, calibration: images)
    }
}
