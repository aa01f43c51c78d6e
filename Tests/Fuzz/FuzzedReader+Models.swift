// SPDX-License-Identifier: Apache-2.0

import Models
import Workload

extension FuzzedReader {
    /// Readers of models.
    static let modelReaders: [FuzzedReader] = [onnx, onnxExternal]

    private static let attributes = [
        "kernel_shape", "strides", "pads", "dilations", "group", "auto_pad", "SAME_UPPER", "VALID", "axis", "axes",
        "epsilon",
        "alpha", "beta", "transA", "transB", "ceil_mode", "count_include_pad", "mode", "value", "perm", "to",
        "keepdims",
    ]

    /// Reads a model. Extents that it leaves open are those of small images, or of 5 tokens.
    private static func read(_ file: String) throws {
        let shapes: [[Int]] = [[2, 8, 8], [3, 8, 8], [5]]
        let open = shapes.lazy.compactMap { shape in
            try? NetworkGraph(readingONNX: file, choices: ONNXChoices(inputShape: shape))
        }
        let graph = try open.first ?? NetworkGraph(readingONNX: file)
        if !graph.linearNodes.isEmpty { _ = try graph.workload() }
    }

    private static let onnx = FuzzedReader(
        name: "onnx",
        samples: {
            try Fixtures.paths(in: "ModelsTests/Fixtures", suffix: ".onnx").map {
                Sample([SampleFile("model.onnx", try Fixtures.bytes($0), form: .onnx)])
            }
        },
        words: NetworkGraph.supportedOperators + attributes,
        read: { try read("\($0)/model.onnx") })

    private static let onnxExternal = FuzzedReader(
        name: "onnx-external",
        samples: {
            try ["gemm_plain", "conv_groups"].compactMap { name in
                let whole = ONNXTree(try Fixtures.bytes("ModelsTests/Fixtures/\(name).onnx"))
                guard let (model, data) = whole?.external("model.data") else { return nil }
                return Sample(
                    [SampleFile("model.onnx", model.bytes, form: .onnx), SampleFile("model.data", data)], isRight: true
                )
            }
        },
        words: attributes + [
            "location", "offset", "length", "checksum", "model.data", "../model.data", "/etc/passwd", ".",
        ],
        read: { try read("\($0)/model.onnx") })
}
