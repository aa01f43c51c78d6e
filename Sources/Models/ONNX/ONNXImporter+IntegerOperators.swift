// SPDX-License-Identifier: Apache-2.0

/// Operators that take and give integers, as `QuantFormat.QOperator` of onnxruntime writes them: each is read as the
/// operator in real numbers, with `DequantizeLinear` before and `QuantizeLinear` after it. Integers are the same,
/// except for ties of rounding.
///
/// Source: ONNX operators `QLinearConv` and `QLinearMatMul`, and "Contrib Operators" of onnxruntime.
extension ONNXImporter {
    typealias Function = (inout ONNXImporter, ONNXNode) throws(GraphProblem) -> Value

    mutating func integerConvolution(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try dequantized(node, 0)
        let weights = try dequantized(node, 3)
        let bias = try integerBias(node, 8, scales: [1, 4])
        let real = node.replacing(inputs: [input, weights, bias], origins: [0, 3, 8])
        return try quantized(convolution(real), node, scale: 6)
    }

    mutating func integerMatrixProduct(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let inputs = [try dequantized(node, 0), try dequantized(node, 3, axis: 1)]
        return try quantized(matrixProduct(node.replacing(inputs: inputs, origins: [0, 3])), node, scale: 6)
    }

    mutating func integerGemm(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let isTransposed = try node.attributes.integer("transB", default: 0) != 0
        let input = try dequantized(node, 0)
        let weights = try dequantized(node, 3, axis: isTransposed ? 0 : 1)
        // Sums of integers have the scale of both, times alpha, which counts for the bias as well.
        let alpha = try node.attributes.real("alpha", default: 1)
        let bias = try integerBias(node, 6, scales: [1, 4], factor: alpha)
        let result = try gemm(node.replacing(inputs: [input, weights, bias], origins: [0, 3, 6]))
        return node.has(7) ? try quantized(result, node, scale: 7) : result
    }

    mutating func integerBinary(
        _ function: Operation.BinaryOperation, _ node: ONNXNode
    ) throws(GraphProblem) -> Value {
        let inputs = [try dequantized(node, 0), try dequantized(node, 3)]
        return try quantized(binary(function, node.replacing(inputs: inputs)), node, scale: 6)
    }

    mutating func integerConcatenation(_ node: ONNXNode) throws(GraphProblem) -> Value {
        guard node.inputCount >= 5, node.inputCount % 3 == 2 else {
            throw GraphProblem(
                "\(node.inputCount) inputs (needed: scale and zero point of the output, then three an input)")
        }
        var inputs: [Value] = []
        for index in stride(from: 2, to: node.inputCount, by: 3) { inputs.append(try dequantized(node, index)) }
        return try quantized(concatenation(node.replacing(inputs: inputs)), node, scale: 0)
    }

    /// A function of one input.
    mutating func integerFunction(_ node: ONNXNode, _ function: Function) throws(GraphProblem) -> Value {
        try node.attributes.require("channels_last", equals: 0)
        let input = try dequantized(node, 0)
        return try quantized(function(&self, node.replacing(inputs: [input])), node, scale: 3)
    }

    // MARK: Parts

    /// The real numbers of input `index`, which its scale and zero point follow. `axis` is the axis of a constant along
    /// which it has several scales.
    private mutating func dequantized(
        _ node: ONNXNode, _ index: Int, axis: Int = 0
    ) throws(GraphProblem) -> Value {
        let inputs = node.replacing(inputs: [
            try node.value(index), try node.value(index + 1), node.optional(index + 2),
        ])
        return try dequantize(inputs, axis: axis)
    }

    /// Integers of a result, by the scale and zero point of the node.
    private mutating func quantized(
        _ value: Value, _ node: ONNXNode, scale index: Int
    ) throws(GraphProblem) -> Value {
        try quantize(node.replacing(inputs: [value, try node.value(index), node.optional(index + 1)]))
    }

    /// A bias of integers, whose scale is the product of those of inputs and weights; nil if there is none.
    private func integerBias(
        _ node: ONNXNode, _ index: Int, scales: [Int], factor: Double = 1
    ) throws(GraphProblem) -> Value? {
        guard node.has(index) else { return nil }
        let constant = try node.constant(index)
        guard let integers = constant.integers else { throw GraphProblem("input \(index + 1) is not of integers") }
        let inputScale = try node.reals(scales[0], count: 1)[0]
        let weightScales = try node.reals(scales[1])
        guard weightScales.count == 1 || weightScales.count == integers.count else {
            throw GraphProblem("\(weightScales.count) scales for a bias of \(integers.count) elements")
        }
        let numbers = integers.enumerated().map { place, integer in
            Float(
                Double(integer) * Double(inputScale) * Double(weightScales[weightScales.count == 1 ? 0 : place])
                    * factor)
        }
        return .constant(ONNXConstant(type: .float, shape: constant.shape, values: .reals(numbers)))
    }
}
