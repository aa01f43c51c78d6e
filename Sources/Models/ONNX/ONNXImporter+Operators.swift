/// What reads each operator.
extension ONNXImporter {
    typealias Reader = @Sendable (inout ONNXImporter, ONNXNode) throws(GraphProblem) -> Value

    static let operators: [String: Reader] = [
        "Conv": { (i, n) throws(GraphProblem) in try i.convolution(n) },
        "Gemm": { (i, n) throws(GraphProblem) in try i.gemm(n) },
        "MatMul": { (i, n) throws(GraphProblem) in try i.matrixProduct(n) },
        "BatchNormalization": { (i, n) throws(GraphProblem) in try i.batchNormalization(n) },
        "Relu": { (i, n) throws(GraphProblem) in try i.activation(.relu, n) },
        "Clip": { (i, n) throws(GraphProblem) in try i.clip(n) },
        "Sigmoid": { (i, n) throws(GraphProblem) in try i.activation(.sigmoid, n) },
        "Tanh": { (i, n) throws(GraphProblem) in try i.activation(.tanh, n) },
        "HardSwish": { (i, n) throws(GraphProblem) in try i.activation(.hardSwish, n) },
        "HardSigmoid": { (i, n) throws(GraphProblem) in
            let alpha = try n.attributes.real("alpha", default: 0.2)
            return try i.activation(.hardSigmoid(alpha: alpha, beta: n.attributes.real("beta", default: 0.5)), n)
        },
        "LeakyRelu": { (i, n) throws(GraphProblem) in
            try i.activation(.leakyRelu(alpha: n.attributes.real("alpha", default: 0.01)), n)
        },
        "MaxPool": { (i, n) throws(GraphProblem) in try i.pooling(n, isAverage: false) },
        "AveragePool": { (i, n) throws(GraphProblem) in try i.pooling(n, isAverage: true) },
        "GlobalAveragePool": { (i, n) throws(GraphProblem) in try i.globalPooling(n, isAverage: true) },
        "GlobalMaxPool": { (i, n) throws(GraphProblem) in try i.globalPooling(n, isAverage: false) },
        "ReduceMean": { (i, n) throws(GraphProblem) in try i.reduceMean(n) },
        "Add": { (i, n) throws(GraphProblem) in try i.binary(.add, n) },
        "Sub": { (i, n) throws(GraphProblem) in try i.binary(.subtract, n) },
        "Mul": { (i, n) throws(GraphProblem) in try i.binary(.multiply, n) },
        "Div": { (i, n) throws(GraphProblem) in try i.binary(.divide, n) },
        "Concat": { (i, n) throws(GraphProblem) in try i.concatenation(n) },
        "Flatten": { (i, n) throws(GraphProblem) in try i.flatten(n) },
        "Reshape": { (i, n) throws(GraphProblem) in try i.reshape(n) },
        "Squeeze": { (i, n) throws(GraphProblem) in try i.squeeze(n) },
        "Unsqueeze": { (i, n) throws(GraphProblem) in try i.unsqueeze(n) },
        "Transpose": { (i, n) throws(GraphProblem) in try i.transpose(n) },
        "Identity": { (_, n) throws(GraphProblem) in try n.value(0) },
        "Dropout": { (_, n) throws(GraphProblem) in try n.value(0) },
        "Cast": { (_, n) throws(GraphProblem) in try Self.cast(n) },
        "Constant": { (_, n) throws(GraphProblem) in .constant(try n.attributes.constant()) },
        "Shape": { (i, n) throws(GraphProblem) in try i.shapeConstant(n) },
        "Gather": { (_, n) throws(GraphProblem) in try Self.gather(n) },
        "Softmax": { (i, n) throws(GraphProblem) in try i.softmax(n) },
        "Pad": { (i, n) throws(GraphProblem) in try i.pad(n) },
        "QuantizeLinear": { (i, n) throws(GraphProblem) in try i.quantize(n) },
        "DequantizeLinear": { (i, n) throws(GraphProblem) in try i.dequantize(n) },
    ]

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
        let (left, right) = (try node.value(0), try node.value(1))
        switch (left, right) {
        case (.activation(let left), .activation(let right)):
            return try add(.binary(function), [left, right], of: node)
        case (.activation(let value), _):
            let constant = try operand(1, beside: value, node)
            return try add(.binaryConstant(function, constant, constantIsLeft: false), [value], of: node)
        case (_, .activation(let value)):
            let constant = try operand(0, beside: value, node)
            return try add(.binaryConstant(function, constant, constantIsLeft: true), [value], of: node)
        default:
            throw GraphProblem("both inputs are constants, which is not supported")
        }
    }

    /// A constant with as many axes as the value it meets, images left out.
    private func operand(
        _ index: Int, beside value: Int, _ node: ONNXNode
    ) throws(GraphProblem) -> Operation.Constant {
        var extents = try node.constant(index).shape
        let rank = shape(of: value).count
        if extents.count == rank + 1, extents[0] == 1 { extents.removeFirst() }
        guard extents.count <= rank else {
            throw GraphProblem(
                "a constant of extents \(extents) does not fit an input of shape \(shape(of: value)) an image")
        }
        let padded = Array(repeating: 1, count: rank - extents.count) + extents
        return Operation.Constant(shape: padded, values: try node.reals(index))
    }

    mutating func quantize(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let type = try quantizedType(node)
        let (scales, zeroPoints) = try scale(node)
        if case .activation(let value) = try node.value(0) {
            return try add(
                .quantize(activationQuantization(type, scales, zeroPoints)), [value], of: node)
        }
        let constant = try node.constant(0)
        let axis = try quantizationAxis(node, constant.shape, scales.count)
        let inner = constant.shape.dropFirst(axis + 1).reduce(1, *)
        let half = 1 << (type.bits - 1)
        let limits = type.isSigned ? Double(-half)...Double(half - 1) : 0...Double(2 * half - 1)
        let integers = try node.reals(0).enumerated().map { index, number in
            let place = scales.count == 1 ? 0 : index / inner % constant.shape[axis]
            let zero = Double(zeroPoints[zeroPoints.count == 1 ? 0 : place])
            let integer = (Double(number) / scales[place] + 0.5).rounded(.down) + zero
            return Int64(min(max(integer, limits.lowerBound), limits.upperBound))
        }
        return .constant(ONNXConstant(type: type, shape: constant.shape, values: .integers(integers)))
    }

    mutating func dequantize(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let (scales, zeroPoints) = try scale(node)
        if case .activation(let value) = try node.value(0) {
            let type: ONNXConstant.ElementType
            if node.has(2) {
                type = try node.constant(2).type
            } else if value > 0, case .quantize(let made) = nodes[value - 1].operation {
                type = made.form == .unsigned ? .uint8 : .int8
            } else {
                type = .uint8
            }
            return try add(.dequantize(activationQuantization(type, scales, zeroPoints)), [value], of: node)
        }
        guard case .constant(let constant) = try node.value(0), constant.integers != nil else {
            throw GraphProblem("input 1 is not of integers")
        }
        let axis = try quantizationAxis(node, constant.shape, scales.count)
        return .quantized(
            ONNXQuantizedConstant(integers: constant, scales: scales, zeroPoints: zeroPoints, axis: axis))
    }

    private func quantizedType(_ node: ONNXNode) throws(GraphProblem) -> ONNXConstant.ElementType {
        let standard = ONNXConstant.ElementType.uint8
        let code = try node.attributes.integer("output_dtype", default: Int(standard.rawValue))
        let given = code == 0 ? standard : ONNXConstant.ElementType(rawValue: Int32(clamping: code))
        guard let type = node.has(2) ? try node.constant(2).type : given, !type.isReal, type.bits <= 16, type != .bool
        else { throw GraphProblem("integers of type \(code) (allowed: int4, uint4, int8, uint8, int16, uint16)") }
        return type
    }

    private func scale(_ node: ONNXNode) throws(GraphProblem) -> (scales: [Double], zeroPoints: [Int64]) {
        try node.attributes.require("block_size", equals: 0)
        let constant = try node.constant(1)
        let scales = try node.reals(1).map(Double.init)
        guard constant.shape.count <= 1, !scales.isEmpty, scales.allSatisfy({ $0 > 0 }) else {
            throw GraphProblem("scales of shape \(constant.shape) (allowed: positive numbers, one or one a channel)")
        }
        guard node.has(2) else { return (scales, [0]) }
        guard let zeroPoints = try node.constant(2).integers, zeroPoints.count == scales.count,
            zeroPoints.allSatisfy({ (-32768...65535).contains($0) })
        else {
            throw GraphProblem(
                "\(scales.count) scales, but zero points of another number, or none that 16 bits hold")
        }
        return (scales, zeroPoints)
    }

    private func quantizationAxis(_ node: ONNXNode, _ shape: [Int], _ count: Int) throws(GraphProblem) -> Int {
        guard count > 1 else { return 0 }
        let axis = try node.attributes.integer("axis", default: 1)
        let counted = axis < 0 ? axis + shape.count : axis
        guard shape.indices.contains(counted), shape[counted] == count else {
            throw GraphProblem("\(count) scales along axis \(axis) of extents \(shape)")
        }
        return counted
    }

    private func activationQuantization(
        _ type: ONNXConstant.ElementType, _ scales: [Double], _ zeroPoints: [Int64]
    ) throws(GraphProblem) -> ActivationQuantization {
        guard scales.count == 1, let zeroPoint = Int(exactly: zeroPoints[0]), type.bits <= 16, !type.isReal else {
            throw GraphProblem("a scale for each channel of an activation (allowed: one for all; up to 16 bits)")
        }
        let quantization = ActivationQuantization(
            scale: scales[0], zeroPoint: zeroPoint, bits: type.bits, form: type.isSigned ? .twosComplement : .unsigned)
        guard quantization.range.contains(zeroPoint) else {
            throw GraphProblem("a zero point of \(zeroPoint) (allowed: \(quantization.range))")
        }
        return quantization
    }
}
