// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing

@testable import Models

/// Quantization to any number of bits, as QONNX writes it.
struct AnyBitsTests {
    private static let domain = "qonnx.custom_op.general"

    /// One quantization of the input.
    private static func quantized(
        _ scale: Float, zero: Float = 0, bits: Float, _ settings: [String: SmallModel.Setting] = [:], count: Int = 6,
        kind: String = "Quant"
    ) -> SmallModel {
        SmallModel([count]).constant("s", SmallModel.reals([scale], [])).constant("z", SmallModel.reals([zero], []))
            .constant("b", SmallModel.reals([bits], []))
            .node(kind, ["input", "s", "z", "b"], ["y"], domain: domain, settings)
    }

    private static let numbers: [Float] = [-3, -0.6, 0, 0.2, 0.6, 9]

    @Test func `numbers become steps of their bits`() throws {
        #expect(try Self.quantized(0.5, bits: 3).run(Self.numbers) == [-2, -0.5, 0, 0, 0.5, 1.5])
        #expect(try Self.quantized(0.5, bits: 3, kind: "IntQuant").run(Self.numbers) == [-2, -0.5, 0, 0, 0.5, 1.5])
        #expect(
            try Self.quantized(0.5, bits: 3, ["narrow": .integer(1)]).run(Self.numbers) == [-1.5, -0.5, 0, 0, 0.5, 1.5])
        #expect(try Self.quantized(0.5, bits: 2, ["signed": .integer(0)]).run(Self.numbers) == [0, 0, 0, 0, 0.5, 1.5])
        #expect(
            try Self.quantized(0.5, zero: 1, bits: 2, ["signed": .integer(0)]).run(Self.numbers)
                == [-0.5, -0.5, 0, 0, 0.5, 1])
    }

    @Test func `one signed bit is plus or minus the scale`() throws {
        #expect(try Self.quantized(0.5, bits: 1).run(Self.numbers) == [-0.5, -0.5, 0.5, 0.5, 0.5, 0.5])
        let bipolar = SmallModel([6]).constant("s", SmallModel.reals([2], []))
            .node("BipolarQuant", ["input", "s"], ["y"], domain: Self.domain)
        #expect(try bipolar.run(Self.numbers) == [-2, -2, 2, 2, 2, 2])
    }

    /// A layer of 2 outputs with weights of some bits and a scale for each output, behind activations of 2 bits.
    private static func layer(_ kind: String, bits: Float) -> SmallModel {
        SmallModel([2]).constant("s", SmallModel.reals([0.5], [])).constant("z", SmallModel.reals([0], []))
            .constant("two", SmallModel.reals([2], [])).constant("b", SmallModel.reals([bits], []))
            .constant("w", SmallModel.reals([0.75, -1, 0.3, 0.9], [2, 2])).constant(
                "t", SmallModel.reals([0.25, 0.5], [2, 1])
            )
            .node("Quant", ["input", "s", "z", "two"], ["q"], domain: domain, ["signed": .integer(0)])
            .node(kind, kind == "Quant" ? ["w", "t", "z", "b"] : ["w", "t"], ["v"], domain: domain)
            .node("Gemm", ["q", "v"], ["y"], ["transB": .integer(1)])
    }

    @Test func `weights keep their bits and scales on the hardware`() throws {
        // Inputs 1 and 0.5 are 2 and 1 steps; weights are 3, -4 steps of 1/4 and 1, 2 steps of 1/2.
        let network = try Self.layer("Quant", bits: 3).network()
        let quantized = try QuantizedNetwork(network)
        #expect(quantized.layers.count == 1)
        #expect(quantized.layers[0].weightBits == 3 && quantized.layers[0].input.bits == 2)
        #expect(quantized.layers[0].matrices[0].weights == [3, 1, -4, 2])
        let images = try ImageDataset(images: [1, 0.5], shape: [2])
        let expected = [2 * 0.5 * 3 * 0.25 - 0.5 * 4 * 0.25, 2 * 0.5 * 1 * 0.5 + 0.5 * 2 * 0.5]
        #expect(try quantized.run(images, engine: ExactEngine()).values == expected)
        #expect(try network.run(images).values == expected)
    }

    @Test func `weights of one bit are odd`() throws {
        let quantized = try QuantizedNetwork(Self.layer("BipolarQuant", bits: 1).network())
        #expect(quantized.layers[0].weightBits == 1 && quantized.layers[0].weightsAreOdd)
        #expect(quantized.layers[0].matrices[0].weights == [1, 1, -1, 1])
        let images = try ImageDataset(images: [1, 0.5], shape: [2])
        #expect(try quantized.run(images, engine: ExactEngine()).values == [0.25 - 0.125, 0.5 + 0.25])
    }

    @Test func `what makes no sense is an error`() {
        #expect(Self.quantized(0, bits: 3).error().message.contains("allowed: positive scales"))
        #expect(Self.quantized(1, bits: 2.5).error().message.contains("1 to 32 whole bits"))
        #expect(Self.quantized(1, bits: 33).error().message.contains("1 to 32 whole bits"))
        #expect(Self.quantized(1, bits: 20).error().message.contains("allowed: 1 scale, 16 bits"))
        #expect(Self.quantized(1, zero: 0.5, bits: 4).error().message.contains("whole zero point"))
        #expect(Self.quantized(1, zero: 9, bits: 4).error().message.contains("zero points from -8 to 7"))
        #expect(Self.quantized(1, zero: 1, bits: 1).error().message.contains("with one signed bit (allowed: 0)"))
        let rounding = Self.quantized(1, bits: 4, ["rounding_mode": .word("FLOOR")])
        #expect(rounding.error().message.contains("rounding_mode is FLOOR (allowed: ROUND)"))
        let channels = SmallModel([2]).constant("s", SmallModel.reals([1, 2]))
            .node("BipolarQuant", ["input", "s"], ["y"], domain: Self.domain)
        #expect(channels.error().message.contains("2 scales for an activation"))
        let scales = SmallModel([2]).constant("w", SmallModel.reals([1, 2, 3], [3])).constant(
            "s", SmallModel.reals([1, 2])
        )
        .node("BipolarQuant", ["w", "s"], ["v"], domain: Self.domain).node("Add", ["input", "v"], ["y"])
        #expect(scales.error().message.contains("scales of extents [2] for a constant of extents [3]"))
    }
}
