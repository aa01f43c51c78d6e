// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Trained networks' shapes with random weights, as ONNX files. Weights are those of K. He et al., "Delving deep into rectifiers",
/// ICCV 2015; batch normalizations are left out, as folded ones are.
public enum RandomModel: String, Sendable, CaseIterable {
    /// LeNet-5 for images of 28 x 28: 0.062 million weights.
    case lenet5
    /// ResNet-20 for images of 32 x 32 (K. He et al., CVPR 2016, section 4.2): 0.27 million weights.
    case resNet20
    /// ResNet-18 for images of 32 x 32, whose first convolution is 3 x 3 without pooling: 11 million weights.
    case resNet18
    /// ResNet-50 for images of 224 x 224: 25 million weights.
    case resNet50
    /// ViT-B/16 for images of 224 x 224 (A. Dosovitskiy et al., ICLR 2021), whose 12 encoder layers share their weights; the mean
    /// of 196 tokens takes the place of the class token.
    case visionTransformer

    /// Channels, height and width of an image.
    public var inputShape: [Int] {
        switch self {
        case .lenet5: [1, 28, 28]
        case .resNet20, .resNet18: [3, 32, 32]
        case .resNet50, .visionTransformer: [3, 224, 224]
        }
    }

    /// Classes [1].
    public var classes: Int { inputShape[1] == 224 ? 1000 : 10 }

    /// Writes the network.
    ///
    /// - Parameter file: The file; one that exists is replaced.
    /// - Throws: An error of Foundation when the file cannot be written.
    public func write(to file: URL) throws {
        var builder = ModelBuilder(seed: 20)
        let output =
            switch self {
            case .lenet5: builder.lenet5()
            case .resNet20: builder.basicResNet(stages: [16, 32, 64], blocks: 3)
            case .resNet18: builder.basicResNet(stages: [64, 128, 256, 512], blocks: 2)
            case .resNet50: builder.bottleneckResNet()
            case .visionTransformer: builder.visionTransformer()
            }
        try builder.model.write(to: file, input: "image", shape: inputShape, output: output, classes: classes)
    }
}

/// Builds networks layer by layer.
private struct ModelBuilder {
    var model: ONNXModel

    init(seed: UInt64) {
        model = ONNXModel(seed: seed)
    }

    // MARK: Convolutional networks

    mutating func lenet5() -> String {
        let first = relu(convolution("image", "c1", 1, 6, kernel: 5, padding: 2), "r1")
        let second = relu(convolution(pool(first, "p1", size: 2), "c2", 6, 16, kernel: 5, padding: 0), "r2")
        let third = relu(fullyConnected(flat(pool(second, "p2", size: 2), "flat"), "f1", 400, 120), "r3")
        return fullyConnected(relu(fullyConnected(third, "f2", 120, 84), "r4"), "f3", 84, 10)
    }

    /// Blocks of two convolutions of 3 x 3; the first block of a later stage halves the map.
    mutating func basicResNet(stages: [Int], blocks: Int) -> String {
        var value = relu(convolution("image", "stem", 3, stages[0], kernel: 3, padding: 1), "stem.relu")
        var channels = stages[0]
        for (stage, outputs) in stages.enumerated() {
            for block in 0..<blocks {
                let name = "s\(stage).b\(block)"
                let stride = stage > 0 && block == 0 ? 2 : 1
                let inner = relu(
                    convolution(value, name + ".1", channels, outputs, kernel: 3, stride: stride, padding: 1),
                    name + ".r")
                let outer = convolution(inner, name + ".2", outputs, outputs, kernel: 3, padding: 1, gain: 0.5)
                let shortcut =
                    stride == 1 && channels == outputs
                    ? value : convolution(value, name + ".s", channels, outputs, kernel: 1, stride: stride, padding: 0)
                value = relu(model.node("Add", [outer, shortcut], name + ".sum"), name + ".out")
                channels = outputs
            }
        }
        return classifier(value, channels, 10)
    }

    /// Blocks of 1 x 1, 3 x 3 and 1 x 1 convolutions; the stride is that of 3 x 3.
    mutating func bottleneckResNet() -> String {
        let stem = relu(convolution("image", "stem", 3, 64, kernel: 7, stride: 2, padding: 3), "stem.relu")
        var value = model.node(
            "MaxPool", [stem], "stem.pool",
            [("kernel_shape", .integers([3, 3])), ("strides", .integers([2, 2])), ("pads", .integers([1, 1, 1, 1]))])
        var channels = 64
        for (stage, (width, blocks)) in [(64, 3), (128, 4), (256, 6), (512, 3)].enumerated() {
            for block in 0..<blocks {
                let name = "s\(stage).b\(block)"
                let stride = stage > 0 && block == 0 ? 2 : 1
                let first = relu(convolution(value, name + ".1", channels, width, kernel: 1, padding: 0), name + ".r1")
                let second = relu(
                    convolution(first, name + ".2", width, width, kernel: 3, stride: stride, padding: 1), name + ".r2")
                let third = convolution(second, name + ".3", width, 4 * width, kernel: 1, padding: 0, gain: 0.5)
                let shortcut =
                    block > 0
                    ? value
                    : convolution(value, name + ".s", channels, 4 * width, kernel: 1, stride: stride, padding: 0)
                value = relu(model.node("Add", [third, shortcut], name + ".sum"), name + ".out")
                channels = 4 * width
            }
        }
        return classifier(value, channels, 1000)
    }

