// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

extension StreamNetwork {
    /// The steps of a model. Functions of single elements are computed where a map is made and move nothing, unless the
    /// map is read without them, too; other extents of the same elements and maps one after the other are no steps.
    ///
    /// Parameters are those of the file: weights that several layers share count once, and a batch normalization has a trained
    /// scale and shift and a running mean and variance a channel, whether it is part of a layer or not.
    ///
    /// - Throws: `InputError` when the model has nothing to compute.
    public init(_ graph: NetworkGraph, precision: StreamPrecision, machine: StreamMachine) throws(InputError) {
        var builder = GraphBuilder(graph: graph, precision: precision, machine: machine)
        for index in graph.nodes.indices { builder.add(index) }
        operations = builder.operations
        guard !operations.isEmpty else {
            throw InputError("the network has no operation that moves data", file: graph.file)
        }
    }
}

/// Makes steps of the nodes of a graph.
private struct GraphBuilder {
    let graph: NetworkGraph
    let precision: StreamPrecision
    let machine: StreamMachine
    private(set) var operations: [StreamOperation] = []
    /// For each value, where it comes from.
    private var sources: [StreamOperation.Source] = [.image]
    private let readers: [Int]
    /// Names of the parameters that have been counted.
    private var counted: Set<String> = []

    init(graph: NetworkGraph, precision: StreamPrecision, machine: StreamMachine) {
        self.graph = graph
        self.precision = precision
        self.machine = machine
        var readers = [Int](repeating: 0, count: graph.nodes.count + 1)
        for node in graph.nodes {
            for input in node.inputs { readers[input] += 1 }
        }
        self.readers = readers
    }

    private var plainBits: Contraction.Bits { precision.bits(weights: 0, machine: machine) }

    mutating func add(_ index: Int) {
        let node = graph.nodes[index]
        switch node.operation {
        case .linear(let layer):
            let channels = layer.parameters.normalizedChannels
            append(
                node, kind(layer, node), contraction(layer, node),
                parameters: ownWeights(layer) + ownBiases(layer) + 2 * channels, statistics: 2 * channels)
        case .pooling(let pooling):
            let shape = graph.shape(of: node.inputs[0])
            append(
                node, pooling.isAverage ? .averagePool : .maximumPool,
                .pooling(
                    channels: shape[0], vertical: Self.axis(pooling.window.vertical, shape[1], node.shape[1]),
                    horizontal: Self.axis(pooling.window.horizontal, shape[2], node.shape[2]), bits: plainBits))
        case .meanOfLast, .maximumOfLast, .sumOfLast:
            let outputs = node.shape.reduce(1, *)
            let isMean = if case .maximumOfLast = node.operation { false } else { true }
            append(
                node, isMean ? .averagePool : .maximumPool,
                Contraction(
                    groups: outputs, outputs: 1, reduction: graph.elements(of: node.inputs[0]) / outputs,
                    vertical: .elementwise(1), horizontal: .elementwise(1), bits: plainBits))
        case .binary:
            addBinary(node)
        case .activation, .binaryConstant:
            addFunction(node)
        case .batchNormalization(let normalization):
            addNormalization(node, channels: normalization.scale.count)
        case .product, .integerProduct:
            addProduct(node)
        case .constant:
            sources.append(.several([]))
        case .choice, .lookup:
            append(node, .function, .elementwise(maps: 2, elements: node.shape.reduce(1, *), bits: plainBits))
        case .softmax, .normalization:
            append(node, .function, .elementwise(maps: 2, elements: node.shape.reduce(1, *), bits: plainBits))
        case .transpose, .padding, .localResponse:
            append(node, .function, .elementwise(maps: 1, elements: node.shape.reduce(1, *), bits: plainBits))
        case .resize, .overlap:
            addSpread(node)
        case .concatenation:
            sources.append(joined(node.inputs))
        case .reshape, .quantize, .dequantize, .matrix, .selection:
            sources.append(sources[node.inputs[0]])
        }
    }

    private mutating func append(
        _ node: NetworkGraph.Node, _ kind: StreamOperation.Kind, _ contraction: Contraction, parameters: Int = 0,
        statistics: Int = 0, inputs: [Int]? = nil
    ) {
        let number = operations.count
        operations.append(
            StreamOperation(
                name: node.name.isEmpty ? "\(kind.rawValue) \(number + 1)" : node.name, kind: kind,
                contraction: contraction, inputs: (inputs ?? node.inputs).map { sources[$0] },
                trainableParameters: parameters, storedStatistics: statistics))
        sources.append(.operation(number))
    }

    /// Weights of a layer, unless another one has them, too, and has been counted.
    private mutating func ownWeights(_ layer: LinearLayer) -> Int {
        isNew(layer.parameters.weights) ? layer.outputs * layer.rows : 0
    }

    /// Biases of a layer; as ``ownWeights(_:)``.
    private mutating func ownBiases(_ layer: LinearLayer) -> Int {
        isNew(layer.parameters.bias) ? layer.parameters.biases : 0
    }

    private mutating func isNew(_ name: String?) -> Bool { name.map { counted.insert($0).inserted } ?? true }

