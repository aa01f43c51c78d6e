// SPDX-License-Identifier: Apache-2.0

import Workload

extension NetworkGraph {
    /// The steps of a network with products of two values: its layers, and all that is computed on activations between them.
    ///
    /// Moving elements (reshapes, transpositions, choices, concatenations) is no step. What a comparison computes, such as ReLU, is
    /// part of the step that makes its input. A scale and a shift behind a normalization are part of it.
    ///
    /// - Parameters:
    ///   - layers: the layers with weights.
    ///   - layer: the number of the layer that a node computes; nil when it computes none.
    /// - Returns: the steps, in the order of the nodes.
    /// - Throws: `InvalidLayer` when a step is beyond the limits of a network.
    func steps(
        _ layers: [Layer], layer: (_ node: Int, _ operation: Operation) -> Int?
    ) throws(InvalidLayer) -> [NetworkStep] {
        var builder = StepBuilder(graph: self)
        for (index, node) in nodes.enumerated() {
            try builder.add(node, layer: layer(index, node.operation).map { layers[$0] })
        }
        return builder.steps
    }
}

/// Makes steps of the nodes of a graph.
private struct StepBuilder {
    let graph: NetworkGraph
    var steps: [NetworkStep] = []
    /// Where each value comes from.
    private var sources: [NetworkStep.Source] = [.image]
    /// Whether each value is a normalization that may still be scaled and shifted.
    private var isNormalization = [false]

    init(graph: NetworkGraph) {
        self.graph = graph
    }

    mutating func add(_ node: NetworkGraph.Node, layer: Layer?) throws(InvalidLayer) {
        let first = node.inputs.first.map { sources[$0] } ?? .image
        let follows = node.inputs.first.map { isNormalization[$0] } ?? false
        if let layer {
            append(layer, .convolution, [first])
            return
        }
        let elements = node.shape.reduce(1, *)
        switch node.operation {
        case .product, .integerProduct: try addProduct(node)
        case .softmax(let axis, let count):
            let length = node.shape[axis..<min(node.shape.count, axis + count)].reduce(1, *)
            try addRows(node, .softmax, length: length, elements: elements)
        case .normalization(let normalization):
            let length = node.shape.suffix(normalization.axes).reduce(1, *)
            let operation: NetworkStep.Operation =
                normalization.isCentered ? .layerNormalization : .rootMeanSquareNormalization
            try addRows(node, operation, length: length, elements: elements)
            isNormalization[isNormalization.count - 1] = true
        case .meanOfLast, .sumOfLast, .maximumOfLast: try addReduction(node, outputs: elements)
        case .lookup(let table):
            let length = table.shape.dropFirst().reduce(1, *)
            let tokens = graph.elements(of: node.inputs[0])
            append(
                try pointwise(node, height: tokens, channels: table.shape.first ?? 1, outputs: length), .embedding,
                [first])
        case .binary(let operation):
            let isSum = operation == .add || operation == .subtract
            append(
                try elementwise(node, elements), isSum ? .add : .multiply, node.inputs.prefix(2).map { sources[$0] })
        case .binaryConstant where follows:
            pass(first, isNormalization: true)
        case .batchNormalization where follows:
            pass(first, isNormalization: true)
        case .activation(let function):
            guard let operation = Self.operation(of: function) else { return pass(first) }
            append(try elementwise(node, elements), operation, [first])
        case .binaryConstant, .batchNormalization, .choice, .localResponse, .overlap:
            append(try elementwise(node, elements), .affine, [first])
        default: pass(first)
        }
    }

    /// The step of a function; nil for one that a comparison or a sign computes.
    private static func operation(of function: Operation.Activation) -> NetworkStep.Operation? {
        switch function {
        case .gelu, .geluTanh: .gelu
        case .relu, .clip, .leakyRelu, .negative, .magnitude, .sign, .round, .truncate, .not, .isNotANumber,
            .hardSigmoid, .hardSwish:
            nil
        default: .function
        }
    }

    private mutating func append(
        _ geometry: Layer, _ operation: NetworkStep.Operation, _ inputs: [NetworkStep.Source]
    ) {
        steps.append(NetworkStep(geometry, operation: operation, inputs: inputs))
        sources.append(.step(steps.count - 1))
        isNormalization.append(false)
    }

    /// A value that needs no step.
    private mutating func pass(_ source: NetworkStep.Source, isNormalization isNormal: Bool = false) {
        sources.append(source)
        isNormalization.append(isNormal)
    }

    private mutating func addProduct(_ node: NetworkGraph.Node) throws(InvalidLayer) {
        let length = graph.shape(of: node.inputs[0]).last ?? 1
        let (vectors, columns) = (node.shape[node.shape.count - 2], node.shape[node.shape.count - 1])
        let groups = node.shape.dropLast(2).reduce(1, *)
        append(
            try pointwise(
                node, height: vectors, channels: groups * length, outputs: groups * columns, groups: groups), .product,
            node.inputs.map { sources[$0] })
    }

    /// Rows that are normalized on their own. Rows too long for a layer have a function of each element in their place.
    private mutating func addRows(
        _ node: NetworkGraph.Node, _ operation: NetworkStep.Operation, length: Int, elements: Int
    ) throws(InvalidLayer) {
        guard length < 1 << 15 else {
            append(try elementwise(node, elements), .function, [sources[node.inputs[0]]])
            return
        }
        append(
            try pointwise(node, height: elements / max(1, length), channels: length, outputs: length), operation,
            [sources[node.inputs[0]]])
    }

    private mutating func addReduction(_ node: NetworkGraph.Node, outputs: Int) throws(InvalidLayer) {
        let length = graph.elements(of: node.inputs[0]) / max(1, outputs)
        let isLargest = if case .maximumOfLast = node.operation { true } else { false }
        let layer = try Layer(
            inputHeight: length, inputWidth: 1, inputChannels: outputs, kernelHeight: length, kernelWidth: 1,
            outputChannels: outputs, name: node.name, padding: 0, groups: outputs)
        append(layer, isLargest ? .maximumPool : .averagePool, [sources[node.inputs[0]]])
    }

    private func elementwise(_ node: NetworkGraph.Node, _ elements: Int) throws(InvalidLayer) -> Layer {
        try pointwise(node, height: elements, channels: 1, outputs: 1)
    }

    private func pointwise(
        _ node: NetworkGraph.Node, height: Int, channels: Int, outputs: Int, groups: Int = 1
    ) throws(InvalidLayer) -> Layer {
        try Layer(
            inputHeight: height, inputWidth: 1, inputChannels: channels, kernelHeight: 1, kernelWidth: 1,
            outputChannels: outputs, name: node.name, padding: 0, groups: groups)
    }
}
