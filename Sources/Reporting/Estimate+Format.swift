// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Inference
import ReportKit

/// What the report on an estimate can be.
public enum EstimateFormat: String, Sendable, CaseIterable {
    /// The lines, labels and units that scripts of the reference's users read.
    case text
    /// A tree with the schema `tessera.estimate/1`.
    case json
    /// A table with one row a layer.
    case csv
    /// A page with charts, whole in one file.
    case html
}

extension Estimate {
    /// The report on this estimate as text in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - accuracy: what the chip makes of the model that the estimate is of; not part of tables of layers.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative: no report
    ///   shows such a one.
    public func rendered(
        as format: EstimateFormat, accuracy: ChipAccuracy? = nil, command: [String]? = nil
    ) throws(InputError) -> String {
        let document = try checkedDocument().adding("accuracy", accuracy?.document)
        return switch format {
        case .text: NeuroSimReport(estimate: self, accuracy: accuracy).text
        case .json: document.text
        case .csv: LayerTable(estimate: self).text
        case .html: try HTMLReport(subject: .estimate, document: document, title: title, command: command).text()
        }
    }

    private var title: String {
        let count = layers.count == 1 ? "1 layer" : "\(layers.count) layers"
        return "Tessera estimate: \(configuration.estimatesTraining ? "training" : "inference") of \(count)"
    }
}

extension JSONValue {
    /// An object with one more member, where there is a value.
    fileprivate func adding(_ name: String, _ value: JSONValue?) -> JSONValue {
        guard case .object(var members) = self, let value else { return self }
        members[name] = value
        return .object(members)
    }
}
