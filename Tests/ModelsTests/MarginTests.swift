// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import Workload

@testable import Models

/// Margins of zeros before convolutions, as TensorFlow's exporters write padding.
struct MarginTests {
    private func node(
        _ type: String, _ inputs: [String], _ output: String, ints: [String: [Int64]] = [:]
    ) -> ONNXMessage.Node {
        var node = ONNXMessage.Node()
        node.kind = type
        node.inputs = inputs
        node.outputs = [output]
        node.name = output
        node.attributes = ints.sorted { $0.key < $1.key }.map { name, values in
            var attribute = ONNXMessage.Attribute()
            attribute.name = name
            attribute.integers = values
            attribute.type = 7
            return attribute
        }
        return node
    }

    private func tensor(_ name: String, _ extents: [Int64], _ values: [Float]) -> ONNXMessage.Tensor {
        var tensor = ONNXMessage.Tensor()
        (tensor.name, tensor.dimensions, tensor.dataType, tensor.floatData) = (name, extents, 1, values)
        return tensor
    }

    private func value(_ name: String, _ extents: [Int64]) -> ONNXMessage.ValueInfo {
        var value = ONNXMessage.ValueInfo()
        value.name = name
        value.dimensions = extents
        return value
    }

    /// A network of some nodes for images of 2 x 8 x 9, with a kernel `w`, a scale `s`, zero points `z` and pads `p`.
    private func graph(_ nodes: [ONNXMessage.Node], padValue: Float = 0) throws -> NetworkGraph {
        var model = ONNXMessage.Model()
        var operators = ONNXMessage.OperatorSet()
        operators.version = 13
        model.operatorSets = [operators]
        model.graph.nodes = nodes
        var pads = ONNXMessage.Tensor()
        (pads.name, pads.dimensions, pads.dataType) = ("p", [8], 7)
        pads.int64Data = [0, 0, 0, 2, 0, 0, 1, 3]
        var zero = ONNXMessage.Tensor()
        (zero.name, zero.dimensions, zero.dataType, zero.int32Data) = ("z", [], 2, [100])
        model.graph.initializers = [
            tensor("w", [3, 2, 3, 3], (0..<54).map { Float($0 % 7) - 3 }), tensor("s", [], [0.02]),
            tensor("v", [], [padValue]), pads, zero,
        ]
        model.graph.inputs = [value("x", [1, 2, 8, 9])]
        model.graph.outputs = [value("y", [1])]
        var importer = try ONNXImporter(model, file: "m.onnx", external: .none, choices: ONNXChoices())
        return try importer.graph()
    }

    private let pad = ["x", "p", "v"]
    private let strides: [String: [Int64]] = ["strides": [2, 2]]

    private func run(_ graph: NetworkGraph) throws -> [Float] {
        let images = try ImageDataset(
            images: (0..<288).map { Float(($0 * 37) % 101) / 50 - 1 }, shape: graph.inputShape)
        return try graph.run(images).values.map { Float($0) }
    }

    private func window(_ graph: NetworkGraph) throws -> Window {
        let index = try #require(graph.linearNodes.first)
        guard case .linear(let layer) = graph.nodes[index].operation else { throw InputError("no layer") }
        return try #require(layer.window)
    }

    @Test func `a margin of zeros becomes pads of the convolution`() throws {
        let margin = try graph([node("Pad", pad, "a"), node("Conv", ["a", "w"], "y", ints: strides)])
        let merged = margin.withMarginsAsPads
        #expect(merged.nodes.count == 1)
        #expect(try window(merged).vertical == Window.Side(kernel: 3, stride: 2, before: 0, after: 1))
        #expect(try window(merged).horizontal == Window.Side(kernel: 3, stride: 2, before: 2, after: 3))
        #expect(try run(merged) == run(margin))
        let layer = try merged.workload().layers[0]
        #expect([layer.inputHeight, layer.inputWidth] == [8, 9])
        #expect(layer.padding == Layer.Padding(top: 0, left: 2, bottom: 1, right: 3))
        // On top of pads of its own.
        let both = try graph([
            node("Pad", pad, "a"),
            node("Conv", ["a", "w"], "y", ints: strides.merging(["pads": [1, 1, 1, 1]]) { $1 }),
        ])
        #expect(try window(both.withMarginsAsPads).horizontal == Window.Side(kernel: 3, stride: 2, before: 3, after: 4))
        #expect(try run(both.withMarginsAsPads) == run(both))
    }

    @Test func `quantization between keeps zeros`() throws {
        let margin = try graph([
            node("Pad", pad, "a"), node("QuantizeLinear", ["a", "s", "z"], "b"),
            node("DequantizeLinear", ["b", "s", "z"], "c"), node("Conv", ["c", "w"], "y", ints: strides),
        ])
        let merged = margin.withMarginsAsPads
        #expect(merged.nodes.count == 3)
        #expect(merged.nodes[1].shape == [2, 8, 9])
        #expect(try run(merged) == run(margin))
    }

    @Test func `other margins stay`() throws {
        let convolution = node("Conv", ["a", "w"], "y", ints: strides)
        let ones = try graph([node("Pad", pad, "a"), convolution], padValue: 1)
        #expect(ones.withMarginsAsPads == ones)
        let pooled = try graph([node("Pad", pad, "a"), node("MaxPool", ["a"], "y", ints: ["kernel_shape": [2, 2]])])
        #expect(pooled.withMarginsAsPads == pooled)
        // Somebody else reads what is quantized, or the margin itself.
        let read = try graph(
            [
                node("Pad", pad, "a"), node("QuantizeLinear", ["a", "s", "z"], "b"),
                node("DequantizeLinear", ["b", "s", "z"], "c"),
                node("Conv", ["c", "w"], "d", ints: ["pads": [1, 1, 1, 1]]),
                node("MaxPool", ["c"], "e", ints: ["kernel_shape": [3, 3], "pads": [1, 1, 1, 1]]),
                node("Concat", ["d", "e"], "y"),
            ].map { part in
                var part = part
                if part.kind == "Concat" {
                    var axis = ONNXMessage.Attribute()
                    (axis.name, axis.integer, axis.type) = ("axis", 1, 2)
                    part.attributes = [axis]
                }
                return part
            })
        #expect(read.withMarginsAsPads == read)
        let two = try graph([
            node("Pad", pad, "a"), node("Conv", ["a", "w"], "b"), node("Conv", ["a", "w"], "c"),
            node("Add", ["b", "c"], "y"),
        ])
        #expect(two.withMarginsAsPads.nodes.count == 3)
        #expect(try run(two.withMarginsAsPads) == run(two))
    }
}
