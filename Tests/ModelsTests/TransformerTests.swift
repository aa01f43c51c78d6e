// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import Workload

@testable import Models

/// Tokens, products of two values, and layers with an input vector for each token.
struct TransformerTests {
    typealias Setting = SmallModel.Setting

    private static func reals(_ numbers: [Float], _ shape: [Int]) -> ONNXMessage.Tensor {
        SmallModel.reals(numbers, shape)
    }

    private static func ones(_ shape: [Int]) -> ONNXMessage.Tensor {
        SmallModel.reals([Float](repeating: 1, count: shape.reduce(1, *)), shape)
    }

    /// Self-attention of one head over 3 tokens of 2 elements.
    private static let attention = SmallModel([3, 2]).constant("w", reals([1, 0, 0, 2], [2, 2]))
        .constant("b", reals([0, 1], [2])).node("MatMul", ["input", "w"], ["m"]).node("Add", ["m", "b"], ["q"])
        .node("Transpose", ["input"], ["t"], ["perm": .integers([0, 2, 1])]).node("MatMul", ["q", "t"], ["s"])
        .node("Softmax", ["s"], ["p"], ["axis": .integer(-1)]).node("MatMul", ["p", "input"], ["y"])

    // MARK: Counts and geometry

    @Test func `products of two values are counted apart from layers`() throws {
        let network = try Self.attention.network()
        #expect(network.multiplyAccumulates == 3 * 2 * 2)
        #expect(network.dynamicMultiplyAccumulates == 3 * 3 * 2 + 3 * 2 * 3)
        #expect(network.linearNodes.count == 1)
    }

    @Test func `the work of a network has its products and what stands between`() throws {
        let work = try Self.attention.network().workload()
        #expect(work.steps.map(\.operation) == [.convolution, .product, .softmax, .product])
        #expect(work.dynamicMultiplyAccumulates == 36 && work.layers.count == 1)
        #expect(work.steps[1].inputs == [.step(0), .image] && work.steps[3].inputs == [.step(2), .image])
        #expect(work.steps[2].geometry.outputVectors == 3 && work.steps[2].geometry.inputChannels == 3)
    }

    /// Scale and shift of a normalization belong to it, others are steps, and ReLU is none.
    @Test func `functions of elements are steps where hardware computes them`() throws {
        let model = SmallModel([3, 2]).constant("s", Self.reals([2, 3], [2])).constant("b", Self.reals([1, 1], [2]))
            .node("LayerNormalization", ["input", "s", "b"], ["n"]).node("Relu", ["n"], ["r"])
            .node("Gelu", ["r"], ["g"]).node("Mul", ["g", "s"], ["m"])
            .constant("w", Self.reals([1, 0, 0, 2], [2, 2])).node("MatMul", ["m", "w"], ["l"])
            .node("Transpose", ["l"], ["t"], ["perm": .integers([0, 2, 1])]).node("MatMul", ["l", "t"], ["y"])
        let work = try model.network().workload()
        #expect(work.steps.map(\.operation) == [.layerNormalization, .gelu, .affine, .convolution, .product])
        #expect(work.steps[0].geometry.inputChannels == 2 && work.steps[0].geometry.outputVectors == 3)
        #expect(work.steps[4].inputs == [.step(3), .step(3)])
    }

    /// Without products of two values a network is its layers, as before.
    @Test func `convolutional networks have no steps between layers`() throws {
        let model = SmallModel([3, 2]).constant("w", Self.reals([1, 0, 0, 2], [2, 2]))
            .node("MatMul", ["input", "w"], ["m"]).node("Gelu", ["m"], ["g"])
            .node("Softmax", ["g"], ["y"], ["axis": .integer(-1)])
        let work = try model.network().workload()
        #expect(work.steps.map(\.operation) == [.convolution] && work.workBesideLayers.isEmpty)
    }

    @Test func `a layer of tokens has an input vector for each of them, and its bias`() throws {
        let network = try Self.attention.network()
        guard case .linear(let layer) = network.nodes[network.linearNodes[0]].operation else { return }
        #expect(layer.bias == [0, 1] && layer.parameters.biases == 2)
        let described = try network.workload().layers
        #expect(described.count == 1)
        #expect(described[0].inputRows == 2 && described[0].outputChannels == 2)
        #expect(described[0].inputHeight == 3 && described[0].inputWidth == 1)
    }

