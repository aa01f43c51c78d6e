// SPDX-License-Identifier: Apache-2.0

import Workload

/// Networks that tests run on.
enum SampleNetworks {
    /// LeNet-5 on images of 28 x 28.
    static func leNet5() throws -> Network {
        try Network(layers: [
            Layer(
                inputHeight: 28, inputWidth: 28, inputChannels: 1, kernelHeight: 5, kernelWidth: 5, outputChannels: 6,
                isFollowedByPooling: true),
            Layer(
                inputHeight: 14, inputWidth: 14, inputChannels: 6, kernelHeight: 5, kernelWidth: 5,
                outputChannels: 16, isFollowedByPooling: true),
            connected(400, 120), connected(120, 84), connected(84, 10),
        ])
    }

    /// The multilayer perceptron 784-300-100-10.
    static func perceptron() throws -> Network {
        try Network(layers: [connected(784, 300), connected(300, 100), connected(100, 10)])
    }

    /// VGG-8 on images of 32 x 32.
    static func vgg8() throws -> Network {
        let channels = [3, 128, 128, 256, 256, 512, 512]
        var layers: [Layer] = []
        for index in 0..<6 {
            let size = 32 >> (index / 2)
            layers.append(try convolution(size, channels[index], 3, channels[index + 1], pooling: index % 2 == 1))
        }
        return try Network(layers: layers + [connected(8192, 1024), connected(1024, 10)])
    }

    /// A few small layers of all kinds: padding, stride, 1 x 1 kernels, groups.
    static func assorted() throws -> Network {
        try Network(layers: [
            convolution(8, 3, 3, 16),
            convolution(8, 16, 3, 16, groups: 16),
            convolution(8, 16, 1, 24, stride: 2),
            convolution(4, 24, 3, 16, pooling: true, groups: 2),
            connected(64, 10),
        ])
    }

    /// Convolutions only, wide enough for the novel mapping on subarrays of 32 rows.
    static func plain() throws -> Network {
        try Network(layers: [
            convolution(8, 4, 3, 16), convolution(8, 16, 3, 16, pooling: true), convolution(4, 16, 3, 32),
            connected(512, 10),
        ])
    }

    /// A fully connected layer.
    static func connected(_ inputs: Int, _ outputs: Int) throws -> Layer {
        try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: inputs, kernelHeight: 1, kernelWidth: 1,
            outputChannels: outputs)
    }

    /// A convolution of a square map with a square kernel.
    static func convolution(
        _ size: Int, _ inputs: Int, _ kernel: Int, _ outputs: Int, pooling: Bool = false, stride: Int = 1,
        padding: Int? = nil, groups: Int = 1
    ) throws -> Layer {
        try Layer(
            inputHeight: size, inputWidth: size, inputChannels: inputs, kernelHeight: kernel, kernelWidth: kernel,
            outputChannels: outputs, isFollowedByPooling: pooling, stride: stride, padding: padding, groups: groups)
    }
}
