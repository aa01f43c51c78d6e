// SPDX-License-Identifier: Apache-2.0

extension NetworkGraph {
    /// The same function with fewer nodes: scales and shifts of channels become part of the convolution or fully connected
    /// layer that they follow, if nothing else reads its output. Other extents of the same channels may stand between.
    var simplified: NetworkGraph {
        var nodes = nodes
        // Where a value can be found after nodes have been merged.
        var place = Array(0...nodes.count)
        var uses = readers.map(\.count)
        for output in outputs { uses[output.value] += 1 }
        for index in nodes.indices {
            let node = nodes[index]
            let inputs = node.inputs.map { place[$0] }
            nodes[index] = Node(name: node.name, operation: node.operation, inputs: inputs, shape: node.shape)
            if let value = inputs.first, value > 0, uses[node.inputs[0]] == 1, nodes[value - 1].shape == node.shape,
                let merged = nodes[value - 1].shifted(by: node.operation)
            {
                nodes[value - 1] = merged
                place[index + 1] = value
                uses[value] = uses[index + 1]
                continue
            }
            guard let affine = node.operation.channelAffine(shape: node.shape), let value = inputs.first, value > 0,
                uses[node.inputs[0]] == 1, nodes[value - 1].shape == node.shape,
                let source = Self.layer(before: value, nodes, uses),
                case .linear(let layer) = nodes[source - 1].operation,
                let merged = layer.followed(
                    by: affine, isVector: node.shape.count == 1, isNormalization: node.operation.isNormalization)
            else { continue }
            let before = nodes[source - 1]
            nodes[source - 1] = Node(
                name: before.name, operation: .linear(merged), inputs: before.inputs, shape: before.shape)
            place[index + 1] = value
            uses[value] = uses[index + 1]
        }
        return NetworkGraph(
            file: file, inputShape: inputShape, nodes: nodes,
            outputs: outputs.map { Output(name: $0.name, value: place[$0.value]) }
        ).rewriting([:])
    }

    /// The layer that makes a value, with nothing but other extents of the same channels between; each value is read once.
    private static func layer(before value: Int, _ nodes: [Node], _ uses: [Int]) -> Int? {
        var value = value
        while value > 0, case .reshape = nodes[value - 1].operation {
            let input = nodes[value - 1].inputs[0]
            guard input > 0, uses[input] == 1, nodes[input - 1].shape.first == nodes[value - 1].shape.first,
                case .linear(let layer) = nodes[input - 1].operation, layer.window != nil
            else { return nil }
            value = input
        }
        return value > 0 ? value : nil
    }
}

extension NetworkGraph.Node {
    /// A fully connected layer of several vectors with an offset for each output, when that is what an operation on its result
    /// adds; nil if it is not.
    fileprivate func shifted(by operation: Operation) -> NetworkGraph.Node? {
        guard case .linear(let layer) = self.operation, layer.window == nil, shape.count > 1,
            case .binaryConstant(.add, let constant, _) = operation, constant.shape.dropLast().allSatisfy({ $0 == 1 }),
            constant.shape.last == layer.outputs, constant.values.allSatisfy(\.isFinite)
        else { return nil }
        let bias = zip(layer.bias, constant.values).map { $0 + Double($1) }
        let merged = layer.replacing(
            weights: layer.weights, bias: bias, parameters: layer.parameters.adding(biases: layer.outputs))
        return NetworkGraph.Node(name: name, operation: .linear(merged), inputs: inputs, shape: shape)
    }
}

extension Operation {
    /// Whether it is a batch normalization.
    var isNormalization: Bool { if case .batchNormalization = self { true } else { false } }

    /// A scale and a shift for each channel, when that is what the operation does.
    func channelAffine(shape: [Int]) -> (scale: [Double], shift: [Double])? {
        switch self {
        case .batchNormalization(let normalization): return (normalization.scale, normalization.shift)
        case .binaryConstant(let function, let constant, let constantIsLeft):
            guard let channels = shape.first, constant.shape.dropFirst().allSatisfy({ $0 == 1 }),
                constant.shape.count == shape.count, constant.shape[0] == 1 || constant.shape[0] == channels
            else { return nil }
            let numbers = (0..<channels).map { Double(constant.values[constant.shape[0] == 1 ? 0 : $0]) }
            let (ones, zeros) = (numbers.map { _ in 1.0 }, numbers.map { _ in 0.0 })
            switch (function, constantIsLeft) {
            case (.add, _): return (ones, numbers)
            case (.subtract, false): return (ones, numbers.map { -$0 })
            case (.multiply, _): return (numbers, zeros)
            default: return nil
            }
        default: return nil
        }
    }
}

extension LinearLayer {
    /// The layer with a scale and a shift of its outputs; nil where they are not those of the channels, and for
    /// quantized weights when there is a scale, because the given steps are kept.
    func followed(
        by affine: (scale: [Double], shift: [Double]), isVector: Bool, isNormalization: Bool
    ) -> LinearLayer? {
        guard affine.scale.count == outputs, window != nil || isVector else { return nil }
        let shifted = zip(bias.indices, bias).map { affine.scale[$0] * $1 + affine.shift[$0] }
        let isShifted = !isNormalization && affine.shift.contains { $0 != 0 }
        let parameters = parameters.adding(
            normalizedChannels: isNormalization ? outputs : 0, biases: isShifted ? outputs : 0)
        guard affine.scale.contains(where: { $0 != 1 }) else {
            return replacing(weights: weights, bias: shifted, parameters: parameters)
        }
        guard case .real(let numbers) = weights else { return nil }
        let scaled = numbers.enumerated().map { Float(Double($1) * affine.scale[$0 / rows]) }
        return replacing(weights: .real(scaled), bias: shifted, parameters: parameters)
    }
}
