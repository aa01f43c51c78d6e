// SPDX-License-Identifier: Apache-2.0

import Estimation
import Inference

/// The result of ``EstimateRequest``.
public struct EstimateRun: Sendable {
    /// Floorplan, area, latency, energy and leakage.
    public let estimate: Estimate
    /// Text that the network generates; nil where nobody asked.
    public let generation: GenerationEstimate?
    /// Accuracy of the images on the chip; nil without a trained network, without labels, and for several outputs.
    public let accuracy: ChipAccuracy?
    /// Parameters that move the headline figures most, from averages; nil where nobody asked.
    public let sensitivities: [ParameterSensitivity]?
    /// Changes of one parameter that help most, from averages; nil where nobody asked.
    public let changes: [DesignChange]?
    /// Warnings about the figures.
    public let warnings: [String]

    /// Gathers a run; `warnings` are those of the model, to which the estimate's are added.
    init(
        estimate: Estimate, generation: GenerationEstimate?, accuracy: ChipAccuracy?,
        sensitivities: [ParameterSensitivity]?, changes: [DesignChange]?, warnings: [String]
    ) {
        self.sensitivities = sensitivities
        self.changes = changes
        self.estimate = estimate
        self.generation = generation
        self.accuracy = accuracy
        self.warnings = warnings + estimate.warnings
    }
}
