// SPDX-License-Identifier: Apache-2.0

/// Choices of a user about a model that leaves them open.
public struct ONNXChoices: Sendable, Equatable {
    /// Extents of an image, as the network takes it; those that the model fixes must be the same. Nil: the model's own, or those
    /// of the images.
    public let inputShape: [Int]?
    /// The result to take: an output of the model, or what one of its nodes makes. Nil: all outputs.
    public let outputName: String?

    /// Extents of inputs by their names, with the axis of images, which is 1.
    public let inputShapes: [String: [Int]]

    /// Describes choices.
    public init(inputShape: [Int]? = nil, inputShapes: [String: [Int]] = [:], outputName: String? = nil) {
        self.inputShape = inputShape
        self.inputShapes = inputShapes
        self.outputName = outputName
    }
}
