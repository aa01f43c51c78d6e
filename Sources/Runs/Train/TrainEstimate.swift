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
