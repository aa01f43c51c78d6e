// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The learning rate over the epochs of a training.
public struct LearningSchedule: Sendable, Equatable {
    /// How the rate changes.
    public enum Form: String, Sendable, CaseIterable {
        /// An eighth at the start of some epochs.
        case steps
        /// The same rate in all epochs.
        case constant
        /// Half a cosine from the first rate to 0.
        case cosine
    }

    /// How it changes.
    public let form: Form
    /// The rate of the first epoch [1].
    let initial: Double
    /// Epochs, from 0, at whose start the rate becomes an eighth.
    public let decreasingEpochs: [Int]
    /// Epochs of the training [1].
    public let epochs: Int

    /// The schedule of a training.
    public init(_ settings: TrainingSettings, epochs: Int) {
        form = settings.schedule
        initial = settings.initialLearningRate
        decreasingEpochs = settings.decreasingEpochs
        self.epochs = epochs
    }

    /// The rate of an epoch, from 0 [1].
    public func rate(epoch: Int) -> Double {
        switch form {
        case .constant: initial
        case .steps: initial * exp2(-3 * Double(decreasingEpochs.count { $0 <= epoch }))
        case .cosine: initial * (1 + cos(Double.pi * Double(epoch) / Double(max(1, epochs)))) / 2
        }
    }
}
