// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Macro
import ReportKit
import Silicon

/// The report on the model of macros beside published chips.
public struct ValidationReport: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// Tables.
        case text
        /// A tree with the schema `tessera.validate/1`.
        case json
        /// A table with one row a figure.
        case csv
        /// A page with plots, whole in one file.
        case html
    }

    let comparison: ChipComparison

    /// Reports on a comparison.
    public init(_ comparison: ChipComparison) {
        self.comparison = comparison
    }

    /// The report as text in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func rendered(as format: Format, command: [String]? = nil) throws(InputError) -> String {
        try checked(as: format, command: command)
    }
}

extension ValidationReport: Report {
    package static let schemaName = "tessera.validate/1"
    package static let subject = "the model of macros beside published chips"

    package static let contents: [ReportMember<ValidationReport>] = [
        ReportMember("file", "the file of chips") { $0.comparison.file.path },
        ReportMember("chips", "chips that the model describes") { $0.comparison.file.chips.count },
        ReportMember("points", "figures of the chips, measured and by the model") { $0.comparison.rows },
        ReportMember("skipped", "chips that the model does not describe") { $0.comparison.file.skipped },
        ReportMember("statistics", "errors of the figures that count, by figure and kind") { $0.comparison.summaries },
        ReportMember("fitted", "factors of overhead fitted to all chips of the file, one entry for each kind") {
            report in
            MacroKind.allCases.compactMap { kind in
                report.comparison.fitted[kind].map { FittedOverhead(kind: kind, factors: $0) }
            }
        },
    ]

    package static func showsDocument(in format: Format) -> Bool {
        switch format {
        case .json, .html: true
        case .text, .csv: false
        }
    }

    package func text(as format: Format, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text: ValidationText(comparison).text
        case .json: document.text
        case .csv: CSVColumn.table(ValidationColumns.points, comparison.rows)
        case .html:
            try HTMLReport(subject: .validation, document: document, title: "Tessera validate", command: command).text()
        }
    }
}
