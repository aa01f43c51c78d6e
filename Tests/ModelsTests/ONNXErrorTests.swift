// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Models
import Testing
import _TestSupport

/// Damaged and unsupported models: an error that says what is wrong, and never a trap.
struct ONNXErrorTests {
    /// The bytes of a fixture with one string in place of another of the same length.
    private func altered(_ name: String, _ old: String, _ new: String) throws -> [UInt8] {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Files.fixture("\(name).onnx"))))
        let pattern = Array(old.utf8)
        try #require(old.utf8.count == new.utf8.count)
        let start = try #require(
            (0...bytes.count - pattern.count).first { Array(bytes[$0..<$0 + pattern.count]) == pattern })
        bytes.replaceSubrange(start..<start + pattern.count, with: Array(new.utf8))
        return bytes
    }

    private func error(_ bytes: [UInt8]) -> InputError {
        inputError { () throws(InputError) in _ = try NetworkGraph(onnx: bytes, file: "m.onnx") }
    }

    @Test func `an unsupported operator is named with its node and what is supported`() throws {
        let message = error(try altered("element_sigmoid", "Sigmoid", "Sigmoit")).description
        #expect(message.hasPrefix("m.onnx: node `y` (Sigmoit): the operator Sigmoit is not supported"))
        #expect(message.contains("the nearest that is: Sigmoid"))
        #expect(message.contains("AveragePool"))
    }

    @Test func `an input that nobody makes is named`() throws {
        // The first `input` is what the node reads.
        let message = error(try altered("element_tanh", "input", "inpud")).description
        #expect(message.contains("`inpud` is neither made by an earlier node nor an initializer"))
    }

    @Test func `files that are no models are errors`() throws {
        #expect(error([]).message.contains("empty"))
        #expect(error(Array("hello, world".utf8)).kind == .badInput)
        #expect(error(Array(repeating: 0, count: 100)).kind == .badInput)
        let missing = inputError { () throws(InputError) in _ = try NetworkGraph(readingONNX: "/nowhere.onnx") }
        #expect(missing.kind == .missingInput)
    }

    @Test(arguments: ["bad_zero_point", "bad_groups", "bad_window"])
    func `absurd numbers are errors`(_ name: String) {
        let error = inputError { () throws(InputError) in
            _ = try NetworkGraph(readingONNX: Files.fixture("bad/\(name).onnx"))
        }
        #expect(error.kind == .badInput)
        #expect(error.message.hasPrefix("node `y`"))
    }

    @Test func `cut files are errors`() throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Files.fixture("squeeze_excite.onnx"))))
        for length in stride(from: 0, to: bytes.count - 1, by: 7) {
            // A cut between two parts may leave a smaller model, but this one needs all of its parts.
            #expect(throws: InputError.self) { try NetworkGraph(onnx: Array(bytes[..<length]), file: "m.onnx") }
        }
    }

    @Test(arguments: [
        "squeeze_excite", "quantized_mixed", "conv_groups", "pad", "pool_mean_ceil", "exporter_reshape", "conv1d",
        "transposed",
        "resize_linear", "lrn", "prelu", "split", "mean_two", "softmax_old", "folded_constants", "quantized_operators",
        "windows", "attention_causal", "einsum", "rotary_pairs", "folded_masks", "conditions", "class_token",
        "moved_images", "text",
        "token_layers",
    ])
    func `garbled bytes are errors or other networks, but never a trap`(_ name: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Files.fixture("\(name).onnx"))))
        var generator = SeededGenerator(seed: 42)
        var readable = 0
        for _ in 0..<1500 {
            var garbled = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                garbled[Int.random(in: 0..<garbled.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            let choices = ONNXChoices(inputShape: name == "text" ? [5] : nil)
            guard let graph = try? NetworkGraph(onnx: garbled, file: "m.onnx", choices: choices) else { continue }
            readable += 1
            _ = try? QuantizedNetwork(graph)
            // Run it, too, if that is not too much work.
            guard graph.multiplyAccumulates + graph.dynamicMultiplyAccumulates < 1 << 20,
                graph.nodes.allSatisfy({ $0.shape.reduce(1, *) < 1 << 16 })
            else {
                continue
            }
            let images = try ImageDataset(
                images: [Float](repeating: 0.5, count: graph.inputShape.reduce(1, *)), shape: graph.inputShape)
            _ = try? graph.run(images, threads: 1)
            if let quantized = try? QuantizedNetwork(graph) {
                _ = try? quantized.run(images, engine: ExactEngine(), threads: 1)
                _ = try? quantized.workload()
            }
        }
        #expect(readable > 0)
    }
}
