// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models
import Testing
import Workload
import _TestSupport

/// Integers of weights and activations, and what is done around products.
struct QuantizationTests {
    private func graph(_ name: String) throws(InputError) -> NetworkGraph {
        try NetworkGraph(readingONNX: Files.fixture("\(name).onnx"))
    }

    private func images(_ name: String) throws(InputError) -> ImageDataset {
        try ImageDataset(readingFrom: Files.fixture("\(name).npz"))
    }

    private func error(_ network: String, _ settings: QuantizationSettings) throws -> Double {
        let graph = try graph(network)
        let images = try images(network)
        let quantized = try QuantizedNetwork(quantizing: graph, settings: settings, calibration: images)
        let real = try graph.run(images).values
        let integer = try quantized.run(images, engine: ExactEngine()).values
        return zip(real, integer).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }

    @Test func `ties go up`() {
        let signed = ActivationQuantization(scale: 0.5, bits: 4, form: .twosComplement)
        #expect([0.25, -0.25, 0.24, -0.26, 9, -9].map(signed.integer) == [1, 0, 0, -1, 7, -8])
        let unsigned = ActivationQuantization(scale: 1, zeroPoint: 3, bits: 3, form: .unsigned)
        #expect([0, 0.5, -0.5, -4, 100, .nan].map(unsigned.integer) == [3, 4, 3, 0, 7, 0])
        let odd = ActivationQuantization(scale: 1, bits: 2, form: .odd)
        #expect([0, -0.1, 1.9, 2, 50, -50].map(odd.integer) == [1, -1, 1, 3, 3, -3])
    }

