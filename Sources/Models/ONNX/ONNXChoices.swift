// SPDX-License-Identifier: Apache-2.0

/// Choices of a user about a model that leaves them open.
public struct ONNXChoices: Sendable, Equatable {
    /// Extents of an image, as the network takes it; those that the model fixes must be the same. Nil: the model's own, or those
    /// of the images.
    public let inputShape: [Int]?
    /// The result to take: an output of the model, or what one of its nodes makes. Nil: all outputs.
    public let outputName: String?

    /// Describes choices.
    public init(inputShape: [Int]? = nil, outputName: String? = nil) {
        self.inputShape = inputShape
        self.outputName = outputName
    }
}
