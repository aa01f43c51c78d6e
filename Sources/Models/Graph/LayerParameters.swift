// SPDX-License-Identifier: Apache-2.0

/// The parameters of a layer in a model's file, before other nodes became part of the layer.
public struct LayerParameters: Sendable, Equatable {
    /// Name of the weights in the file; layers with the same name share them. Nil if only this layer has them.
    public let weights: String?
    /// Name of the bias in the file, like ``weights``.
    public let bias: String?
    /// Biases [1].
    public let biases: Int
    /// Channels of batch normalizations that became part of the layer, each with a trained scale and shift and a running mean
    /// and variance [1].
    public let normalizedChannels: Int

    /// Describes what is stored.
    public init(weights: String? = nil, bias: String? = nil, biases: Int, normalizedChannels: Int = 0) {
        self.weights = weights
        self.bias = bias
        self.biases = biases
        self.normalizedChannels = normalizedChannels
    }

    /// Whether something is added to the outputs.
    public var hasBias: Bool { biases > 0 || normalizedChannels > 0 }

    /// The same with a batch normalization of so many channels after it, or with its own bias.
    func adding(normalizedChannels: Int = 0, biases: Int = 0) -> LayerParameters {
        LayerParameters(
            weights: weights, bias: bias, biases: max(self.biases, biases),
            normalizedChannels: self.normalizedChannels + normalizedChannels)
    }
}
