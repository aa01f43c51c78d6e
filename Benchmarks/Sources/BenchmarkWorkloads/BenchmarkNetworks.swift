// SPDX-License-Identifier: Apache-2.0

import Foundation
import Workload

/// Networks that benchmarks run.
public enum BenchmarkNetworks {
    /// VGG-8 for CIFAR-10: the default network of DNN+NeuroSim, and of Tessera.
    public static func vgg8() throws -> Network {
        try vgg8(shrinkingBy: .pooling)
    }

    /// VGG-8 with a quarter of the channels, whose layers fill less than a tile.
    public static func narrowVGG8() throws -> Network {
        try vgg8(shrinkingBy: .pooling, narrowing: 4)
    }

    /// VGG-8 whose feature maps shrink by strides of 2 instead of pooling.
    public static func stridedVGG8() throws -> Network {
        try vgg8(shrinkingBy: .stride)
    }

    /// VGG-8 with convolutions in four groups, but for the first one.
    public static func groupedVGG8() throws -> Network {
        try vgg8(shrinkingBy: .pooling, groups: 4)
    }

    /// How a convolution halves its feature map.
    private enum Shrinking {
        case pooling
        case stride
    }

    private static func vgg8(shrinkingBy shrinking: Shrinking, narrowing: Int = 1, groups: Int = 1) throws -> Network {
        let convolutions: [(side: Int, channels: Int, outputs: Int, shrinks: Bool)] = [
            (32, 3, 128, false), (32, 128, 128, true),
            (16, 128, 256, false), (16, 256, 256, true),
            (8, 256, 512, false), (8, 512, 512, true),
        ]
        var layers = try convolutions.map { shape in
            let isStrided = shape.shrinks && shrinking == .stride
            let channels = shape.channels == 3 ? 3 : shape.channels / narrowing
            return try Layer(
                inputHeight: shape.side, inputWidth: shape.side, inputChannels: channels, kernelHeight: 3,
                kernelWidth: 3, outputChannels: shape.outputs / narrowing,
                isFollowedByPooling: shape.shrinks && !isStrided, stride: isStrided ? 2 : 1,
                groups: channels == 3 ? 1 : groups)
        }
        layers.append(try fullyConnected(inputs: 8192 / narrowing, outputs: 1024 / narrowing))
        layers.append(try fullyConnected(inputs: 1024 / narrowing, outputs: 10))
        return try Network(layers: layers)
    }

    private static func fullyConnected(inputs: Int, outputs: Int) throws -> Layer {
        try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: inputs, kernelHeight: 1, kernelWidth: 1,
            outputChannels: outputs)
    }

    /// ResNet-18 for images of 224 x 224 pixels (He, Zhang, Ren, Sun, CVPR 2016, table 1): 20 convolutions, three of which
    /// are shortcuts, and a fully connected layer.
    public static func resNet18() throws -> Network {
        var layers = [
            try convolution(224, 3, kernel: 7, 64, stride: 2, padding: 3, isFollowedByPooling: true, "conv1")
        ]
        var (side, channels) = (56, 64)
        for (stage, outputs) in [64, 128, 256, 512].enumerated() {
            for block in 1...2 {
                let name = "layer\(stage + 1).\(block)"
                let stride = stage > 0 && block == 1 ? 2 : 1
                layers.append(
                    try convolution(
                        side, channels, kernel: 3, outputs, stride: stride, padding: 1, name + ".conv1"))
                if stride > 1 {
                    layers.append(
                        try convolution(
                            side, channels, kernel: 1, outputs, stride: stride, padding: 0, name + ".shortcut"))
                }
                (side, channels) = (side / stride, outputs)
                layers.append(
                    try convolution(side, channels, kernel: 3, outputs, stride: 1, padding: 1, name + ".conv2"))
            }
        }
        layers.append(try fullyConnected(inputs: 512, outputs: 1000))
        return try Network(layers: layers)
    }

    /// EfficientNet-B0 for images of 224 x 224 pixels, as the example has it.
    public static func efficientNetB0() throws -> Network {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return try Network(
            readingFrom: root.appending(path: "Examples/efficientnet-b0/efficientnet_b0.csv").path)
    }

    /// LeNet-5 for images of 28 x 28 pixels: two convolutions of 5 x 5, three fully connected layers.
    public static func lenet5() throws -> Network {
        try Network(layers: [
            convolution(28, 1, kernel: 5, 6, stride: 1, padding: 2, isFollowedByPooling: true, "conv1"),
            convolution(14, 6, kernel: 5, 16, stride: 1, padding: 0, isFollowedByPooling: true, "conv2"),
            fullyConnected(inputs: 400, outputs: 120), fullyConnected(inputs: 120, outputs: 84),
            fullyConnected(inputs: 84, outputs: 10),
        ])
    }

    /// A convolution of 1 x 1 over 16 x 16 positions with so many inputs and 128 outputs.
    public static func singleLayer(rows: Int) throws -> Network {
        try Network(layers: [
            Layer(
                inputHeight: 16, inputWidth: 16, inputChannels: rows, kernelHeight: 1, kernelWidth: 1,
                outputChannels: 128)
        ])
    }

    private static func convolution(
        _ side: Int, _ channels: Int, kernel: Int, _ outputs: Int, stride: Int, padding: Int,
        isFollowedByPooling: Bool = false, _ name: String
    ) throws -> Layer {
        try Layer(
            inputHeight: side, inputWidth: side, inputChannels: channels, kernelHeight: kernel, kernelWidth: kernel,
            outputChannels: outputs, isFollowedByPooling: isFollowedByPooling, stride: stride, name: name,
            padding: padding)
    }
}