    /// A batch normalization that is no part of a layer: part of the step that makes its input, which then adds a number to
    /// each output, or a step that multiplies and adds.
    private mutating func addNormalization(_ node: NetworkGraph.Node, channels: Int) {
        let input = node.inputs[0]
        if readers[input] == 1, case .operation(let number) = sources[input] {
            operations[number] = operations[number].normalized(channels: channels)
            sources.append(sources[input])
            return
        }
        let places = node.shape.dropFirst().reduce(1, *)
        append(
            node, .scale,
            Contraction(
                groups: channels, outputs: 1, reduction: 1, vertical: .elementwise(1),
                horizontal: .elementwise(places), hasBias: true,
                bits: precision.bits(weights: precision.weightBits, machine: machine)), parameters: 2 * channels,
            statistics: 2 * channels)
    }

    /// A function of single elements: part of the step that makes its input if nobody else reads that.
    private mutating func addFunction(_ node: NetworkGraph.Node) {
        let input = node.inputs[0]
        guard readers[input] > 1 || sources[input] == .image else {
            sources.append(sources[input])
            return
        }
        append(node, .function, .elementwise(maps: 1, elements: node.shape.reduce(1, *), bits: plainBits))
    }

    /// A map whose elements are sums of some elements of another one: as many as come to one on average, at least one.
    private mutating func addSpread(_ node: NetworkGraph.Node) {
        let elements = node.shape.reduce(1, *)
        let share = (graph.elements(of: node.inputs[0]) + elements - 1) / elements
        // The bias of a transposed convolution is added to sums of products, not to products.
        let bias =
            if case .overlap(let overlap) = node.operation, overlap.bias.contains(where: { $0 != 0 }) {
                overlap.bias.count
            } else {
                0
            }
        append(
            node, .function, .elementwise(maps: share, elements: elements, bits: plainBits), parameters: bias)
    }

    private mutating func addBinary(_ node: NetworkGraph.Node) {
        let elements = node.shape.reduce(1, *)
        let isSmall = node.inputs.map { graph.elements(of: $0) < elements }
        let isOneFactorAChannel = node.shape.first.map { channels in
            zip(node.inputs, isSmall).contains { $1 && graph.elements(of: $0) == channels }
        }
        if isOneFactorAChannel == true, isSmall != [true, true], node.shape.count == 3 {
            let inputs = isSmall[0] ? [node.inputs[1], node.inputs[0]] : node.inputs
            append(
                node, .scale,
                .scaling(
                    channels: node.shape[0], places: elements / node.shape[0],
                    bits: precision.bits(weights: precision.activationBits, machine: machine)), inputs: inputs)
        } else {
            append(node, .add, .elementwise(maps: 2, elements: elements, bits: plainBits))
        }
    }

    /// A product of two values: both are read as maps.
    private mutating func addProduct(_ node: NetworkGraph.Node) {
        let left = graph.shape(of: node.inputs[0])
        let columns = node.shape[node.shape.count - 1]
        append(
            node, .fullyConnected,
            Contraction(
                groups: node.shape.dropLast(2).reduce(1, *), outputs: columns, reduction: left[left.count - 1],
                vertical: .elementwise(1), horizontal: .elementwise(node.shape[node.shape.count - 2]),
                bits: precision.bits(weights: precision.activationBits, machine: machine)))
    }

    private func joined(_ values: [Int]) -> StreamOperation.Source {
        var numbers: [Int] = []
        for value in values {
            switch sources[value] {
            case .image: break
            case .operation(let number): numbers.append(number)
            case .several(let more): numbers += more
            }
        }
        return .several(numbers)
    }

    // MARK: Layers

    private func kind(_ layer: LinearLayer, _ node: NetworkGraph.Node) -> StreamOperation.Kind {
        guard layer.window != nil else { return .fullyConnected }
        if layer.groups == 1 { return .convolution }
        return layer.groups == graph.shape(of: node.inputs[0])[0] ? .depthwiseConvolution : .groupedConvolution
    }

    private func contraction(_ layer: LinearLayer, _ node: NetworkGraph.Node) -> Contraction {
        let bits = precision.bits(weights: precision.weightBits, machine: machine)
        let input = graph.shape(of: node.inputs[0])
        guard let window = layer.window else {
            return Contraction(
                outputs: layer.outputs, reduction: layer.rows, vertical: .elementwise(1),
                horizontal: .elementwise(node.shape.reduce(1, *) / layer.outputs),
                hasBias: layer.parameters.hasBias, bits: bits)
        }
        return Contraction(
            groups: layer.groups, outputs: layer.outputs / layer.groups, reduction: input[0] / layer.groups,
            vertical: Self.axis(window.vertical, input[1], node.shape[1]),
            horizontal: Self.axis(window.horizontal, input[2], node.shape[2]),
            hasBias: layer.parameters.hasBias, bits: bits)
    }

    private static func axis(_ side: Window.Side, _ inputs: Int, _ places: Int) -> StreamAxis {
        StreamAxis(
            inputs: inputs, places: places, kernel: side.kernel, stride: side.stride, dilation: side.dilation,
            before: side.before)
    }
}
