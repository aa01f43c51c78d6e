// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Training
import Workload

extension LayerDescription {
    /// The layers of a network file as layers to train: a pool of 2 x 2 takes the largest element.
    ///
    /// - Throws: `InputError` for a layer that training does not know: with a bias, gaps in the kernel, or a kernel,
    ///   stride or padding that differs between rows and columns.
    public static func layers(of network: Network, file: String?) throws(InputError) -> [LayerDescription] {
        var descriptions: [LayerDescription] = []
        for (index, layer) in network.layers.enumerated() {
            let label = layer.label(at: index)
            func refuse(_ reason: String) -> InputError {
                InputError("\(label): training knows no layer \(reason)", file: file)
            }
            if layer.hasBias { throw refuse("with a bias (column bias)") }
            if layer.isFullyConnected {
                descriptions.append(.dense(outputs: layer.outputChannels))
                if layer.hasBatchNormalization { descriptions.append(.normalization(NormalizationDescription())) }
                continue
            }
            guard layer.kernelHeight == layer.kernelWidth, layer.strides.vertical == layer.strides.horizontal,
                let padding = layer.effectivePadding.common
            else { throw refuse("whose kernel, stride or padding differs between its sides") }
            guard layer.dilations.vertical == 1, layer.dilations.horizontal == 1 else {
                throw refuse("with gaps in its kernel (column dilation)")
            }
            descriptions.append(
                .convolution(
                    ConvolutionDescription(
                        outputs: layer.outputChannels, kernel: layer.kernelHeight, padding: padding,
                        stride: layer.strides.vertical, groups: layer.groups)))
            if layer.hasBatchNormalization { descriptions.append(.normalization(NormalizationDescription())) }
            if layer.isFollowedByPooling { descriptions.append(.pooling(.largest, size: 2)) }
        }
        return descriptions
    }
}
