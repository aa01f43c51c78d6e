// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Training

@Suite struct TrainingNetworkTests {
    /// LeNet with odd extents, so that a pool drops a row and a column.
    private static let layers: [LayerDescription] = [
        .convolution(ConvolutionDescription(outputs: 6, kernel: 5, padding: 2)), .pooling(.largest, size: 2),
        .convolution(ConvolutionDescription(outputs: 16, kernel: 5)), .pooling(.mean, size: 3), .dense(outputs: 84),
        .dense(outputs: 10),
    ]

    @Test func extentsOfLayers() throws {
        let network = try TrainingNetwork(
            settings(layers: Self.layers), inputShape: MapShape(channels: 1, height: 29, width: 30))
        #expect(network.weighted.map(\.inputShape.description) == ["1 x 29 x 30", "6 x 14 x 15", "16 x 3 x 3", "84"])
        #expect(network.weighted.map(\.outputShape.description) == ["6 x 29 x 30", "16 x 10 x 11", "84", "10"])
        #expect(network.weighted.map(\.rows) == [25, 150, 144, 84])
        #expect(network.weighted.map(\.weightShape) == [[6, 1, 5, 5], [16, 6, 5, 5], [84, 144], [10, 84]])
        #expect(network.weighted.map(\.weightCount) == [150, 2400, 12096, 840])
        #expect(network.weightCount == 15486)
        #expect(network.multiplyAccumulates == 150 * 870 + 2400 * 110 + 12096 + 840)
        #expect(network.classes == 10)
        #expect(network.weighted.map(\.isLast) == [false, false, false, true])
        #expect(network.weighted.map(\.number) == [0, 1, 2, 3])
        #expect(network.layers.count == 6)
    }

    @Test func stridesAndGroups() throws {
        let layer = ConvolutionDescription(outputs: 6, kernel: 3, padding: 1, stride: 2, groups: 2)
        let network = try TrainingNetwork(
            settings(layers: [.convolution(layer)]), inputShape: MapShape(channels: 4, height: 7, width: 8))
        let weighted = try #require(network.weighted.first)
        #expect(weighted.outputShape == MapShape(channels: 6, height: 4, width: 4))
        #expect(weighted.rows == 18)
        #expect(weighted.weightShape == [6, 2, 3, 3])
        #expect(weighted.weightCount == 108)
        #expect(network.classes == 96)
    }

    /// s = max(1, 2^round(log2(W / sqrt(3/inputs)))), W = weight_range / 2^(bits - 1).
    @Test(
        arguments: [
            // At 5 bits W = 1.5; 27, 128 and 8192 inputs.
            (5, 24.0, 27, 4.0, 1.5), (5, 24, 128, 8, 1.5), (5, 24, 8192, 64, 1.5),
            // At 8 bits W = 0.1875, which is below sqrt(3/27) = 1/3, and above sqrt(3/8192).
            (8, 24, 27, 1, 1.0 / 3), (8, 24, 8192, 8, 0.1875),
            // At 2 bits W = 12.
            (2, 24, 27, 32, 12), (5, 0, 27, 1, 1.0 / 3),
        ] as [(Int, Double, Int, Double, Double)])
    func scaleAndReach(bits: Int, range: Double, inputs: Int, scale: Double, reach: Double) throws {
        let settings = settings {
            $0.weightBits = bits
            $0.weightRange = range
            $0.network = [.dense(outputs: 3)]
        }
        let layer = try #require(
            try TrainingNetwork(settings, inputShape: MapShape(channels: inputs)).weighted.first)
        #expect(layer.scale == scale)
        #expect(abs(layer.reach - reach) < 1e-12)
    }

    /// The inputs of a dot product count, not the channels.
    @Test func scaleOfAConvolution() throws {
        let convolution = ConvolutionDescription(outputs: 8, kernel: 3, groups: 2)
        let network = try TrainingNetwork(
            settings(layers: [.convolution(convolution)]), inputShape: MapShape(channels: 128, height: 5, width: 5))
        // 1.5 / sqrt(3 / 576) = 20.8.
        #expect(network.weighted.map(\.scale) == [16])
    }

    @Test(
        arguments: [
            ([], "the network has no layer with weights (key `network` of the settings)"),
            ([.pooling(.mean, size: 1)], "the network has no layer with weights (key `network` of the settings)"),
            (
                [.convolution(ConvolutionDescription(outputs: 2, kernel: 7))],
                "layer 1: a kernel of 7 does not fit on maps of 4 x 6 x 6"
            ),
            (
                [.dense(outputs: 3), .convolution(ConvolutionDescription(outputs: 2, kernel: 2))],
                "layer 2: a kernel of 2 does not fit on maps of 3"
            ),
            (
                [.convolution(ConvolutionDescription(outputs: 6, kernel: 3, groups: 3))],
                "layer 1: 3 groups do not divide 4 channels and 6 outputs"
            ),
            (
                [.convolution(ConvolutionDescription(outputs: 6, kernel: 3, groups: 4))],
                "layer 1: 4 groups do not divide 4 channels and 6 outputs"
            ),
            (
                [.pooling(.largest, size: 7), .dense(outputs: 3)],
                "layer 1: squares of 7 do not fit on maps of 4 x 6 x 6"
            ),
            (
                [.dense(outputs: 3), .pooling(.largest, size: 1)],
                "the last layer is a pool (allowed: a layer with weights)"
            ),
            (
                [.normalization(NormalizationDescription()), .dense(outputs: 3)],
                "layer 1: batch_norm is not directly behind a layer with weights (allowed: behind conv or fc)"
            ),
            (
                [
                    .dense(outputs: 3), .normalization(NormalizationDescription()),
                    .normalization(NormalizationDescription()), .dense(outputs: 2),
                ],
                "layer 2: batch_norm needs accounting = exact, because the reference has no normalization"
            ),
            (
                [.dense(outputs: 3), .pooling(.largest, size: 1), .normalization(NormalizationDescription())],
                "layer 3: batch_norm is not directly behind a layer with weights (allowed: behind conv or fc)"
            ),
        ] as [([LayerDescription], String)])
    func refusals(layers: [LayerDescription], message: String) {
        let shape = MapShape(channels: 4, height: 6, width: 6)
        let error = inputError { try TrainingNetwork(settings(layers: layers), inputShape: shape) }
        #expect(error.message == message)
        #expect(error.kind == .badInput)
    }

    @Test func kernelsAsLargeAsTheMapFit() throws {
        let layers: [LayerDescription] = [.convolution(ConvolutionDescription(outputs: 2, kernel: 6))]
        let network = try TrainingNetwork(
            settings(layers: layers), inputShape: MapShape(channels: 4, height: 6, width: 6))
        #expect(network.weighted.map(\.outputShape) == [MapShape(channels: 2)])
    }
}
