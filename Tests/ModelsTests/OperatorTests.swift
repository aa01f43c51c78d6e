// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Models
import Testing
import Workload

/// Operators against what onnxruntime gives.
struct OperatorTests {
    @Test(arguments: Files.networks.filter { !$0.hasPrefix("quantized") })
    func `a network gives what onnxruntime gives`(_ name: String) throws {
        let archive = try NumpyArchive(readingFrom: Files.fixture("\(name).npz"))
        let images = try ImageDataset(readingFrom: Files.fixture("\(name).npz"))
        let graph = try NetworkGraph(
            readingONNX: Files.fixture("\(name).onnx"), images: { () throws(InputError) in images })
        let expected = try archive.doubles("expected")
        let logits = try graph.run(images, threads: 2)
        try #require(logits.values.count == expected.count)
        let error = zip(logits.values, expected).map { abs($0 - $1) }.max() ?? 0
        #expect(error < 2e-5, "largest difference \(error)")
    }

    @Test func `an already quantized network gives what onnxruntime gives, but for ties`() throws {
        let graph = try NetworkGraph(readingONNX: Files.fixture("quantized_mixed.onnx"))
        let quantized = try QuantizedNetwork(graph)
        #expect(quantized.layers.count == 2)
        #expect(quantized.matrices.map(\.index) == [0, 1, 2])
        #expect(quantized.layers[0].groups == 2)
        let images = try ImageDataset(readingFrom: Files.fixture("quantized_mixed.npz"))
        let expected = try NumpyArchive(readingFrom: Files.fixture("quantized_mixed.npz")).doubles("expected")
        let logits = try quantized.run(images, engine: ExactEngine())
        let error = zip(logits.values, expected).map { abs($0 - $1) }.max() ?? 0
        #expect(error < 1e-3, "largest difference \(error)")
    }

    @Test func `operators in integers are read as real ones between quantizations`() throws {
        let graph = try NetworkGraph(readingONNX: Files.fixture("quantized_operators.onnx"))
        #expect(graph.isQuantized)
        let quantized = try QuantizedNetwork(graph)
        #expect(quantized.layers.map(\.groups) == [2, 1, 1])
        #expect(quantized.layers.map(\.input.zeroPoint) == [120, 90, 128])
        let images = try ImageDataset(readingFrom: Files.fixture("quantized_operators.npz"))
        let expected = try NumpyArchive(readingFrom: Files.fixture("quantized_operators.npz")).doubles("expected")
        let logits = try quantized.run(images, engine: ExactEngine())
        // A step of the result is 0.1: all integers are the same.
        let errors = zip(logits.values, expected).map { abs($0 - $1) }
        #expect(logits.values.count == expected.count && errors.allSatisfy { $0 < 1e-3 }, "\(errors)")
    }

    @Test func `normalization and offsets become part of the layer before them`() throws {
        let graph = try NetworkGraph(readingONNX: Files.fixture("squeeze_excite.onnx"))
        for node in graph.nodes {
            if case .normalization = node.operation { Issue.record("batch normalization is left") }
            if case .binaryConstant = node.operation { Issue.record("an offset is left") }
        }
        #expect(graph.linearNodes.count == 4)
    }
}
