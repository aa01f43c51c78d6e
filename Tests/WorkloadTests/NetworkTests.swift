// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Workload

@Suite struct NetworkTests {
    @Test func needsALayer() {
        #expect(inputError { try Network(layers: []) }.kind == .badInput)
    }

    @Test func addsUpItsLayers() throws {
        let network = try Network(layers: [layer(8, 8, 3, 3, 3, 4, pooling: true), layer(1, 1, 64, 1, 1, 10)])
        #expect(network.weightCount == 27 * 4 + 640)
        #expect(network.multiplyAccumulates == 64 * 27 * 4 + 640)
    }

    @Test func worksOutThePaddingOfLeNet5() throws {
        let network = try Network(layers: [
            layer(28, 28, 1, 5, 5, 6, pooling: true), layer(14, 14, 6, 5, 5, 16, pooling: true),
            layer(1, 1, 400, 1, 1, 120), layer(1, 1, 120, 1, 1, 84), layer(1, 1, 84, 1, 1, 10),
        ])
        #expect(network.layers.map(\.outputHeight) == [28, 10, 1, 1, 1])
        // The published count of LeNet-5's multiply-accumulate operations without biases.
        #expect(network.multiplyAccumulates == 416_520)
    }

    @Test func worksOutThePaddingOfStridedLayers() throws {
        let network = try Network(layers: [
            layer(224, 224, 3, 7, 7, 64, pooling: true, stride: 2), layer(56, 56, 64, 3, 3, 64),
            layer(56, 56, 64, 1, 1, 128, stride: 2), layer(28, 28, 128, 3, 3, 128),
        ])
        #expect(network.layers.map(\.outputHeight) == [112, 56, 28, 28])
    }

    @Test func keepsTheSizeWhereNothingFits() throws {
        let network = try Network(layers: [layer(16, 16, 32, 3, 3, 64, stride: 2), layer(16, 16, 32, 1, 1, 64)])
        #expect(network.layers[0].outputHeight == 8)
    }

    @Test func givenPaddingIsNeverReplaced() throws {
        let network = try Network(layers: [layer(8, 8, 3, 3, 3, 4, padding: 0), layer(8, 8, 4, 3, 3, 4)])
        #expect(network.layers[0].outputHeight == 6)
        #expect(network.layers[0].padding == 0)
    }

    @Test func worksOutThePaddingOfKernelsWithGaps() throws {
        func dilated(_ size: Int, _ outputs: Int) throws -> Layer {
            try Layer(
                inputHeight: size, inputWidth: size, inputChannels: 4, kernelHeight: 3, kernelWidth: 3,
                outputChannels: outputs, strides: 1, dilations: 2)
        }
        // The size stays, shrinks by the span of the kernel, or is what a fully connected layer reads.
        let network = try Network(layers: [dilated(12, 4), dilated(12, 4), dilated(8, 4), layer(1, 1, 256, 1, 1, 10)])
        #expect(network.layers.map(\.outputHeight) == [12, 8, 8, 1])
    }

    @Test func largeKernelNeedsAReasonToBePadded() throws {
        let alone = inputError { try Network(layers: [layer(5, 5, 3, 7, 7, 8)]) }
        #expect(alone.message.hasPrefix("layer 1: kernel_height is 7, larger than the input of 5"))
        // Late VGG layers on small images: 2 x 2 feature maps under 3 x 3 kernels.
        let network = try Network(layers: [layer(2, 2, 8, 3, 3, 8, pooling: true), layer(1, 1, 8, 1, 1, 10)])
        #expect(network.layers[0].outputHeight == 2)
    }
}
