// SPDX-License-Identifier: Apache-2.0

/// What a training minimizes.
public enum TrainingLoss: String, Sendable, CaseIterable {
    /// Half the sum of squares of logit less 1 for the image's class, logit less 0 for the others, as the reference has it.
    case squaredError = "squared_error"
    /// The negative logarithm of the softmax of the image's class.
    case crossEntropy = "cross_entropy"
}
