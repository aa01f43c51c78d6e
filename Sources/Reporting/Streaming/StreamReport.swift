// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Runs
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
            if estimates.count > 1 { return StreamColumn.table(StreamColumn.capacities, estimates) }
            return StreamColumn.table(
                StreamColumn.layers, Array(zip(1..., estimates[0].layers)))
        }
    }
}

/// A column of a table of values.
struct StreamColumn<Item>: Sendable {
    let name: String
    let value: @Sendable (Item) -> String

    /// Rows for items, under the names of the columns.
    static func table(_ columns: [StreamColumn<Item>], _ items: [Item]) -> String {
        CSVText.lines([columns.map(\.name)] + items.map { item in columns.map { $0.value(item) } })
    }
}

extension StreamColumn where Item == (Int, StreamLayer) {
    /// What a row says of a step.
    static var layers: [StreamColumn] {
        let head: [StreamColumn] = [
            StreamColumn(name: "step") { "\($0.0)" }, StreamColumn(name: "name") { $0.1.operation.name },
            StreamColumn(name: "kind") { $0.1.operation.kind.rawValue },
            StreamColumn(name: "operations") { "\($0.1.operation.contraction.operations)" },
            StreamColumn(name: "dataflow") { $0.1.dataflow.rawValue },
            StreamColumn(name: "tile_outputs") { "\($0.1.tile.outputs)" },
            StreamColumn(name: "tile_reduction") { "\($0.1.tile.reduction)" },
            StreamColumn(name: "tile_rows") { "\($0.1.tile.rows)" },
            StreamColumn(name: "tile_columns") { "\($0.1.tile.columns)" },
            StreamColumn(name: "input_in_sram") { $0.1.findsInput ? "1" : "0" },
            StreamColumn(name: "output_in_sram") { $0.1.keepsOutput ? "1" : "0" },
        ]
        let counts = StreamCounts().named.indices.map { index in
            StreamColumn(name: StreamCounts().named[index].name.separatedWords(by: "_")) {
                "\($0.1.counts.named[index].value)"
            }
        }
        let energies = StreamEnergy().named.indices.map { index in
            StreamColumn(name: "energy_\(StreamEnergy().named[index].name)_J") { "\($0.1.energy.named[index].value)" }
        }
        return head + counts + energies + [StreamColumn(name: "energy_total_J") { "\($0.1.energy.total)" }]
    }
}

extension StreamColumn where Item == StreamEstimate {
    /// What a row says of a capacity.
    static var capacities: [StreamColumn] {
        let counts = StreamCounts().named.indices.map { index in
            StreamColumn(name: StreamCounts().named[index].name.separatedWords(by: "_")) {
                "\($0.counts.named[index].value)"
            }
        }
        let energies = StreamEnergy().named.indices.map { index in
            StreamColumn(name: "energy_\(StreamEnergy().named[index].name)_J") { "\($0.energy.named[index].value)" }
        }
        return [
            StreamColumn(name: "capacity_bytes") { "\($0.machine.memory.capacity)" },
            StreamColumn(name: "latency_s") { "\($0.latency)" },
        ] + counts + energies + [
            StreamColumn(name: "energy_total_J") { "\($0.energy.total)" },
            StreamColumn(name: "power_W") { "\($0.power)" },
        ]
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
