// SPDX-License-Identifier: Apache-2.0

/// What a model's file stores for a layer, before anything became part of it.
public struct LayerParameters: Sendable, Equatable {
    /// What the file calls the weights; layers of one name share them. Nil where they are this layer's own.
    public let weights: String?
    /// What the file calls the bias; as ``weights``.
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

    /// The same with a batch normalization of so many channels behind it, or with a bias of its own.
    func adding(normalizedChannels: Int = 0, biases: Int = 0) -> LayerParameters {
        LayerParameters(
            weights: weights, bias: bias, biases: max(self.biases, biases),
            normalizedChannels: self.normalizedChannels + normalizedChannels)
    }
}
