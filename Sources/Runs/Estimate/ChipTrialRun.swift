// SPDX-License-Identifier: Apache-2.0

import Inference

/// The result of ``ChipTrialRequest``.
public struct ChipTrialRun: Sendable {
    /// Accuracy of the images on the chip.
    public let classification: Classification
    /// Whether the model came in integers, whose lengths it keeps.
    public let isQuantizedModel: Bool
    /// Bits of the weights of all layers.
    public let weightBits: Set<Int>
    /// Bits of a weight in the arrays of a binary chip, which override the requested bits; nil for other chips.
    public let heldWeightBits: Int?
    /// Bits of the activations of all layers.
    public let activationBits: Set<Int>
}
