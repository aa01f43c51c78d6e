// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism
import Workload

/// A network in plain integer arithmetic: weights of eight bits with a zero point, and scales that are a multiplier and a shift to
/// the right. Activations are never cut to eight bits: they grow as they like.
///
/// For each layer, with S = (max w - min w) / 255 and z = trunc(clip(-min w / S)):
///
///     q = round(clip(z + w / S)), S ~ m / 2^h with h <= 15, b_q = round(256 b / (m / 2^h))
///     y = floor((sum x (q - z) + b_q) m / 2^h)
///
/// Inputs are pixels from 0 to 255; halves are rounded to even numbers. This is the arithmetic of a LeNet-5 study on systolic
/// arrays, whose scales were rounded to four decimals first. Biases count 256 where inputs count 255, as there.
public struct ShiftArithmetic: Sendable {
    /// The integers of a layer.
    public struct Layer: Sendable, Equatable {
        /// Its name in the model.
        public let name: String
        /// The step of the weights, before it becomes a fraction of two integers [1].
        public let scale: Double
        /// The integer that stands for a weight of zero.
        public let zeroPoint: Int
        /// m of m / 2^h.
        public let multiplier: Int
        /// h of m / 2^h.
        public let shift: Int
    }

    /// The layers, in the order in which they run.
    public let layers: [Layer]
    private let executor: GraphExecutor<Double>
    private let graph: NetworkGraph
    private let prepared: [PreparedLinear<Double>]
    private let shapes: [(input: [Int], output: [Int])]

    /// The factors of inputs and of biases.
    private static let inputFactor = 255.0
    fileprivate static let biasFactor = 256.0
    /// The largest integer that stands for a weight, and the largest shift.
    fileprivate static let largestWeight = 255.0
    fileprivate static let largestShift = 15

    /// Quantizes a network.
    ///
    /// - Parameters:
    ///   - graph: a network in floating point of convolutions, fully connected layers, ReLU and pooling.
    ///   - scaleDecimals: decimals that scales are rounded to before they become fractions; nil: they are not rounded.
    /// - Throws: `InputError` naming the node that this arithmetic does not have, or whose scale rounds to zero.
    public init(_ graph: NetworkGraph, scaleDecimals: Int? = nil) throws(InputError) {
        guard !graph.isQuantized else {
            throw InputError(
                "the model is quantized already: it has an arithmetic of its own", kind: .usage, file: graph.file)
        }
        var layers: [Layer] = []
        var prepared: [PreparedLinear<Double>] = []
        var shapes: [(input: [Int], output: [Int])] = []
        var operations: [Int: (operation: Operation, inputs: [Int])] = [:]
        for (index, node) in graph.nodes.enumerated() {
            switch node.operation {
            case .linear(let linear):
                let layer = try Layer(linear, name: node.name, file: graph.file, scaleDecimals: scaleDecimals)
                operations[index] = (.matrix(layers.count), node.inputs)
                layers.append(layer)
                prepared.append(PreparedLinear(layer.integers(of: linear)))
                shapes.append((graph.shape(of: node.inputs[0]), node.shape))
            case .activation(.relu), .pooling, .reshape: break
            default:
                throw InputError(
                    "node `\(node.name)`: arithmetic with shifts has convolutions, fully connected layers, ReLU and pooling "
                        + "only", file: graph.file)
            }
        }
        self.layers = layers
        self.prepared = prepared
        self.shapes = shapes
        self.graph = graph.rewriting(operations)
        executor = GraphExecutor(self.graph)
    }

    /// Runs the network over images with pixels from 0 to 1. The result does not depend on the number of threads.
    ///
    /// - Throws: `InputError` when the images have another shape.
    public func run(_ images: ImageDataset, threads: Int = defaultThreadCount) throws(InputError) -> Logits {
        try batched(images, graph: graph, threads: threads, size: graph.batchSize) { (input: [Double], range) in
            executor.run(
                input.map { $0 * Self.inputFactor }, images: range.count, firstImage: range.lowerBound,
                matrix: { layer, values, images, _ in outputs(of: layer, values, images: images) })
        }
    }

    private func outputs(of index: Int, _ values: [Double], images: Int) -> [Double] {
        let layer = layers[index]
        let (input, output) = shapes[index]
        // Means of pooling are the only numbers that are not whole.
        let sums = prepared[index].run(
            values.map { $0.rounded(.toNearestOrEven) }, images, inputShape: input, outputShape: output)
        let divisor = Double(1 << layer.shift)
        return sums.map { ($0 * Double(layer.multiplier) / divisor).rounded(.down) }
    }
}

extension ShiftArithmetic.Layer {
    fileprivate init(_ linear: LinearLayer, name: String, file: String, scaleDecimals: Int?) throws(InputError) {
        let weights = linear.realWeights.map(Double.init)
        let (low, high) = (weights.min() ?? 0, weights.max() ?? 0)
        guard high > low else {
            throw InputError("node `\(name)`: all weights are \(low), which have no scale", file: file)
        }
        self.name = name
        scale = (high - low) / ShiftArithmetic.largestWeight
        zeroPoint = Int(min(ShiftArithmetic.largestWeight, max(0, -low / scale)))
        var target = scale
        if let scaleDecimals {
            let unit = (0..<scaleDecimals).reduce(1.0) { unit, _ in unit * 10 }
            target = (scale * unit).rounded(.toNearestOrEven) / unit
        }
        var best = (error: Double.infinity, multiplier: 0, shift: 0)
        for shift in 0...ShiftArithmetic.largestShift {
            let multiplier = (target * Double(1 << shift)).rounded(.toNearestOrEven)
            let error = abs(target - multiplier / Double(1 << shift))
            if error < best.error { best = (error, Int(multiplier), shift) }
        }
        guard best.multiplier > 0 else {
            throw InputError("node `\(name)`: the scale \(scale) becomes zero", file: file)
        }
        (multiplier, shift) = (best.multiplier, best.shift)
    }

    /// The layer with integers as weights and bias.
    fileprivate func integers(of linear: LinearLayer) -> LinearLayer {
        let step = Double(multiplier) / Double(1 << shift)
        let integers = linear.realWeights.map { weight in
            let place = Double(zeroPoint) + Double(weight) / scale
            return Int32(min(ShiftArithmetic.largestWeight, max(0, place)).rounded(.toNearestOrEven))
        }
        return linear.replacing(
            weights: .quantized(
                QuantizedWeights(integers: integers, scales: [1], zeroPoints: [Int32(zeroPoint)], bits: 8)),
            bias: linear.bias.map { ($0 * ShiftArithmetic.biasFactor / step).rounded(.toNearestOrEven) })
    }
}
