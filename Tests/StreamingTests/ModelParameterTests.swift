// SPDX-License-Identifier: Apache-2.0

import Models
import Testing
import Workload
import _TestSupport

@testable import Streaming

/// Parameters of streamed models: those of the file, no more and no less.
@Suite("Parameters of streamed models")
struct ModelParameterTests {
    private let precision = StreamPrecision()

    private func machine() throws -> StreamMachine { try streamMachine("streamCapacity=65536") }

    private func network(_ model: ModelBytes) throws -> StreamNetwork {
        try StreamNetwork(NetworkGraph(onnx: model.bytes, file: "net.onnx"), precision: precision, machine: machine())
    }

    /// A convolution of 3 to 4 channels and a fully connected layer of 256 to 5, with what is between and before them.
    private func model(hasBias: Bool, before: [ModelBytes.Node] = [], between: [ModelBytes.Node] = []) -> ModelBytes {
        var model = ModelBytes(input: [3, 8, 8])
        var value = "x"
        func append(_ node: ModelBytes.Node) {
            var node = node
            node.inputs[0] = value
            value = "v\(model.nodes.count)"
            model.nodes.append(node)
        }
        for node in before { append(node) }
        append(
            .init("Conv", ["", "w"] + (hasBias ? ["b"] : []), integers: [("pads", [1, 1, 1, 1])]))
        for node in between { append(node) }
        append(.init("Flatten", [""]))
        append(.init("Gemm", ["", "f"] + (hasBias ? ["c"] : []), integer: ("transB", 1)))
        model.add("w", [4, 3, 3, 3], seed: 1)
        model.add("b", [4], seed: 2)
        model.add("f", [5, 256], seed: 3)
        model.add("c", [5], seed: 4)
        for name in ["s3", "t3", "m3", "q3"] { model.add(name, [3], seed: 5) }
        for name in ["s4", "t4", "m4", "q4"] { model.add(name, [4], seed: 6) }
        return model
    }

    private func normalization(_ channels: Int) -> ModelBytes.Node {
        .init("BatchNormalization", ["", "s\(channels)", "t\(channels)", "m\(channels)", "q\(channels)"])
    }

    private func table(hasBias: Bool = false, hasBatchNormalization: Bool = false) throws -> StreamNetwork {
        let layers = [
            try Layer(
                inputHeight: 8, inputWidth: 8, inputChannels: 3, kernelHeight: 3, kernelWidth: 3, outputChannels: 4,
                padding: 1, hasBias: hasBias, hasBatchNormalization: hasBatchNormalization),
            try Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 256, kernelHeight: 1, kernelWidth: 1, outputChannels: 5,
                hasBias: hasBias),
        ]
        return StreamNetwork(try Network(layers: layers), precision: precision, machine: try machine())
    }

    @Test(
        "A model and a network file of the same layers move the same, with and without biases",
        arguments: [true, false])
    func biases(hasBias: Bool) throws {
        let (machine, found, wanted) = (
            try machine(), try network(model(hasBias: hasBias)), try table(hasBias: hasBias)
        )
        #expect(found.trainableParameters == 108 + 1280 + (hasBias ? 9 : 0))
        #expect(found.trainableParameters == wanted.trainableParameters && found.storedStatistics == 0)
        let counts = try [found, wanted].map { try StreamEstimate($0, machine: machine).counts }
        #expect(counts[0] == counts[1])
    }

    @Test("A batch normalization behind a convolution counts with its statistics, and gives it a bias")
    func foldedNormalization() throws {
        let machine = try machine()
        let found = try network(model(hasBias: false, between: [normalization(4)]))
        let wanted = try table(hasBatchNormalization: true)
        #expect(found.trainableParameters == 108 + 8 + 1280 && found.storedStatistics == 8)
        #expect(found.trainableParameters == wanted.trainableParameters)
        let counts = try [found, wanted].map { try StreamEstimate($0, machine: machine).counts }
        #expect(counts[0] == counts[1])
    }

    @Test("A batch normalization of the image is a step that multiplies and adds")
    func normalizationOfTheImage() throws {
        let found = try network(model(hasBias: false, before: [normalization(3)]))
        #expect(found.trainableParameters == 6 + 108 + 1280 && found.storedStatistics == 6)
        #expect(found.operations.map(\.kind) == [.scale, .convolution, .fullyConnected])
        let step = found.operations[0]
        #expect(step.contraction.weights == 3 && step.contraction.hasBias && step.contraction.outputElements == 192)
        #expect(found.multiplyAccumulates == 8 * 8 * 108 + 1280)
    }

    @Test("A batch normalization behind another step is part of it")
    func normalizationOfAPooling() throws {
        let pooling = ModelBytes.Node(
            "MaxPool", [""], integers: [("kernel_shape", [3, 3]), ("pads", [1, 1, 1, 1])])
        let found = try network(model(hasBias: true, between: [pooling, normalization(4)]))
        #expect(found.trainableParameters == 112 + 8 + 1285 && found.storedStatistics == 8)
        #expect(found.operations.map(\.kind) == [.convolution, .maximumPool, .fullyConnected])
        #expect(found.operations[1].contraction.hasBias && found.operations[1].storedStatistics == 8)
    }

    @Test("Weights that two layers have count once", arguments: [false, true])
    func sharedWeights(isRenamed: Bool) throws {
        var model = ModelBytes(input: [16])
        model.add("w", [16, 16], seed: 1)
        model.add("u", [16, 16], seed: 1)
        var second = "w"
        if isRenamed {
            model.nodes.append(.init("Identity", ["w"]))
            second = "v0"
        }
        let first = model.nodes.count
        model.nodes.append(.init("MatMul", ["x", "w"]))
        model.nodes.append(.init("Relu", ["v\(first)"]))
        model.nodes.append(.init("MatMul", ["v\(first + 1)", second]))
        let found = try network(model)
        #expect(found.trainableParameters == 256 && found.multiplyAccumulates == 512)
        // Equal numbers under two names are two matrices.
        model.nodes[model.nodes.count - 1].inputs[1] = "u"
        #expect(try network(model).trainableParameters == 512)
    }
}

