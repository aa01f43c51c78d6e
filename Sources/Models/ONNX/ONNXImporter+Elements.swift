// SPDX-License-Identifier: Apache-2.0

/// Functions of single elements.
extension ONNXImporter {
    mutating func activation(_ function: Operation.Activation, _ node: ONNXNode) throws(GraphProblem) -> Value {
        try add(.activation(function), [node.activation(0)], of: node)
    }

    mutating func clip(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let largest = Float.greatestFiniteMagnitude
        var limits = [
            try node.attributes.real("min", default: -largest), try node.attributes.real("max", default: largest),
        ]
        for index in 1...2 where node.has(index) {
            guard let number = try node.constant(index).reals.first, !number.isNaN else {
                throw GraphProblem("input \(index + 1) is no number")
            }
            limits[index - 1] = Double(number)
        }
        guard limits[0] <= limits[1] else { throw GraphProblem("limits of \(limits[0]) and \(limits[1])") }
        return try activation(.clip(minimum: limits[0], maximum: limits[1]), node)
    }

    mutating func binary(_ function: Operation.BinaryOperation, _ node: ONNXNode) throws(GraphProblem) -> Value {
        try combined(function, 0, try node.value(0), 1, try node.value(1), node)
    }

    /// A function of any number of values, such as their sum.
    mutating func accumulated(
        _ function: Operation.BinaryOperation, _ node: ONNXNode
    ) throws(GraphProblem) -> Value {
        var result = try node.value(0)
        for index in 0..<node.inputCount where index > 0 {
            result = try combined(function, 0, result, index, node.value(index), node)
        }
        return result
    }

    /// Combines two values; one or both may be constants. `leftIndex` and `rightIndex` are the inputs of the node that
    /// the values are, for messages.
    mutating func combined(
        _ function: Operation.BinaryOperation, _ leftIndex: Int, _ left: Value, _ rightIndex: Int, _ right: Value,
        _ node: ONNXNode
    ) throws(GraphProblem) -> Value {
        switch (left, right) {
        case (.activation(let first), .activation(let second)):
            let areAlike = isWhole(first) == isWhole(second) && shape(of: first).count == shape(of: second).count
            let operands = areAlike ? [first, second] : try aligned([left, right], node)
            return try add(.binary(function), operands, of: node)
        case (.activation(let value), .constant), (.activation(let value), .quantized):
            let numbers = try right.numbers(rightIndex)
            let value = try fitting(value, beside: numbers, node)
            let constant = try operand(numbers, rightIndex, beside: value, function)
            return try add(.binaryConstant(function, constant, constantIsLeft: false), [value], of: node)
        case (.constant, .activation(let value)), (.quantized, .activation(let value)):
            let numbers = try left.numbers(leftIndex)
            let value = try fitting(value, beside: numbers, node)
            let constant = try operand(numbers, leftIndex, beside: value, function)
            return try add(.binaryConstant(function, constant, constantIsLeft: true), [value], of: node)
        default:
            let (first, second) = (try left.numbers(leftIndex), try right.numbers(rightIndex))
            let shape = try ONNXConstant.broadcastShape(first.shape, second.shape)
            try reserve(shape)
            return .constant(try first.broadcast(to: shape).combined(function, second.broadcast(to: shape)))
        }
    }

    /// A value with at least as many axes as the constant that it meets.
    private mutating func fitting(
        _ value: Int, beside constant: ONNXConstant, _ node: ONNXNode
    ) throws(GraphProblem) -> Int {
        let rank = constant.shape.count
        let own = shape(of: value).count
        if rank <= own || (!isWhole(value) && rank == own + 1 && constant.shape[0] == 1) { return value }
        return try whole(value, rank: rank, node)
    }

    /// A constant with as many axes as the value it meets, images left out. Minus infinity is added to what attention shall not
    /// see, and is the least number.
    private func operand(
        _ constant: ONNXConstant, _ index: Int, beside value: Int, _ function: Operation.BinaryOperation
    ) throws(GraphProblem) -> Operation.Constant {
        var extents = constant.shape
        let rank = shape(of: value).count
        if extents.count == rank + 1, extents[0] == 1, !isWhole(value) { extents.removeFirst() }
        guard extents.count <= rank else {
            throw GraphProblem(
                "a constant of extents \(extents) does not fit an input of shape \(shape(of: value)) an image")
        }
        let numbers = constant.reals
        let allowsInfinity = [.add, .maximum, .minimum].contains(function) || function.isCondition
        guard numbers.allSatisfy({ $0.isFinite || (allowsInfinity && $0 == -.infinity) }), !numbers.isEmpty else {
            throw GraphProblem("input \(index + 1) has no numbers, or some that are not finite")
        }
        let padded = Array(repeating: 1, count: rank - extents.count) + extents
        return Operation.Constant(shape: padded, values: numbers)
    }

