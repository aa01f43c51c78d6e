// SPDX-License-Identifier: Apache-2.0

/// Quantization to any number of bits, as QONNX writes it: real numbers in and out, with scale, zero point and bits as inputs.
extension ONNXImporter {
    /// `Quant` and `IntQuant`: round(clip(x / scale + zero point)), and back.
    mutating func anyBits(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let scales = try node.reals(1).map(Double.init)
        let zeros = try node.reals(2)
        let widths = try node.reals(3)
        guard let width = widths.first, widths.count == 1, let bits = Int(exactly: width), (1...32).contains(bits),
            !scales.isEmpty, scales.allSatisfy({ $0 > 0 }), zeros.count == 1,
            let zeroPoint = Int(exactly: zeros[0]), zeroPoint.magnitude <= 1 << 16
        else {
            throw GraphProblem(
                "scales \(scales.prefix(4)), zero points \(zeros.prefix(4)), bits \(widths.prefix(4)) (allowed: positive scales, one "
                    + "whole zero point, 1 to 32 whole bits)")
        }
        let rounding = try node.attributes.word("rounding_mode", default: "ROUND")
        guard rounding.uppercased() == "ROUND" else {
            throw GraphProblem("rounding_mode is \(printable(rounding)) (allowed: ROUND)")
        }
        let isSigned = try node.attributes.integer("signed", default: 1) != 0
        let isNarrow = try node.attributes.integer("narrow", default: 0) != 0
        guard bits > 1 || !isSigned else {
            guard zeroPoint == 0 else {
                throw GraphProblem("a zero point of \(zeroPoint) with one signed bit (allowed: 0)")
            }
            return try plusOrMinusOne(node)
        }
        let top = isSigned ? Int64(1) << (bits - 1) : Int64(1) << bits
        let limits =
            isSigned ? (isNarrow ? 1 - top : -top)...(top - 1) : 0...(isNarrow ? max(1, top - 2) : top - 1)
        guard case .activation(let value) = try node.value(0) else {
            return .quantized(
                try quantized(node, scales: scales, bits: bits, isSigned: isSigned, zeroPoint: zeroPoint) { number in
                    Int64(
                        min(max(number, Double(limits.lowerBound)), Double(limits.upperBound)).rounded(.toNearestOrEven)
                    )
                })
        }
        guard scales.count == 1, bits <= 16, limits.contains(Int64(zeroPoint)) else {
            throw GraphProblem(
                "\(scales.count) scales, \(bits) bits, a zero point of \(zeroPoint) for an activation (allowed: 1 scale, 16 bits, zero "
                    + "points from \(limits.lowerBound) to \(limits.upperBound))")
        }
        var input = value
        if isNarrow {
            // The integers of an activation have no gap, but what is clipped before never becomes one of those left out.
            let ends = [limits.lowerBound, limits.upperBound].map { scales[0] * Double($0 - Int64(zeroPoint)) }
            input = try append(.activation(.clip(minimum: ends[0], maximum: ends[1])), [value], of: node)
        }
        let quantization = ActivationQuantization(
            scale: scales[0], zeroPoint: zeroPoint, bits: bits, form: isSigned ? .twosComplement : .unsigned)
        return try passing(input, quantization, node)
    }

    /// `BipolarQuant`: the scale, or minus the scale for negative numbers.
    mutating func plusOrMinusOne(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let scales = try node.reals(1).map(Double.init)
        guard !scales.isEmpty, scales.allSatisfy({ $0 > 0 }) else {
            throw GraphProblem("scales \(scales.prefix(4)) (allowed: positive numbers)")
        }
        guard case .activation(let value) = try node.value(0) else {
            return .quantized(
                try quantized(node, scales: scales, bits: 1, isSigned: true, zeroPoint: 0) { $0 >= 0 ? 1 : -1 })
        }
        guard scales.count == 1 else { throw GraphProblem("\(scales.count) scales for an activation (allowed: 1)") }
        return try passing(value, ActivationQuantization(scale: scales[0], bits: 1, form: .odd), node)
    }

    private mutating func passing(
        _ value: Int, _ quantization: ActivationQuantization, _ node: ONNXNode
    ) throws(GraphProblem) -> Value {
        let integers = try append(.quantize(quantization), [value], of: node)
        return try add(.dequantize(quantization), [integers], of: node)
    }

    /// A constant in integers. `integer` makes one of a number that is divided by its scale already.
    private mutating func quantized(
        _ node: ONNXNode, scales: [Double], bits: Int, isSigned: Bool, zeroPoint: Int, _ integer: (Double) -> Int64
    ) throws(GraphProblem) -> ONNXQuantizedConstant {
        let constant = try node.constant(0)
        let numbers = constant.reals
        guard numbers.allSatisfy(\.isFinite) else { throw GraphProblem("input 1 has numbers that are not finite") }
        let shape = try node.constant(1).shape
        let own = [Int](repeating: 1, count: max(0, constant.shape.count - shape.count)) + shape
        let axes = own.indices.filter { own[$0] > 1 }
        let axis = axes.first ?? 0
        guard axes.count <= 1, own.count == constant.shape.count || scales.count == 1,
            scales.count == 1 || constant.shape[axis] == scales.count
        else {
            throw GraphProblem(
                "scales of extents \(shape) for a constant of extents \(constant.shape) (allowed: one axis)")
        }
        try reserve(constant.shape)
        let inner = constant.shape.dropFirst(axis + 1).reduce(1, *)
        let integers = numbers.enumerated().map { index, number in
            let scale = scales[scales.count == 1 ? 0 : index / inner % scales.count]
            return integer(Double(number) / scale + Double(zeroPoint))
        }
        return ONNXQuantizedConstant(
            integers: ONNXConstant(
                type: isSigned ? .int32 : .uint32, shape: constant.shape, values: .integers(integers)),
            scales: scales, zeroPoints: [Int64(zeroPoint)], axis: axis, bits: bits)
    }
}
