// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reports as tables in Markdown.
enum BenchmarkTable {
    /// All figures of a report.
    static func figures(_ report: BenchmarkReport) -> String {
        let header = [
            "run", "workload", "threads", "read s", "size s", "evaluate s", "total s", "fastest s", "CPU s",
            "peak MiB", "file MB", "read MB/s", "work", "per s", "per CPU s",
        ]
        let rows = report.rows.map { row in
            let figures = row.median
            let megabytes = Double(row.fileBytes) / 1e6
            return [
                row.benchmark.subject.name, row.benchmark.source.rawValue, String(row.benchmark.threads),
                number(figures.readSeconds), number(figures.sizeSeconds), number(figures.evaluateSeconds),
                number(figures.totalSeconds), number(row.fastestSeconds), number(figures.processorSeconds),
                String(figures.peakMemoryBytes >> 20), row.fileBytes > 0 ? String(format: "%.0f", megabytes) : "",
                row.fileBytes > 0 ? String(format: "%.0f", megabytes / figures.readSeconds) : "",
                figures.work.map(\.description) ?? "",
                rate(row, per: figures.totalSeconds), rate(row, per: figures.processorSeconds),
            ]
        }
        return table(header, rows)
    }

    /// Images, steps or designs in a second of some time of a run; empty for one estimate.
    private static func rate(_ row: BenchmarkReport.Row, per time: Double) -> String {
        guard let work = row.median.work else { return "" }
        // Times of designs are those of one.
        let rate = (row.benchmark.source == .statistics ? 1 : Double(work.count)) / time
        return String(format: rate < 10 ? "%.2f" : "%.0f", rate)
    }

    /// A report beside an earlier one: ratios of total times, as they are and in units of the calibration.
    static func comparison(_ report: BenchmarkReport, with baseline: BenchmarkReport) -> String {
        let former = Dictionary(baseline.rows.map { ($0.benchmark, $0) }) { first, _ in first }
        let speed = report.calibrationSeconds / baseline.calibrationSeconds
        let rows = report.rows.compactMap { row -> [String]? in
            guard let old = former[row.benchmark] else { return nil }
            let ratio = row.median.totalSeconds / old.median.totalSeconds
            let memory = Double(row.median.peakMemoryBytes) / Double(max(1, old.median.peakMemoryBytes))
            return [
                row.benchmark.subject.name, row.benchmark.source.rawValue, String(row.benchmark.threads),
                number(old.median.totalSeconds), number(row.median.totalSeconds), number(ratio),
                number(ratio / speed),
                number(row.median.processorSeconds / old.median.processorSeconds), number(memory),
            ]
        }
        let header = [
            "run", "workload", "threads", "baseline s", "now s", "ratio", "ratio / calibration", "CPU ratio",
            "memory ratio",
        ]
        return table(header, rows)
    }

    /// A time or a ratio; empty for 0, a time that the run does not have.
    private static func number(_ value: Double) -> String {
        value == 0 ? "" : String(format: value < 0.01 ? "%.5f" : "%.3f", value)
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> String {
        let lines = [header, header.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}