    mutating func parametricRelu(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let slope = try operand(node.constant(1), 1, beside: input, .parametricRelu)
        if slope.values.count == 1 { return try activation(.leakyRelu(alpha: Double(slope.values[0])), node) }
        let operation = Operation.binaryConstant(.parametricRelu, slope, constantIsLeft: false)
        guard try operation.outputShape([shape(of: input)]) == shape(of: input) else {
            throw GraphProblem("slopes of extents \(slope.shape) for an input of shape \(shape(of: input)) an image")
        }
        return try add(operation, [input], of: node)
    }

    /// Whole numbers of a constant, as exporters compute extents.
    mutating func rounded(_ node: ONNXNode, _ rule: FloatingPointRoundingRule) throws(GraphProblem) -> Value {
        guard case .constant(let constant) = try node.value(0) else {
            throw GraphProblem("a value that depends on the image (allowed: constants)")
        }
        guard case .reals(let numbers) = constant.values else { return .constant(constant) }
        try reserve(constant.shape)
        return .constant(
            ONNXConstant(type: constant.type, shape: constant.shape, values: .reals(numbers.map { $0.rounded(rule) })))
    }

    mutating func cast(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let code = try node.attributes.integer("to", default: 1)
        guard let type = ONNXConstant.ElementType(rawValue: Int32(clamping: code)) else {
            throw GraphProblem("a cast to type \(code)")
        }
        return try cast(node, to: type)
    }

    /// A cast to the type of the second input; values have none, and are real.
    mutating func castLike(_ node: ONNXNode) throws(GraphProblem) -> Value {
        guard try node.value(1).isActivation else { return try cast(node, to: node.constant(1).type) }
        return try cast(node, to: .float)
    }

    /// Values keep real numbers: whole ones lose their fraction, and truth values become 0 or 1.
    private mutating func cast(_ node: ONNXNode, to type: ONNXConstant.ElementType) throws(GraphProblem) -> Value {
        if case .activation(let value) = try node.value(0) {
            if type.isReal { return .activation(value) }
            guard type == .bool || type.bits >= 32 else {
                throw GraphProblem(
                    "a cast of activations to \(type) (allowed: float, double, half, bfloat16, int32, int64, uint32, uint64, bool)"
                )
            }
            guard type == .bool else { return try add(.activation(.truncate), [value], of: node) }
            return try add(.activation(.not), [append(.activation(.not), [value], of: node)], of: node)
        }
        let constant = try node.constant(0)
        try reserve(constant.shape)
        return .constant(try constant.cast(to: type))
    }

    /// Elements of the second input where those of the first are true, else of the third.
    mutating func choice(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let operands = [try node.value(0), try node.value(1), try node.value(2)]
        guard node.isConstant else { return try add(.choice, aligned(operands, node), of: node) }
        let (condition, first, second) = (try node.constant(0), try node.constant(1), try node.constant(2))
        let shape = try ONNXConstant.broadcastShape(
            condition.shape, ONNXConstant.broadcastShape(first.shape, second.shape))
        for _ in 0..<3 { try reserve(shape) }
        return .constant(
            condition.broadcast(to: shape).choosing(first.broadcast(to: shape), second.broadcast(to: shape)))
    }
}

extension ONNXImporter.Value {
    /// Whether it depends on the image.
    var isActivation: Bool { if case .activation = self { true } else { false } }

    /// A constant, as real numbers where it has a scale. `index` is the input of the node that it is, for the message.
    ///
    /// - Throws: `GraphProblem` when it depends on the image.
    func numbers(_ index: Int) throws(GraphProblem) -> ONNXConstant {
        switch self {
        case .activation: throw GraphProblem("input \(index + 1) depends on the image, but should be a constant")
        case .constant(let constant): constant
        case .quantized(let quantized): quantized.constant
        }
    }
}