    private mutating func convolution(
        _ input: String, _ name: String, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int,
        gain: Float = 1
    ) -> String {
        let deviation = gain * (2 / Float(inputs * kernel * kernel)).squareRoot()
        let weights = model.weights(name + ".w", [outputs, inputs, kernel, kernel], deviation: deviation)
        return model.node(
            "Conv", [input, weights], name,
            [
                ("kernel_shape", .integers([kernel, kernel])), ("strides", .integers([stride, stride])),
                ("pads", .integers([padding, padding, padding, padding])),
            ])
    }

    private mutating func fullyConnected(_ input: String, _ name: String, _ inputs: Int, _ outputs: Int) -> String {
        let weights = model.weights(name + ".w", [outputs, inputs], deviation: (2 / Float(inputs)).squareRoot())
        return model.node("Gemm", [input, weights], name, [("transB", .integer(1))])
    }

    private mutating func relu(_ input: String, _ name: String) -> String { model.node("Relu", [input], name) }

    private mutating func pool(_ input: String, _ name: String, size: Int) -> String {
        model.node(
            "AveragePool", [input], name,
            [("kernel_shape", .integers([size, size])), ("strides", .integers([size, size]))])
    }

    private mutating func flat(_ input: String, _ name: String) -> String {
        model.node("Flatten", [input], name, [("axis", .integer(1))])
    }

    private mutating func classifier(_ input: String, _ channels: Int, _ classes: Int) -> String {
        let mean = model.node("GlobalAveragePool", [input], "mean")
        return fullyConnected(flat(mean, "flat"), "classes", channels, classes)
    }

    // MARK: Transformers

    private static let (width, heads, tokens) = (768, 12, 196)

    mutating func visionTransformer() -> String {
        let width = Self.width
        let patches = convolution("image", "patches", 3, width, kernel: 16, stride: 16, padding: 0)
        let rows = reshaped(patches, "patches.rows", [0, Int64(width), Int64(Self.tokens)])
        let tokens = model.node("Transpose", [rows], "tokens", [("perm", .integers([0, 2, 1]))])
        let places = model.weights("places", [1, Self.tokens, width], deviation: 0.5)
        var value = model.node("Add", [tokens, places], "input")
        for layer in 0..<12 {
            let name = "e\(layer)"
            let attended = attention(normalized(value, name + ".n1"), name)
            value = model.node("Add", [value, attended], name + ".a")
            let inner = model.node(
                "Gelu", [product(normalized(value, name + ".n2"), name + ".up", "up", width, 4 * width)], name + ".g")
            value = model.node("Add", [value, product(inner, name + ".down", "down", 4 * width, width)], name + ".out")
        }
        let mean = model.node(
            "ReduceMean", [normalized(value, "last"), model.extents("axis", [1])], "mean", [("keepdims", .integer(0))])
        return fullyConnected(mean, "classes", width, 1000)
    }

    private mutating func attention(_ input: String, _ name: String) -> String {
        let perHead = Int64(Self.width / Self.heads)
        func heads(_ part: String, _ axes: [Int], _ builder: inout ModelBuilder) -> String {
            let projected = builder.product(input, "\(name).\(part)", part, Self.width, Self.width)
            let split = builder.reshaped(
                projected, "\(name).\(part).split", [0, Int64(Self.tokens), Int64(Self.heads), perHead])
            return builder.model.node("Transpose", [split], "\(name).\(part).heads", [("perm", .integers(axes))])
        }
        let queries = heads("query", [0, 2, 1, 3], &self)
        let keys = heads("key", [0, 2, 3, 1], &self)
        let values = heads("value", [0, 2, 1, 3], &self)
        let scores = model.node("MatMul", [queries, keys], name + ".scores")
        let scale = model.constant("scale", [1], 1 / Float(perHead).squareRoot())
        let scaled = model.node("Mul", [scores, scale], name + ".scaled")
        let shares = model.node("Softmax", [scaled], name + ".shares", [("axis", .integer(-1))])
        let mixed = model.node("MatMul", [shares, values], name + ".mixed")
        let ordered = model.node("Transpose", [mixed], name + ".ordered", [("perm", .integers([0, 2, 1, 3]))])
        let joined = reshaped(ordered, name + ".joined", [0, Int64(Self.tokens), Int64(Self.width)])
        return product(joined, name + ".projected", "projection", Self.width, Self.width)
    }

    /// A product with weights that all layers share.
    private mutating func product(
        _ input: String, _ name: String, _ weights: String, _ inputs: Int, _ outputs: Int
    ) -> String {
        let shared = model.weights(weights + ".w", [inputs, outputs], deviation: (1 / Float(inputs)).squareRoot())
        return model.node("MatMul", [input, shared], name)
    }

    private mutating func normalized(_ input: String, _ name: String) -> String {
        model.node(
            "LayerNormalization",
            [input, model.constant("gain", [Self.width], 1), model.constant("shift", [Self.width], 0)], name,
            [("axis", .integer(-1)), ("epsilon", .real(1e-6))])
    }

    private mutating func reshaped(_ input: String, _ name: String, _ extents: [Int64]) -> String {
        model.node("Reshape", [input, model.extents(name + ".extents", extents)], name)
    }
}
