// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import ReportKit

/// What the report on accuracy can be.
public enum AccuracyFormat: String, Sendable, CaseIterable {
    /// Tables for people.
    case text
    /// A tree with the schema `tessera.accuracy/1`.
    case json
    /// A table with one row a trial, or, where a key varies, one row a setting.
    case csv
    /// A chart of accuracy over the values of a key that varies.
    case svg
    /// A page with charts, whole in one file.
    case html
}

extension AccuracyReport {
    /// The report as text in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - stream: the network through a small SRAM, whose time and energy of an image the report adds.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `usage` for a chart without a key that varies, and for a table or a chart with a
    ///   stream.
    public func rendered(
        as format: AccuracyFormat, stream: StreamRun? = nil, command: [String]? = nil
    ) throws(InputError) -> String {
        if stream != nil, format == .csv || format == .svg {
            throw InputError(
                "--stream adds nothing to --format \(format.rawValue) (allowed: text, json, html)", kind: .usage)
        }
        switch format {
        case .text: return AccuracyText(report: self).text + (stream.map { "\n" + StreamText($0).summary } ?? "")
        case .json: return document(stream: stream).text
        case .csv: return AccuracyTable(report: self).text
        case .svg: return try AccuracyChart(report: self).text
        case .html:
            return try HTMLReport(
                subject: .accuracy, document: document(stream: stream), title: "Tessera accuracy: \(model)",
                command: command
            )
            .text()
        }
    }

    /// The report as a tree, with a member `stream` if there is one to tell of.
    private func document(stream: StreamRun?) -> JSONValue {
        guard let stream, case .object(var members) = document else { return document }
        members["stream"] = .object(stream.figures)
        return .object(members)
    }
}
