// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models
import Parallelism
import Training

/// The request of `tessera train step`: steps of a training with given weights, images and random numbers.
public struct TrainStepRequest: Sendable {
    /// The archive with weights, images and random numbers.
    public var archive: String
    /// Numbers, devices, learning and layers.
    public var settings: TrainingSettings
    /// Number of threads; results do not depend on it.
    public var threads: Int

    /// Asks the question.
    public init(_ archive: String, settings: TrainingSettings, threads: Int = defaultThreadCount) {
        self.archive = archive
        self.settings = settings
        self.threads = threads
    }

    /// Makes the steps in double precision.
    ///
    /// - Throws: `InputError` when the archive makes no sense, does not fit the layers, or a step cannot be made.
    public func run() throws(InputError) -> StepRun {
        try LinearAlgebra.load()
        return try StepRun(StepCase(readingFrom: archive, threads: threads), settings, threads: threads)
    }
}