    @Test(arguments: [false, true], [false, true])
    func `more bits are never much worse`(_ isPerChannel: Bool, _ isAsymmetric: Bool) throws {
        var errors: [Double] = []
        for bits in [2, 4, 6, 8] {
            errors.append(
                try error(
                    "squeeze_excite",
                    QuantizationSettings(
                        weightBits: bits, activationBits: bits, isPerChannel: isPerChannel, isAsymmetric: isAsymmetric))
            )
        }
        for (fewer, more) in zip(errors, errors.dropFirst()) { #expect(more < fewer) }
        #expect(errors[3] < errors[0] / 100)
    }

    @Test func `a scale for each output is at least as good`() throws {
        let one = try error("squeeze_excite", QuantizationSettings(weightBits: 3))
        let many = try error("squeeze_excite", QuantizationSettings(weightBits: 3, isPerChannel: true))
        #expect(many < one)
    }

    @Test func `a single bit is plus or minus the mean magnitude`() throws {
        let graph = try graph("gemm_plain")
        let quantized = try QuantizedNetwork(
            quantizing: graph, settings: QuantizationSettings(weightBits: 1, activationBits: 1),
            calibration: images("gemm_plain"))
        let layer = quantized.layers[0]
        #expect(Set(layer.matrices[0].weights) == [1, -1])
        guard case .linear(let linear) = graph.nodes[graph.linearNodes[0]].operation else { return }
        let mean = linear.realWeights.reduce(0.0) { $0 + Double($1.magnitude) } / Double(linear.realWeights.count)
        #expect(abs(layer.weightScales[0] - mean) < 1e-12)
        // Some inputs are negative, and a single bit in two's complement would not hold both signs.
        #expect(layer.input.form == .odd)
    }

    @Test(arguments: [1, 2, 4])
    func `odd numbers are odd and within their bits`(_ bits: Int) throws {
        let quantized = try QuantizedNetwork(
            quantizing: graph("conv_pads"),
            settings: QuantizationSettings(weightBits: bits, activationBits: bits, form: .odd),
            calibration: images("conv_pads"))
        let limit = Int32(1 << bits) - 1
        for weight in quantized.matrices[0].weights {
            #expect(weight % 2 != 0 && weight.magnitude <= limit.magnitude)
        }
        _ = try quantized.run(images("conv_pads"), engine: ExactEngine()) { observation in
            let isOdd = observation.inputs.allSatisfy { $0 % 2 != 0 && $0.magnitude <= limit.magnitude }
            #expect(isOdd)
        }
    }

    @Test func `a percentile cuts the largest activations`() throws {
        let all = try QuantizedNetwork(
            quantizing: graph("gemm_plain"), settings: QuantizationSettings(), calibration: images("gemm_plain"))
        let most = try QuantizedNetwork(
            quantizing: graph("gemm_plain"), settings: QuantizationSettings(calibration: .percentile(80)),
            calibration: images("gemm_plain"))
        #expect(most.layers[0].input.scale < all.layers[0].input.scale)
    }

    @Test func `settings out of range are errors`() {
        #expect(throws: InputError.self) { try QuantizationSettings(weightBits: 0) }
        #expect(throws: InputError.self) { try QuantizationSettings(activationBits: 9) }
        #expect(throws: InputError.self) { try QuantizationSettings(calibration: .percentile(.nan)) }
        #expect(throws: InputError.self) { try QuantizationSettings(isAsymmetric: true, form: .odd) }
    }

    @Test func `results do not depend on the number of threads`() throws {
        let graph = try graph("squeeze_excite")
        let count = 500 * graph.inputShape.reduce(1, *)
        var generator = SeededGenerator(seed: 1)
        let pixels = (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
        let many = try ImageDataset(images: pixels, shape: graph.inputShape)
        let settings = try QuantizationSettings(calibration: .percentile(99))
        let one = try QuantizedNetwork(quantizing: graph, settings: settings, calibration: many, threads: 1)
        let three = try QuantizedNetwork(quantizing: graph, settings: settings, calibration: many, threads: 3)
        #expect(one == three)
        #expect(try graph.run(many, threads: 1) == graph.run(many, threads: 3))
        #expect(
            try one.run(many, engine: ExactEngine(), threads: 1) == one.run(many, engine: ExactEngine(), threads: 3))
    }

    @Test func `vectors are numbered from the first of the run`() throws {
        let quantized = try QuantizedNetwork(
            quantizing: graph("conv_pointwise"), settings: QuantizationSettings(), calibration: images("conv_pointwise")
        )
        let places = quantized.layers[0].vectorsPerImage
        #expect(places == 25)
        let many = try ImageDataset(images: [Float](repeating: 1, count: 200 * 100), shape: [4, 5, 5])
        _ = try quantized.run(many, engine: ExactEngine(), threads: 2) { observation in
            #expect(observation.firstVector % places == 0)
            #expect(observation.firstVector + observation.vectors <= 200 * places)
            #expect(observation.inputs.count == observation.vectors * observation.matrix.rows)
        }
    }

    @Test func `exact products of large integers are exact`() throws {
        let weights: [Int32] = [32767, -32768, 32767, 1]
        let layer = MatrixLayer(
            name: "wide", index: 0, rows: 2, columns: 2, weights: weights, weightBits: 16, activationBits: 16,
            activationIsSigned: false)
        let sums = try ExactEngine().program(layer).multiply([65535, 65535, 1, 2], vectors: 2, firstVector: 0)
        #expect(sums == [4_294_770_690, -2_147_385_345, 98301, -32766])
    }

    @Test func `a network of real numbers is not quantized, and one of integers not again`() throws {
        let real = try graph("gemm_plain")
        #expect(!real.isQuantized)
        #expect(inputError { () throws(InputError) in _ = try QuantizedNetwork(real) }.message.contains("no layer"))
        let integer = try graph("quantized_mixed")
        let images = try images("quantized_mixed")
        let message = inputError { () throws(InputError) in
            _ = try QuantizedNetwork(quantizing: integer, settings: QuantizationSettings(), calibration: images)
        }.message
        #expect(message.contains("already"))
    }

    @Test func `classes are ordered by result, the first one first`() {
        let logits = Logits(classes: 4, values: [1, 3, 3, 2, -1, -1, -2, -1])
        #expect(logits.predictedClasses == [1, 0])
        #expect(logits.topClasses(0, count: 3) == [1, 2, 3])
        #expect(logits.topClasses(1, count: 9) == [0, 1, 3, 2])
        #expect(logits.correctCount([1, 3]) == 1)
        #expect(logits.correctCount([2, 1], inTop: 2) == 2)
    }
}