    @Test func `attention is what its formula says`() throws {
        let x: [[Double]] = [[1, 0], [0, 1], [1, 1]]
        let found = try Self.attention.run(x.flatMap { $0.map { Float($0) } })
        var expected: [Double] = []
        for row in x {
            let query = [row[0], 2 * row[1] + 1]
            let scores = x.map { (query[0] * $0[0] + query[1] * $0[1]).exponential }
            let sum = scores.reduce(0, +)
            for column in 0..<2 { expected.append(zip(scores, x).reduce(0) { $0 + $1.0 * $1.1[column] } / sum) }
        }
        for (one, other) in zip(found, expected) { #expect(abs(one - other) < 1e-6) }
    }

    @Test func `layers and products become integers`() throws {
        let network = try Self.attention.network()
        let images = try ImageDataset(images: [1, 0, 0, 1, 1, 1, 0.5, 0, 0.25, 1, 0, 0], shape: [3, 2])
        let quantized = try QuantizedNetwork(
            quantizing: network, settings: QuantizationSettings(weightBits: 8, activationBits: 8), calibration: images)
        #expect(quantized.layers.count == 1 && quantized.layers[0].vectorsPerImage == 3)
        #expect(quantized.products.map(\.name) == ["s", "y"] && quantized.floatingProducts.isEmpty)
        let exact = try quantized.run(images, engine: ExactEngine()).values
        for (one, other) in zip(exact, try network.run(images).values) { #expect(abs(one - other) < 0.02) }
        let trace = try QuantizedTrace(recording: quantized, images: images)
        let layer = try trace.layer(0, LayerRequest(activationBits: 8, minimumVectors: 6))
        #expect(layer.weights.rows == 2 && layer.weights.columns == 2)
    }

    @Test func `a constant with letters in Einsum is a layer`() throws {
        let model = SmallModel([3, 2]).constant("w", Self.ones([2, 4, 5]))
            .node("Einsum", ["input", "w"], ["y"], ["equation": .word("bld,dhk->blhk")])
        let network = try model.network()
        #expect(network.linearNodes.count == 1 && network.dynamicMultiplyAccumulates == 0)
        #expect(network.multiplyAccumulates == 3 * 2 * 20)
        #expect(try model.run([1, 2, 3, 4, 5, 6])[0..<20].allSatisfy { $0 == 3 })
    }

    // MARK: Tokens

    private static func text(_ extents: [Int?] = [nil]) -> SmallModel {
        SmallModel(extents).constant("table", reals([1, 2, 3, 4, 5, 6], [3, 2]))
            .node("Gather", ["table", "input"], ["y"], ["axis": .integer(0)])
    }

    @Test func `tokens are rows of a table`() throws {
        let tokens = try ImageDataset(images: [2, 0, 1, 1], shape: [4])
        let network = try Self.text().network(images: tokens)
        #expect(network.shape(of: network.output) == [4, 2])
        #expect(try network.run(tokens).values == [5, 6, 1, 2, 3, 4, 3, 4])
    }

    @Test func `a token that the table does not have is an error`() throws {
        for wrong: Float in [3, -1, 0.5] {
            let tokens = try ImageDataset(images: [0, wrong], shape: [2])
            let network = try Self.text().network(images: tokens)
            let error = inputError { () throws(InputError) in _ = try network.run(tokens) }
            #expect(error.message.contains("token \(wrong) (allowed: whole numbers from 0 to 2"), "\(error)")
        }
    }

    @Test func `the input is named with all of its extents`() throws {
        let shaped = try Self.text().network(choices: ONNXChoices(inputShapes: ["input": [1, 5]]))
        #expect(shaped.inputShape == [5])
        let two = Self.text().error(choices: ONNXChoices(inputShapes: ["input": [2, 5]]))
        #expect(two.message.contains("with 1 image before the extents"))
        let unknown = Self.text().error(choices: ONNXChoices(inputShapes: ["other": [1, 5]]))
        #expect(unknown.message.contains("no input `other` that is read (allowed: `input`)"))
        let both = Self.text().error(choices: ONNXChoices(inputShape: [5], inputShapes: ["input": [1, 5]]))
        #expect(both.message.contains("allowed: once"))
    }

    @Test func `masks, types and places of tokens are constants`() throws {
        let model = Self.text([3]).input("attention_mask", [nil]).input("token_type_ids", [3]).input(
            "position_ids", [nil]
        )
        .node("Add", ["attention_mask", "token_type_ids"], ["a"]).node("Add", ["a", "position_ids"], ["b"])
        .node("Cast", ["b"], ["c"], ["to": .integer(1)]).constant("axis", SmallModel.integers([2]))
        .node("Unsqueeze", ["c", "axis"], ["d"]).node("Mul", ["y", "d"], ["z"])
        let tokens = try ImageDataset(images: [0, 1, 2], shape: [3])
        #expect(try model.network(["z"]).run(tokens).values == [1, 2, 6, 8, 15, 18])
        let other = Self.text([3]).input("pixels", [3]).node("Add", ["input", "pixels"], ["z"]).error(["z"])
        #expect(other.message.contains("the network has 2 inputs (`input`, `pixels`) (allowed: 1"))
    }

    // MARK: Axes of images

    @Test func `several fixed images cannot be merged with other axes`() {
        var model = SmallModel([4, 2]).constant("s", SmallModel.integers([-1, 2])).node(
            "Reshape", ["input", "s"], ["y"])
        model = model.images(2)
        #expect(model.error().message.contains("of which the model fixes 2"))
    }

    @Test func `operators on channels need the axis of images`() {
        let model = SmallModel([4, 2, 2]).constant("s", SmallModel.integers([4, 1, 2, 2]))
            .node("Reshape", ["input", "s"], ["r"]).node("GlobalAveragePool", ["r"], ["y"])
        #expect(model.images(1).error().message.contains("which are not those of one image"))
    }

    @Test func `results that are no numbers are an error`() throws {
        let network = try SmallModel([2]).node("Log", ["input"], ["y"]).network()
        let images = try ImageDataset(images: [1, 2, -1, 1], shape: [2])
        let error = inputError { () throws(InputError) in _ = try network.run(images) }
        #expect(error.message.contains("the results of image 2 are no numbers"))
    }

    // MARK: What makes no sense

    static let wrong: [OperatorLimitTests.Wrong] = [
        .init("MatMul", [3, 2], [:], [ones([3, 2])], says: "weights for 3 inputs"),
        .init("MatMul", [3, 2], [:], [ones([2, 3, 2])], says: "a product of matrices"),
        .init("Gelu", [3], ["approximate": .word("odd")], opset: 20, says: "approximate is odd (allowed: none, tanh)"),
        .init("LayerNormalization", [3], ["axis": .integer(4)], [ones([3])], opset: 17, says: "axis 4"),
        .init("LayerNormalization", [3], ["epsilon": .real(-1)], [ones([3])], opset: 17, says: "epsilon is -1"),
        .init("LayerNormalization", [3], [:], [ones([4])], opset: 17, says: "do not fit together"),
        .init("LayerNormalization", [1], [:], [ones([4])], opset: 17, says: "a scale or shift that does not fit"),
        .init("RMSNormalization", [3], ["axis": .integer(0)], [ones([3])], opset: 23, says: "any but the first"),
        .init(
            "GroupNormalization", [4, 2], ["num_groups": .integer(3)], [ones([4]), ones([4])], says: "num_groups is 3"),
        .init(
            "GroupNormalization", [4, 2], ["num_groups": .integer(2)], [ones([3]), ones([4])], says: "has 3 elements"),
        .init(
            "InstanceNormalization", [4], [:], [ones([4]), ones([4])], says: "allowed: channels, then one axis or more"),
        .init("ReduceSum", [4], [:], [SmallModel.integers([0])], says: "any but the first"),
        .init("ReduceL2", [4], ["axes": .integers([3])], says: "axis 3"),
        .init("Einsum", [4], ["equation": .word("bi,bj,bk->b")], says: "allowed: one or two operands"),
        .init("Einsum", [4, 4], ["equation": .word("bii->bi")], says: "each letter once in each"),
        .init("Einsum", [4, 4], ["equation": .word("bij->bk")], says: "an axis of the result that no input has"),
        .init("Einsum", [4, 4], ["equation": .word("bij,jk->bik")], [ones([3, 2])], says: "axis j has two extents"),
        .init(
            "Attention", [4, 4], ["q_num_heads": .integer(3)], [ones([1, 4, 4]), ones([1, 4, 4])],
            says: "q_num_heads is 3"),
        .init(
            "Attention", [2, 4, 4], ["softcap": .real(-1)], [ones([1, 2, 4, 4]), ones([1, 2, 4, 4])],
            says: "softcap is -1"),
        .init(
            "Attention", [2, 4, 4], [:], [ones([1, 2, 4, 4]), ones([1, 2, 4, 4]), ones([3, 3])],
            says: "do not fit together"),
        .init(
            "Attention", [2, 4, 4], [:], [ones([1, 2, 4, 4]), ones([1, 2, 4, 4]), nil, ones([1, 2, 4, 4])],
            says: "keys and values of earlier tokens"),
        .init(
            "Attention", [2, 4, 4], [:], [ones([1, 3, 4, 4]), ones([1, 2, 4, 4])], says: "2 heads of queries for 3"),
        .init(
            "RotaryEmbedding", [3, 4], ["num_heads": .integer(3)], [ones([3, 2]), ones([3, 2])], says: "num_heads is 3"),
        .init("RotaryEmbedding", [2, 3, 4], [:], [ones([5, 2]), ones([5, 2])], says: "needed: 3 tokens, 2 angles"),
        .init(
            "RotaryEmbedding", [2, 3, 4], ["rotary_embedding_dim": .integer(3)], [ones([3, 2]), ones([3, 2])],
            says: "rotary_embedding_dim is 3"),
        .init("Where", [4], [:], [ones([4]), ones([3])], says: "do not fit together"),
        .init("Where", [4], [:], [ones([4]), reals([.nan], [1])], says: "no numbers"),
        .init("Expand", [4], [:], [SmallModel.integers([1, 3])], says: "an extent of 4 made 3"),
        .init("Tile", [4], [:], [SmallModel.integers([1])], says: "repeats [1] for 2 axes"),
        .init("Tile", [4], [:], [SmallModel.integers([1, 0])], says: "allowed: 1 or more"),
        .init("Range", [1], [:], [ones([1]), ones([1])], says: "depends on the image"),
        .init("GatherElements", [4], [:], [SmallModel.integers([0])], says: "depends on the image"),
        .init("Cast", [4], ["to": .integer(3)], says: "a cast of activations to int8"),
    ]

    @Test(arguments: wrong)
    func `what makes no sense is an error that names the node`(_ wrong: OperatorLimitTests.Wrong) {
        let error = wrong.model.error()
        #expect(error.kind == .badInput)
        #expect(error.message.hasPrefix("node `y` (\(wrong.kind)): "))
        #expect(error.message.contains(wrong.message), "\(error)")
    }

    @Test func `constants that make no sense are errors`() {
        let model = SmallModel([1]).constant("a", SmallModel.integers([6, 7])).constant("z", SmallModel.integers([0]))
            .constant("five", SmallModel.integers([5])).constant("minus", SmallModel.integers([-1]))
            .constant("r", SmallModel.reals([1, 2])).constant("place", SmallModel.integers([2], [1, 1]))
            .constant("odd", SmallModel.reals([0], [1, 1]))
        func error(_ kind: String, _ inputs: [String], _ settings: [String: Setting] = [:]) -> String {
            model.node(kind, inputs, ["s"], settings).node("Reshape", ["input", "s"], ["y"]).error().message
        }
        #expect(error("Range", ["z", "five", "z"]).contains("a delta of 0"))
        #expect(error("Range", ["a", "five", "z"]).contains("not one number each"))
        #expect(error("Mod", ["a", "z"]).contains("64 bits do not hold"))
        #expect(error("Pow", ["a", "minus"]).contains("to the power of -1"))
        #expect(error("Pow", ["a", "a"]) != error("Pow", ["a", "minus"]))
        #expect(error("GatherElements", ["a", "five"]).contains("element 5 of 2"))
        #expect(error("GatherElements", ["a", "r"]).contains("places of extents [2]"))
        #expect(error("GatherND", ["a", "place"]).contains("element 2 of 2"))
        #expect(error("GatherND", ["a", "odd"]).contains("places of extents [1, 1]"))
        #expect(error("GatherND", ["a", "place"], ["batch_dims": .integer(1)]).contains("batch_dims is 1"))
        #expect(error("ScatterND", ["a", "place", "a"]).contains("element 2 of 2"))
        #expect(error("ScatterND", ["a", "z", "r"]).contains("updates of extents [2]"))
        #expect(error("ScatterND", ["a", "z", "a"], ["reduction": .word("add")]).contains("reduction is add"))
        #expect(error("CumSum", ["a", "z"], ["exclusive": .integer(1)]).contains("exclusive is 1"))
        #expect(error("Trilu", ["a"]).contains("allowed: matrices"))
        #expect(error("Expand", ["a", "five"]).contains("do not fit together"))
        #expect(error("Sqrt", ["minus"]).contains("no number"))
    }
}

extension Double {
    /// exp(self), by the series.
    fileprivate var exponential: Double {
        var (sum, term) = (1.0, 1.0)
        for step in 1..<40 {
            term *= self / Double(step)
            sum += term
        }
        return sum
    }
}
