// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Inference
import Runs

/// The accuracy of a trained network on a point's chip.
struct ChipAccuracyNote {
    /// Share of the images that the chip classifies right [1].
    let share: Double
    /// How numbers have other lengths there than in the estimate; nil where they have the same.
    let note: String?

    init(_ model: PreparedModel, on configuration: Configuration, _ estimate: Estimate) throws(InputError) {
        let most = ChipTrialRequest.mostBits
        let run = try ChipTrialRequest(
            model, on: configuration, weightBits: min(most, estimate.weightBits),
            activationBits: min(most, estimate.activationBits)
        ).run()
        share = run.classification.accuracy
        let differences = [
            Self.difference("weights", run.weightBits, run.heldWeightBits ?? estimate.weightBits),
            Self.difference("activations", run.activationBits, estimate.activationBits),
        ].compactMap(\.self)
        let reason =
            run.isQuantizedModel ? "the model is quantized already" : "quantization goes up to \(most) bits"
        note =
            differences.isEmpty ? nil : "accuracy is that of \(differences.joined(separator: " and ")): \(reason)"
    }

    private static func difference(_ what: String, _ found: Set<Int>, _ wanted: Int) -> String? {
        guard found != [wanted] else { return nil }
        return "\(what) of \(found.sorted().map(String.init).joined(separator: ", ")) bits, not \(wanted)"
    }
}
