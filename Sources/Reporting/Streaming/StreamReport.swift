// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import ReportKit
import Streaming
import Workload

/// The report on a network that streams through a small SRAM.
public struct StreamReport: Sendable {
    /// What the report can be.
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
        let document = run.document
        if let (path, value) = JSONValue.object(run.figures).impossibleFigures().first {
            throw InputError("\(path) is \(value): no figure can be", kind: .internalError)
        }
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

extension StreamCounts {
    /// Every count with its name.
    var named: [(name: String, value: Int)] {
        [
            ("cycles", cycles), ("unitCycles", unitCycles), ("portWaits", portWaits),
            ("transferWaits", transferWaits), ("swaps", swaps), ("stores", stores), ("reads", reads),
            ("writes", writes), ("backingReads", backingReads), ("backingWrites", backingWrites),
        ]
    }
}
