// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import Workload

@testable import Models

/// What a model leaves open: extents, and which output counts.
struct ModelChoiceTests {
    private static func flattened(_ shape: [Int?]) -> SmallModel {
        SmallModel(shape).node("Flatten", ["input"], ["y"])
    }

    private func images(_ shape: [Int]) throws -> ImageDataset {
        try ImageDataset(images: [Float](repeating: 0.5, count: shape.reduce(1, *)), shape: shape)
    }

    // MARK: Extents

    @Test(arguments: [
        ([3, nil, nil] as [Int?], [3, 6, 8], [3, 6, 8]), ([3, nil, nil], [6, 8, 3], [3, 6, 8]),
        ([1, nil, nil], [6, 8], [1, 6, 8]),
        ([nil, nil, 3], [6, 8, 3], [6, 8, 3]), ([nil], [2, 3], [6]), ([3, 6, nil], [3, 6, 8], [3, 6, 8]),
    ])
    func `open extents are those of the images`(_ open: [Int?], _ stored: [Int], _ expected: [Int]) throws {
        let network = try Self.flattened(open).network(images: images(stored))
        #expect(network.inputShape == expected)
    }

    @Test func `images are not asked for where nothing is open`() throws {
        #expect(try Self.flattened([3, 2, 2]).network(images: images([3, 6, 8])).inputShape == [3, 2, 2])
    }

    @Test func `images that do not fit, and all extents open, are errors`() throws {
        for (open, stored) in [([3, nil, nil] as [Int?], [4, 6, 8]), ([nil, nil, nil], [3, 6, 8])] {
            let images = try images(stored)
            let error = inputError { () throws(InputError) in _ = try Self.flattened(open).network(images: images) }
            #expect(error.message.contains("do not fill: give the extents of an image with --input-shape"))
        }
    }

    @Test func `without images a shape is needed`() throws {
        let model = Self.flattened([3, nil, nil])
        let error = model.error()
        #expect(
            error.message == "input `input` has the extents [images, 3, open, open]: give images, or the extents of an "
                + "image with --input-shape, as 3x224x224")
        #expect(try model.network(choices: ONNXChoices(inputShape: [3, 4, 5])).inputShape == [3, 4, 5])
    }

    @Test(arguments: [[4, 4, 5], [3, 4], [3, 4, 5, 6]])
    func `a shape that contradicts the model is an error`(_ shape: [Int]) {
        let error = Self.flattened([3, nil, nil]).error(choices: ONNXChoices(inputShape: shape))
        #expect(error.kind == .usage && error.message.contains("contradicts the model"))
    }

    @Test func `absurd shapes are errors`() {
        let large = Self.flattened([3, nil, nil]).error(choices: ONNXChoices(inputShape: [3, 1 << 24, 1 << 24]))
        #expect(large.message.contains("2^28 elements at most"))
        #expect(Self.flattened([1 << 40]).error().message.contains("2^28 elements at most"))
    }

    // MARK: Outputs

    private static let two = SmallModel([4]).constant("v", SmallModel.reals([Float](repeating: 1, count: 8), [4, 2]))
        .constant("w", SmallModel.reals([Float](repeating: 1, count: 12), [4, 3]))
        .node("Gemm", ["input", "v"], ["y"]).node("Gemm", ["input", "w"], ["z"])

    @Test func `layers of all outputs count`() throws {
        let network = try Self.two.network(["y", "z"])
        #expect(network.outputs.map(\.name) == ["y", "z"] && network.multiplyAccumulates == 20)
        #expect(try network.workload().layers.map(\.outputChannels) == [2, 3])
        #expect(network.outputCount == 2)
    }

    @Test func `an output can be chosen`() throws {
        let network = try Self.two.network(["y", "z"], choices: ONNXChoices(outputName: "z"))
        #expect(network.outputs.map(\.name) == ["z"] && network.multiplyAccumulates == 12 && network.outputCount == 3)
        let error = Self.two.error(["y", "zed"], choices: ONNXChoices(outputName: "zet"))
        #expect(error.kind == .usage && error.message.contains("no output `zet`; did you mean `zed`?"))
    }

    @Test func `what a node makes can be taken in place of an output`() throws {
        let model = Self.two.node("Hopeless", ["y"], ["h"])
        #expect(model.error(["h"]).message.contains("the operator Hopeless is not supported"))
        #expect(try model.network(["h"], choices: ONNXChoices(outputName: "y")).multiplyAccumulates == 8)
    }

    @Test func `accuracy needs one output`() throws {
        let network = try Self.two.network(["y", "z"])
        let images = try ImageDataset(images: [1, 2, 3, 4], shape: [4], labels: [0])
        let error = inputError { () throws(InputError) in _ = try network.labels(of: images) }
        #expect(
            error.message.hasPrefix(
                "the model has 2 outputs (`y`, `z`): accuracy needs one (choose it with --output-name"))
        #expect(try Self.two.network(["y", "z"], choices: ONNXChoices(outputName: "y")).labels(of: images) == [0])
    }

    @Test func `an output that is a constant is an error`() {
        #expect(Self.two.error(["y", "w"]).message.contains("no node makes the output `w`"))
        #expect(SmallModel([4]).node("Relu", ["input"], ["y"]).error([]).message == "the network has no output")
    }

    @Test func `a layer that both outputs need counts once`() throws {
        let model = SmallModel([4]).constant("v", SmallModel.reals([Float](repeating: 1, count: 8), [4, 2]))
            .node("Gemm", ["input", "v"], ["a"]).node("Relu", ["a"], ["y"]).node("Sigmoid", ["a"], ["z"])
        #expect(try model.network(["y", "z"]).multiplyAccumulates == 8)
    }

    @Test func `a normalization is not merged into a layer whose output is a result itself`() throws {
        let model = SmallModel([4]).constant("v", SmallModel.reals([Float](repeating: 1, count: 8), [4, 2]))
            .constant("c", SmallModel.reals([3])).node("Gemm", ["input", "v"], ["y"]).node("Mul", ["y", "c"], ["z"])
        let network = try model.network(["y", "z"])
        let images = try ImageDataset(images: [1, 2, 3, 4], shape: [4])
        #expect(try network.run(images, threads: 1).values == [10, 10])
        #expect(try model.network(["z"]).run(images, threads: 1).values == [30, 30])
    }

    // MARK: What is not supported

    @Test(arguments: [
        ("LSTM", "", "4 (LSTM)"), ("ConvInteger", "", "QuantFormat.QDQ"), ("Loop", "", "fixed extents"),
        ("TopK", "", "--output-name NAME"), ("QLinearSomething", "com.microsoft", "QuantFormat.QDQ"),
        ("SkipLayerNormalization", "com.microsoft", "network file"),
        ("Thing", "ai.onnx.ml", "only operators of ONNX itself"),
    ])
    func `what is not supported says what to do`(_ kind: String, _ domain: String, _ advice: String) {
        let model = SmallModel([4]).node("Transpose", ["input"], ["t"], ["perm": .integers([1, 0])])
            .node(kind, ["t"], ["y"], domain: domain)
        let message = model.error().message
        #expect(message.contains("\(kind) is not supported") && message.contains(advice), "\(message)")
        #expect(message.hasPrefix("node `y` (\(kind)): "))
    }
}