/// An ONNX file made here: nodes in a row, whose outputs are v0, v1 and so on, with the input x.
struct ModelBytes {
    struct Node {
        let name: String
        var inputs: [String]
        let integers: [(String, [Int])]
        let integer: (String, Int)?

        init(_ name: String, _ inputs: [String], integers: [(String, [Int])] = [], integer: (String, Int)? = nil) {
            (self.name, self.inputs, self.integers, self.integer) = (name, inputs, integers, integer)
        }
    }

    let input: [Int]
    var nodes: [Node] = []
    private var initializers: [[UInt8]] = []

    init(input: [Int]) { self.input = input }

    /// Positive numbers that look random.
    mutating func add(_ name: String, _ extents: [Int], seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var tensor = extents.flatMap { Self.varint(1, $0) } + Self.varint(2, 1)
        let numbers = (0..<extents.reduce(1, *)).map { _ in Float(1 + random.below(1000)) / 500 }
        tensor += Self.field(
            4, numbers.flatMap { number in (0..<4).map { UInt8(number.bitPattern >> ($0 * 8) & 255) } })
        initializers.append(tensor + Self.text(8, name))
    }

    var bytes: [UInt8] {
        var graph: [UInt8] = []
        for (index, node) in nodes.enumerated() { graph += Self.field(1, bytes(of: node, index)) }
        for tensor in initializers { graph += Self.field(5, tensor) }
        graph += Self.field(11, value("x", [1] + input))
        graph += Self.field(12, Self.text(1, "v\(nodes.count - 1)"))
        return Self.varint(1, 8) + Self.field(7, graph) + Self.field(8, Self.varint(2, 13))
    }

    private func bytes(of node: Node, _ index: Int) -> [UInt8] {
        var bytes = node.inputs.flatMap { Self.text(1, $0) } + Self.text(2, "v\(index)") + Self.text(4, node.name)
        for (name, values) in node.integers {
            bytes += Self.field(5, Self.text(1, name) + values.flatMap { Self.varint(8, $0) } + Self.varint(20, 7))
        }
        if let (name, value) = node.integer {
            bytes += Self.field(5, Self.text(1, name) + Self.varint(3, value) + Self.varint(20, 2))
        }
        return bytes
    }

    private func value(_ name: String, _ extents: [Int]) -> [UInt8] {
        let shape = extents.flatMap { Self.field(1, Self.varint(1, $0)) }
        let type = Self.field(1, Self.varint(1, 1) + Self.field(2, shape))
        return Self.text(1, name) + Self.field(2, type)
    }

    // MARK: Protocol buffers

    private static func number(_ value: Int) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 127 | 128)] + number(value >> 7)
    }

    private static func varint(_ field: Int, _ value: Int) -> [UInt8] { number(field << 3) + number(value) }

    private static func field(_ field: Int, _ content: [UInt8]) -> [UInt8] {
        number(field << 3 | 2) + number(content.count) + content
    }

    private static func text(_ field: Int, _ text: String) -> [UInt8] { self.field(field, Array(text.utf8)) }
}
