// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Foundation
import Models
import Parallelism
import Training
import Workload

/// The request of `tessera train`: a network is trained on modelled devices, and tested after each epoch.
public struct TrainRequest: Sendable {
    /// When a training ends before its last epoch.
    public struct Stop: Sendable, Equatable {
        /// Epochs without a better test accuracy; nil: any number [1].
        public var patience: Int?
        /// By how much a better accuracy is better [1].
        public var leastGain: Double
        /// The test accuracy that is enough; nil: none [1].
        public var accuracy: Double?

        /// The conditions.
        public init(patience: Int? = nil, leastGain: Double = 0, accuracy: Double? = nil) {
            self.patience = patience
            self.leastGain = leastGain
            self.accuracy = accuracy
        }
    }

    /// Numbers, devices, learning and layers.
    public var settings: TrainingSettings
    /// A trained network to go on from, whose layers take the place of those of the settings; nil: weights are drawn.
    public var model: ModelInput?
    /// Images to train with, with labels.
    public var images: ImageInput
    /// Images to test with; nil: none.
    public var tests: ImageInput?
    /// Epochs [1].
    public var epochs: Int
    /// Seed of the random numbers.
    public var seed: UInt64
    /// The folder of the training, with its checkpoint and weights; nil: nothing is written.
    public var folder: TrainFolder?
    /// When it ends earlier.
    public var stop: Stop
    /// Arrays and converters that the network is tested or trained on; nil: none.
    public var hardware: LoopHardware?
    /// Estimates of the chip during the training; nil: none.
    public var estimates: TrainEstimates?
    /// Number of threads; results do not depend on it.
    public var threads: Int
    /// Is told how far the run is.
    public var progress: RunProgress?
    /// Is told each epoch's figures when they are there.
    public var onEpoch: (@Sendable (TrainEpoch) throws(InputError) -> Void)?
    /// Is told how far an epoch is, after each batch.
    public var onBatch: (@Sendable (Trainer.BatchProgress) -> Void)?
    /// Whether the result has the trace of the last epoch, which estimates take.
    public var keepsTrace = false

    /// Asks the question.
    public init(
        _ settings: TrainingSettings, model: ModelInput? = nil, images: ImageInput, tests: ImageInput? = nil,
        epochs: Int = 32, seed: UInt64 = 0,
        folder: TrainFolder? = nil, stop: Stop = Stop(), hardware: LoopHardware? = nil,
        estimates: TrainEstimates? = nil, threads: Int = defaultThreadCount, progress: RunProgress? = nil,
        onEpoch: (@Sendable (TrainEpoch) throws(InputError) -> Void)? = nil
    ) {
        self.settings = settings
        self.model = model
        self.images = images
        self.tests = tests
        self.epochs = epochs
        self.seed = seed
        self.folder = folder
        self.stop = stop
        self.hardware = hardware
        self.estimates = estimates
        self.threads = threads
        self.progress = progress
        self.onEpoch = onEpoch
    }

    /// Reads the images and lays out the layers, without training.
    ///
    /// - Throws: `InputError` when files are missing or damaged, or images and layers do not fit together.
    public func prepared() throws(InputError) -> PreparedTraining { try PreparedTraining(self) }

    /// Trains the network.
    ///
    /// - Throws: `InputError` as ``prepared()``, and when a gradient or loss is not finite, a weight lies beyond the end of its
    ///   device's curve, or a file cannot be written.
    public func run() throws(InputError) -> TrainRun {
        try prepared().run()
    }
}

/// The folder of a training: `checkpoint.npz`, `model.onnx`, `best.onnx`, `weights.npz`, `best.npz`, `trace.npz`, `Network.csv`.
public struct TrainFolder: Sendable, Equatable {
    /// Its path; it exists.
    public var path: String
    /// Whether the training goes on from the checkpoint in it.
    public var resumes: Bool

    /// A folder.
    public init(_ path: String, resumes: Bool = false) {
        self.path = path
        self.resumes = resumes
    }

    /// The path of a file in it.
    public func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }
}

/// Estimates of the chip that trains.
public struct TrainEstimates: Sendable {
    /// The chip.
    public var configuration: Configuration
    /// Epochs from one estimate to the next; the last epoch has one in any case [1].
    public var every: Int

    /// Describes the estimates.
    public init(_ configuration: Configuration, every: Int = 1) {
        self.configuration = configuration
        self.every = every
    }
}
