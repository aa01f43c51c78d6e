// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Configuration
import ReportKit
import Runs
import Streaming
import Workload

/// The report on a network that streams through a small SRAM.
public struct StreamReport: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// Tables.
        case text
        /// A tree with the schema `tessera.stream/1`.
        case json
        /// A table with one row a step, or one a capacity where there are several.
        case csv
        /// A page with charts, whole in one file.
        case html
    }

    private let run: StreamRun

    /// Reports on a run.
    public init(_ run: StreamRun) {
        self.run = run
    }

    /// The report as text in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `usage` when the format needs a schedule and there is none, and of kind
    ///   `internalError` when a figure is infinite, not a number, or negative.
    public func rendered(as format: Format, command: [String]? = nil) throws(InputError) -> String {
        try checked(as: format, command: command)
    }

    private func needsSchedule(_ format: Format) -> InputError {
        InputError(
            "--format \(format.rawValue) shows a schedule, and accounting = origin has none (allowed: text, json)",
            kind: .usage)
    }

    private var csv: String {
        get throws(InputError) {
            let estimates = run.results.compactMap { result -> StreamEstimate? in
                if case .schedule(let estimate) = result { estimate } else { nil }
            }
            guard estimates.count == run.results.count else { throw needsSchedule(.csv) }
            if estimates.count > 1 { return CSVColumn.table(StreamColumns.capacities, estimates) }
            return CSVColumn.table(
                StreamColumns.steps, estimates[0].layers.enumerated().map { ($0.offset + 1, $0.element) })
        }
    }
}

extension StreamReport: Report {
    package static let schemaName = "tessera.stream/1"
    package static let subject = "a network that streams through a small SRAM"

    package static let contents: [ReportMember<StreamReport>] = [
        ReportMember("network", "the network") { StreamNetworkDocument(run: $0.run) },
        ReportMember("precision", "bits of numbers", unit: "bit") { PrecisionDocument(run: $0.run) },
        ReportMember("results", "results, one for each capacity") { $0.run.results },
        ReportMember("comparisons", "other machines that the user has given") { $0.comparisons },
        ReportMember("accuracy", "accuracy of the network; null without images") { $0.run.accuracy },
        .given("parameters", "all parameters") { $0.run.configuration.settings },
        ReportMember("warnings", "warnings about the figures, each a sentence") { $0.run.warnings },
    ]

    private var comparisons: [OtherMachine] {
        run.configuration.streaming.comparisons.map { other in
            OtherMachine(
                name: other.name, latency: other.latency, energy: other.energy, source: other.source,
                first: run.results[0])
        }
    }

    package static func showsDocument(in format: Format) -> Bool {
        switch format {
        case .json, .html: true
        case .text, .csv: false
        }
    }

    package func text(as format: Format, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text: return StreamText(run).text
        case .json: return document.text
        case .csv: return try csv
        case .html:
            guard case .schedule = run.results[0] else { throw needsSchedule(format) }
            return try HTMLReport(subject: .stream, document: document, title: "Tessera stream", command: command)
                .text()
        }
    }
}

/// Everything of a report on a stream but what was given, for reports that have their own parameters.
struct StreamFigures: ReportValue {
    let run: StreamRun

    private static var members: [ReportMember<StreamReport>] {
        StreamReport.reportMembers.filter { !$0.isGiven }
    }

    static var reportSchema: ValueSchema {
        .object(ObjectSchema(name: "figures of a stream", members: members.map(\.schema)))
    }
    var reportValue: JSONValue { JSONValue(StreamReport(run), members: Self.members) }
}
