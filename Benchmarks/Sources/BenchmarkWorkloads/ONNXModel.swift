// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A network in ONNX that is built in code: nodes with random weights from a fixed seed. Numbers of fields are those of
/// `onnx.proto`.
struct ONNXModel {
    /// An attribute of a node.
    enum Attribute {
        case integer(Int)
        case real(Float)
        case integers([Int])
    }

    private var nodes: [ProtobufBytes] = []
    private var initializers: [ProtobufBytes] = []
    private var known: Set<String> = []
    private var random: RandomNumbers

    /// An empty network whose weights are drawn from a seed.
    init(seed: UInt64) {
        random = RandomNumbers(seed: seed)
    }

    /// Adds a node and returns the name of its result, which is its own.
    @discardableResult
    mutating func node(
        _ kind: String, _ inputs: [String], _ output: String, _ attributes: [(String, Attribute)] = []
    ) -> String {
        var node = ProtobufBytes()
        for input in inputs { node.add(1, input) }
        node.add(2, output)
        node.add(3, output)
        node.add(4, kind)
        for (name, value) in attributes { node.add(5, Self.message(name, value)) }
        nodes.append(node)
        return output
    }

    private static func message(_ name: String, _ value: Attribute) -> ProtobufBytes {
        var message = ProtobufBytes()
        message.add(1, name)
        switch value {
        case .real(let number):
            message.add(2, number)
            message.add(20, 1)
        case .integer(let number):
            message.add(3, number)
            message.add(20, 2)
        case .integers(let numbers):
            for number in numbers { message.add(8, number) }
            message.add(20, 7)
        }
        return message
    }

    /// Adds random weights with a standard deviation; weights of this name that are there already are used again.
    mutating func weights(_ name: String, _ shape: [Int], deviation: Float) -> String {
        guard known.insert(name).inserted else { return name }
        let count = shape.reduce(1, *)
        let numbers = (0..<count).map { _ in deviation * random.normal() }
        return tensor(name, shape, type: 1, numbers.withUnsafeBytes { Data($0) })
    }

    /// Adds numbers that are all the same.
    mutating func constant(_ name: String, _ shape: [Int], _ value: Float) -> String {
        guard known.insert(name).inserted else { return name }
        let numbers = [Float](repeating: value, count: shape.reduce(1, *))
        return tensor(name, shape, type: 1, numbers.withUnsafeBytes { Data($0) })
    }

    /// Adds extents.
    mutating func extents(_ name: String, _ values: [Int64]) -> String {
        guard known.insert(name).inserted else { return name }
        return tensor(name, [values.count], type: 7, values.withUnsafeBytes { Data($0) })
    }

    private mutating func tensor(_ name: String, _ shape: [Int], type: Int, _ bytes: Data) -> String {
        var tensor = ProtobufBytes()
        for extent in shape { tensor.add(1, extent) }
        tensor.add(2, type)
        tensor.add(8, name)
        tensor.add(9, bytes)
        initializers.append(tensor)
        return name
    }

    /// Writes the network with an input of images and its result.
    func write(to file: URL, input: String, shape: [Int], output: String, classes: Int) throws {
        var graph = ProtobufBytes()
        for node in nodes { graph.add(1, node) }
        graph.add(2, "network")
        for tensor in initializers { graph.add(5, tensor) }
        graph.add(11, Self.value(input, shape))
        graph.add(12, Self.value(output, [classes]))
        var operators = ProtobufBytes()
        operators.add(1, "")
        operators.add(2, 20)
        var model = ProtobufBytes()
        model.add(1, 9)
        model.add(2, "tessera-bench")
        model.add(7, graph)
        model.add(8, operators)
        try model.data.write(to: file)
    }

    /// A value of single precision, with an axis of images of any extent before its own axes.
    private static func value(_ name: String, _ shape: [Int]) -> ProtobufBytes {
        var axes = ProtobufBytes()
        var images = ProtobufBytes()
        images.add(2, "images")
        axes.add(1, images)
        for extent in shape {
            var axis = ProtobufBytes()
            axis.add(1, extent)
            axes.add(1, axis)
        }
        var tensor = ProtobufBytes()
        tensor.add(1, 1)
        tensor.add(2, axes)
        var type = ProtobufBytes()
        type.add(1, tensor)
        var value = ProtobufBytes()
        value.add(1, name)
        value.add(2, type)
        return value
    }
}
