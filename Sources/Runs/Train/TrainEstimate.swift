// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Foundation
import Training

extension PreparedTraining {
    /// Whether the chip is estimated after an epoch.
    func isEstimated(_ trainer: Trainer, isLast: Bool) -> Bool {
        guard let estimates = request.estimates else { return false }
        return isLast || trainer.epochs % max(1, estimates.every) == 0
    }

    /// The estimate of the chip after an epoch.
    ///
    /// It reads the trace that the training exports, so that `tessera estimate --trace` gives the same figures.
    func estimate(_ trace: TrainingTrace?) throws(InputError) -> Estimate? {
        guard let estimates = request.estimates, let trace else { return nil }
        let estimate = EstimateRequest(
            estimates.configuration, network: .network(trace.network),
            workload: .trace(.opened(trace, path: Self.traceName)), threads: request.threads)
        return try estimate.run().estimate
    }
}

extension TrainEstimates {
    /// What differs between the training and the chip that a Param file describes.
    ///
    /// - Parameters:
    ///   - configuration: The chip.
    ///   - batchSize: Images of a batch of the training [1].
    ///   - images: Images of an epoch of the training [1].
    /// - Returns: Warnings, each a sentence.
    public static func warnings(_ configuration: Configuration, batchSize: Int, images: Int) -> [String] {
        guard configuration.estimatesTraining else {
            return ["trainingEstimation is false: the figures of the chip are those of the inference of one image"]
        }
        let batches = (images + batchSize - 1) / batchSize
        guard configuration.batchSize != batchSize || configuration.iterationsPerEpoch != batches else { return [] }
        return [
            "an epoch of the chip has numIteration = \(configuration.iterationsPerEpoch) batches of batchSize = "
                + "\(configuration.batchSize) images, but one of the training has \(batches) batches of \(batchSize)"
        ]
    }
}
