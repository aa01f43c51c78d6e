// SPDX-License-Identifier: Apache-2.0

import Estimation
import Training

/// An epoch of a training, with the estimate of the hardware where one was made.
public struct TrainEpoch: Sendable {
    /// Accuracy, loss, weights and writes.
    public let record: EpochRecord
    /// The estimate of the chip with the weights and activations of this epoch; nil where none was made.
    public let estimate: Estimate?
    /// Share of ones among the bits of the activations of an image, layer by layer; nil where no trace was made [1].
    public let inputActivity: [Double]?
    /// Time that the epoch took on this machine; nil for epochs of a former run [s].
    public let seconds: Double?
}

/// The result of ``TrainRequest``.
public struct TrainRun: Sendable {
    /// Why a training ended.
    public enum Ending: Sendable, Equatable {
        /// All epochs are done.
        case complete
        /// The accuracy did not improve for so many epochs.
        case noGain(epochs: Int)
        /// The accuracy that was asked for is reached.
        case accuracyReached
    }

    /// The training after its last epoch.
    public let trainer: Trainer
    /// The epochs, those of former runs included.
    public let epochs: [TrainEpoch]
    /// The file of the training images, and their number.
    public let images: TrainImages
    /// The file of the test images, and their number; nil without any.
    public let tests: TrainImages?
    /// Why it ended.
    public let ending: Ending
    /// Warnings about the figures.
    public let warnings: [String]
    /// The weights and activations after the last epoch; nil where ``TrainRequest/keepsTrace`` is false, or former runs made all
    /// epochs.
    public var trace: TrainingTrace?

    /// The epoch with the best test accuracy, the first of equal ones; nil without test images or epochs.
    public var best: TrainEpoch? {
        guard tests != nil else { return nil }
        return epochs.reduce(nil as TrainEpoch?) { best, epoch in
            best.map { $0.record.accuracy >= epoch.record.accuracy } ?? false ? best : epoch
        }
    }
}

/// Images of a training.
public struct TrainImages: Sendable, Equatable {
    /// Their file or folder.
    public let file: String
    /// Their number [1].
    public let count: Int
}
