// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Advice for operators that are not supported.
enum UnsupportedOperators {
    /// Names of operators, and what to do in place of them.
    private static let advice: [(names: Set<String>, advice: String)] = [
        (
            ["LSTM", "GRU", "RNN"],
            "recurrent layers are not read; export the cell written with MatMul or Gemm, Sigmoid, Tanh, Mul and Add and a fixed "
                + "number of steps, or describe its matrices in a network file: a line for the inputs and one for the state, "
                + "as fully connected layers of 4 (LSTM), 3 (GRU) or 1 (RNN) times as many outputs as the state has elements"
        ),
        (
            ["ConvInteger", "MatMulInteger", "DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM"],
            "its scales follow from each input, which hardware of fixed converters cannot do; quantize the model statically, "
                + "with calibration images (onnxruntime: quantize_static with QuantFormat.QDQ), or take it in floating point"
        ),
        (
            ["If", "Loop", "Scan", "SequenceAt", "SplitToSequence"],
            "control flow is not read; export the model with fixed extents, so that the exporter or a simplifier resolves it"
        ),
        (
            ["NonMaxSuppression", "TopK", "ArgMax", "ArgMin", "NonZero", "RoiAlign", "Compress"],
            "it belongs to what is done with results; take a result before it with --output-name NAME"
        ),
        (
            [
                "MultiHeadAttention", "SkipLayerNormalization", "EmbedLayerNormalization", "FastGelu",
                "GroupQueryAttention",
                "SkipSimplifiedLayerNormalization", "BiasGelu",
            ],
            "it is of onnxruntime's own optimizer; save the model before that, take a result before it with --output-name NAME, or "
                + "describe the matrices in a network file"
        ),
    ]

    /// The error for an operator that is not supported.
    ///
    /// - Parameters:
    ///   - name: name of the operator in ONNX.
    ///   - domain: whose operator it is; empty for ONNX's own.
    ///   - supported: the operators that are read.
    /// - Returns: the problem, with advice or the operators that are read.
    static func problem(_ name: String, domain: String, supported: [String]) -> GraphProblem {
        let full = domain.isEmpty ? name : "\(domain).\(name)"
        let what = "the operator \(printable(full)) is not supported"
        if let entry = advice.first(where: { $0.names.contains(name) }) {
            return GraphProblem("\(what): \(entry.advice)")
        }
        if domain == "com.microsoft" {
            return GraphProblem(
                "\(what): it is of onnxruntime's own; export a quantized model with QuantFormat.QDQ, and save models before "
                    + "onnxruntime optimizes them")
        }
        if !domain.isEmpty {
            return GraphProblem(
                "\(what): only operators of ONNX itself are read, and some of com.microsoft and of QONNX")
        }
        let near = nearestName(to: name, in: supported).map { "; the nearest that is: \($0)" } ?? ""
        return GraphProblem("\(what)\(near) (supported: \(supported.joined(separator: ", ")))")
    }
}
