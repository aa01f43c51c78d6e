// SPDX-License-Identifier: Apache-2.0

/// Normalization, pooling and means.
extension ONNXImporter {
    mutating func batchNormalization(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        try node.attributes.require("training_mode", equals: 0)
        let epsilon = try node.attributes.real("epsilon", default: 1e-5)
        guard let channels = shape(of: input).first else { throw GraphProblem("an input without channels") }
        var parameters: [[Double]] = []
        for index in 1...4 { parameters.append(try node.reals(index, count: channels).map(Double.init)) }
        guard parameters[3].allSatisfy({ $0 + epsilon > 0 }) else {
            throw GraphProblem("a variance that is not positive")
        }
        let normalization = BatchNormalization(
            gamma: parameters[0], beta: parameters[1], mean: parameters[2], variance: parameters[3], epsilon: epsilon)
        return try add(.batchNormalization(normalization), [input], of: node)
    }

    mutating func pooling(_ node: ONNXNode, isAverage: Bool) throws(GraphProblem) -> Value {
        let given = try node.activation(0)
        guard let kernel = try node.attributes.integers("kernel_shape"), (1...2).contains(kernel.count) else {
            throw GraphProblem("kernel_shape is missing or has not 1 or 2 numbers")
        }
        let input = try map(given, axes: kernel.count, node)
        try node.attributes.require("storage_order", equals: 0)
        let roundsUp = try node.attributes.integer("ceil_mode", default: 0) != 0
        let window = try window(node, kernel: kernel, input: shape(of: input), roundsUp: roundsUp)
        for side in [window.vertical, window.horizontal] where side.before >= side.span || side.after >= side.span {
            throw GraphProblem("pads as large as the kernel")
        }
        let pooling = Operation.Pooling(
            isAverage: isAverage, window: window,
            includesPadding: try node.attributes.integer("count_include_pad", default: 0) != 0)
        return .activation(unmap(try append(.pooling(pooling), [input], of: node), axes: kernel.count, node))
    }

    mutating func globalPooling(_ node: ONNXNode, isAverage: Bool) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let axes = shape(of: input).count - 1
        guard axes >= 1 else { throw GraphProblem("an input of shape \(shape(of: input)) an image") }
        return try add(isAverage ? .meanOfLast(axes: axes) : .maximumOfLast(axes: axes), [input], of: node)
    }

    mutating func localResponse(_ node: ONNXNode) throws(GraphProblem) -> Value {
        guard node.attributes.contains("size") else { throw GraphProblem("size is missing") }
        let response = Operation.LocalResponse(
            size: try node.attributes.integer("size", default: 1),
            alpha: try node.attributes.real("alpha", default: 1e-4),
            beta: try node.attributes.real("beta", default: 0.75), bias: try node.attributes.real("bias", default: 1))
        return try add(.localResponse(response), [node.activation(0)], of: node)
    }

    /// Before operator set 13 all axes from the given one on count as one.
    mutating func softmax(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let rank = shape(of: input).count
        let version = try node.attributes.integer("opset", default: opset)
        let isFlat = version < 13
        let axis = try axis(node.attributes.integer("axis", default: isFlat ? 1 : -1), of: input, node)
        return try add(.softmax(axis: axis, count: isFlat ? rank - axis : 1), [input], of: node)
    }
}
