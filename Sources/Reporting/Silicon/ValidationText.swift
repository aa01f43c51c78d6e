// SPDX-License-Identifier: Apache-2.0

import Macro
import ReportKit
import Silicon

/// The report on a comparison for a terminal.
struct ValidationText {
    private let comparison: ChipComparison

    init(_ comparison: ChipComparison) {
        self.comparison = comparison
    }

    var text: String {
        let skipped = comparison.file.skipped.map { "Left out: \($0.id): \($0.reason)" }
        let sections = [heading, skipped, points, statistics, fitted].filter { !$0.isEmpty }
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var heading: [String] {
        [
            "\(comparison.file.chips.count) chips of \(comparison.file.path)",
            "The model sees design, supply, precision and data density, and none of the measured figures.",
        ]
    }

    private func short(_ value: Double) -> String { FigureText.fourDigits(value) }
    private func ratio(_ value: Double) -> String { FigureText.threeDigits(value) }

    private let pointsHeader = [
        "chip", "kind", "nm", "point", "figure", "measured", "model", "unit", "ratio", "left out", "scored", "assumed",
    ]

    private var pointsRows: [[String]] {
        comparison.rows.map { row in
            [
                row.chip, row.kind.rawValue, "\(row.node)", row.point, row.figure.title,
                FigureText.sixDigits(row.measured), FigureText.sixDigits(row.model), row.figure.unit, ratio(row.ratio),
                ratio(row.ratioLeftOut), row.isScored ? "" : "no", row.isAssumed ? "yes" : "",
            ]
        }
    }

    private var points: [String] {
        TextTable(
            header: pointsHeader, rows: pointsRows, leftAligned: ["chip", "kind", "point", "figure", "unit"]
        ).lines
    }

    /// Statistics in Markdown, for the documentation.
    var statisticsInMarkdown: String { markdown(statisticsHeader, statisticsRows) }

    /// All figures in Markdown.
    var pointsInMarkdown: String { markdown(pointsHeader, pointsRows) }

    /// The fitted factors in Markdown.
    var factorsInMarkdown: String { markdown(factorsHeader, factorsRows) }

    private func markdown(_ header: [String], _ rows: [[String]]) -> String {
        let lines =
            ["| " + header.joined(separator: " | ") + " |", "|" + String(repeating: " --- |", count: header.count)]
            + rows.map { "| " + $0.joined(separator: " | ") + " |" }
        return lines.joined(separator: "\n") + "\n"
    }

    private let statisticsHeader = [
        "figure", "kind", "n", "median factor", "mean", "within 1.5", "worst", "left out: median", "mean ",
        "within 1.5 ",
        "worst ",
    ]

    private var statisticsRows: [[String]] {
        comparison.summaries.map { summary in
            [summary.figure.title, summary.kind?.rawValue ?? "all", "\(summary.model.count)"] + cells(summary.model)
                + cells(summary.leftOut)
        }
    }

    private func cells(_ errors: ErrorStatistics) -> [String] {
        [
            ratio(errors.medianFactor), ratio(errors.geometricMean),
            FigureText.fixed(100 * errors.shareWithinHalf, digits: 1) + " %", ratio(errors.worst),
        ]
    }

    private var statistics: [String] {
        TextTable(header: statisticsHeader, rows: statisticsRows, leftAligned: ["figure", "kind"]).lines
    }

    private let factorsHeader = ["kind", "area", "energy", "time"]

    private var factorsRows: [[String]] {
        MacroKind.allCases.compactMap { kind in
            comparison.fitted[kind].map { [kind.rawValue, short($0.area), short($0.energy), short($0.latency)] }
        }
    }

    private var fitted: [String] {
        ["Factors of overhead fitted to all chips of the file:"]
            + TextTable(header: factorsHeader, rows: factorsRows, leftAligned: ["kind"]).lines
    }
}
