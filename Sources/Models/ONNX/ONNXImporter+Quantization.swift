// SPDX-License-Identifier: Apache-2.0

/// The way to integers and back.
extension ONNXImporter {
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

    /// Real numbers for integers. `axis` is the axis of a constant along which it has several scales; nil takes the
    /// axis that the node says.
    mutating func dequantize(_ node: ONNXNode, axis: Int? = nil) throws(GraphProblem) -> Value {
        let (scales, zeroPoints) = try scale(node)
        if case .activation(let value) = try node.value(0) {
            let type: ONNXConstant.ElementType
            if node.has(2) {
                type = try node.constant(2).type
            } else if let source = nodes.integers(behind: value), case .quantize(let made) = nodes[source - 1].operation
            {
                type = made.form == .unsigned ? .uint8 : .int8
            } else {
                type = .uint8
            }
            return try add(.dequantize(activationQuantization(type, scales, zeroPoints)), [value], of: node)
        }
        guard case .constant(let constant) = try node.value(0), constant.integers != nil else {
            throw GraphProblem("input 1 is not of integers")
        }
        let axis = try quantizationAxis(node, constant.shape, scales.count, given: axis)
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
        guard let zeroPoints = try node.constant(2).integers, [1, scales.count].contains(zeroPoints.count),
            zeroPoints.allSatisfy({ (-32768...65535).contains($0) })
        else {
            throw GraphProblem(
                "\(scales.count) scales, but zero points of another number, or none that 16 bits hold")
        }
        return (scales, zeroPoints)
    }

    private func quantizationAxis(
        _ node: ONNXNode, _ shape: [Int], _ count: Int, given: Int? = nil
    ) throws(GraphProblem) -> Int {
        guard count > 1 else { return 0 }
        let axis = if let given { given } else { try node.attributes.integer("axis", default: 1) }
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
