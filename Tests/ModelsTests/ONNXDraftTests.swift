// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Models

/// Files of ONNX that Tessera writes.
@Suite struct ONNXDraftTests {
    private static func draft() -> ONNXDraft {
        var draft = ONNXDraft(name: "small", shape: [3], operators: 17, form: 8)
        draft.constant("unused", [1, 2], shape: [2])
        draft.constant("factors", [1.5, -2, 0.25], shape: [3])
        draft.constant("matrix", [1, -3, 0, 127, -128, 2], step: 0.5, bits: 8, shape: [2, 3])
        draft.add("Mul", "scaled", ["factors"])
        draft.add("Gemm", "product", ["matrix"], [("transB", .integer(1)), ("alpha", .real(2))])
        return draft
    }

    @Test func messagesAreReadAsTheyWereWritten() throws {
        let model = try ONNXMessage.Model(Self.draft().bytes(shape: [2]))
        #expect(model.operatorSets.map(\.version) == [17])
        #expect(model.graph.nodes.map(\.kind) == ["DequantizeLinear", "Mul", "Gemm"])
        #expect(model.graph.nodes.map(\.name) == ["matrix", "scaled", "product"])
        #expect(model.graph.nodes[1].inputs == ["images", "factors"] && model.graph.nodes[2].outputs == ["product"])
        let attributes = model.graph.nodes[2].attributes
        #expect(attributes.map(\.name) == ["transB", "alpha"] && attributes.map(\.type) == [2, 1])
        #expect(attributes[0].integer == 1 && attributes[1].real == 2)
        #expect(model.graph.initializers.map(\.name) == ["factors", "matrix_integers", "matrix_step"])
        #expect(model.graph.initializers.map(\.dataType) == [1, 3, 1])
        #expect(model.graph.initializers.map(\.dimensions) == [[3], [2, 3], []])
        #expect(model.graph.inputs.map(\.name) == ["images"] && model.graph.inputs[0].dimensions == [nil, 3])
        #expect(model.graph.outputs.map(\.name) == ["product"] && model.graph.outputs[0].dimensions == [nil, 2])
    }

    @Test func aDraftIsANetwork() throws {
        let network = try NetworkGraph(onnx: Self.draft().bytes(shape: [2]), file: "small.onnx")
        let images = try ImageDataset(images: [1, 1, 4, 0, -1, 0], shape: [3])
        let logits = try network.run(images, threads: 1)
        // 2 x 0.5 x the integers times 1.5, -2, 1 and 0, 2, 0.
        #expect(logits.values == [7.5, 448.5, -6, -256])
    }

    @Test func wideIntegersAreOf16Bits() throws {
        var draft = ONNXDraft(name: "wide", shape: [1], operators: 21, form: 10)
        draft.constant("matrix", [300, -32768], step: 1, bits: 16, shape: [2, 1])
        draft.add("Gemm", "product", ["matrix"], [("transB", .integer(1))])
        let model = try ONNXMessage.Model(draft.bytes(shape: [2]))
        #expect(model.graph.initializers[0].dataType == 5)
        let network = try NetworkGraph(onnx: draft.bytes(shape: [2]), file: "wide.onnx")
        #expect(try network.run(ImageDataset(images: [1], shape: [1]), threads: 1).values == [300, -32768])
    }

    @Test func aFileTakesItsPlaceWhenItIsWhole() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "small.onnx")
        try Self.draft().write(to: path, shape: [2])
        try Self.draft().write(to: path, shape: [2])
        #expect(try NetworkGraph(readingONNX: path).linearNodes.count == 1)
        let error = inputError { try Self.draft().write(to: folder.path(of: "no/small.onnx"), shape: [2]) }
        #expect(error.kind == .cannotWrite)
    }
}
