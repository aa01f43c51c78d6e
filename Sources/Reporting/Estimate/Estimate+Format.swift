// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Inference
import ReportKit
import Runs

/// Formats of the report on an estimate.
public enum EstimateFormat: String, Sendable, CaseIterable {
    /// The lines, labels and units that scripts of the reference's users read.
    case text
    /// One screen: headline figures, where they go, the largest costs, warnings, and what to try next.
    case summary
    /// A tree with the schema `tessera.estimate/1`.
    case json
    /// A table with one row a layer.
    case csv
    /// A page with charts, whole in one file.
    case html
}

extension Estimate {
    /// Figures that no report may show, because they are infinite, not a number, or negative: each with its place in the
    /// JSON form and its value, as in `layers[0].costs.forward.latency = nan`. Empty for every sound estimate.
    public var impossibleFigures: [String] { EstimateReport(self).impossibleFigures.map(\.description) }

    /// The report on this estimate as text in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - generation: text that the network generates; not part of tables of layers.
    ///   - accuracy: accuracy of the model of the estimate on the chip; not part of tables of layers.
    ///   - sensitivities: parameters that move the headline figures most; not part of tables of layers.
    ///   - changes: changes of one parameter that help most; in pages and summaries.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative: no report
    ///   shows such a one.
    public func rendered(
        as format: EstimateFormat, generation: GenerationEstimate? = nil, accuracy: ChipAccuracy? = nil,
        sensitivities: [ParameterSensitivity]? = nil, changes: [DesignChange]? = nil, command: [String]? = nil
    ) throws(InputError) -> String {
        try EstimateReport(
            self, generation: generation, accuracy: accuracy, sensitivities: sensitivities, changes: changes
        )
        .checked(as: format, command: command)
    }
}
