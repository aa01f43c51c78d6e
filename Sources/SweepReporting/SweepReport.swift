// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import ReportKit
import Reporting
import Sweep
import Workload

/// The report on a sweep.
public struct SweepReport: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// A table of the best designs.
        case text
        /// A table with one row for each point.
        case csv
        /// A tree with the schema `tessera.sweep/1`.
        case json
    }

    let points: [SweepPoint]
    let objectives: [SweepObjective]
    /// The places of the best points.
    let front: [Int]

    /// Reports on a sweep.
    public init(_ summary: SweepSummary) {
        self.init(points: summary.points, objectives: summary.objectives, front: summary.front)
    }

    /// Reports on points; `front` has the indices of the best ones.
    init(points: [SweepPoint], objectives: [SweepObjective], front: [Int]) {
        self.points = points
        self.objectives = objectives
        self.front = front
    }

    /// The report as text in a format.
    ///
    /// - Parameter format: what the report is.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is not a number, or negative.
    public func rendered(as format: Format) throws(InputError) -> String { try checked(as: format) }

    /// The names of varying settings, in the order of the first point.
    var names: [String] {
        var names: [String] = []
        for setting in points.lazy.flatMap(\.settings) where !names.contains(setting.name) {
            names.append(setting.name)
        }
        return names
    }

    func values(_ point: SweepPoint, _ names: [String]) -> [String] {
        names.map { name in point.settings.first { $0.name == name }?.value ?? "" }
    }

    // MARK: Text

    private var text: String {
        let figures = SweepObjective.allCases.filter { objective in
            points.contains { $0.figures?[objective] != nil }
        }
        let names = names
        let rows = front.map { index in
            let point = points[index]
            return values(point, names)
                + figures.map { figure in
                    point.figures?[figure].map { value in
                        value == .infinity
                            ? FigureText.never : FigureText.sixDigits(value * Self.readable(figure).factor)
                    } ?? ""
                }
        }
        let header = names + figures.map { "\($0.rawValue) \(Self.readable($0).unit)".trimmingBlanks }
        let invalidCount = points.count { $0.figures == nil }
        let invalid = invalidCount > 0 ? ", \(invalidCount) of them invalid" : ""
        var lines = [
            "Points : \(points.count)\(invalid)",
            "Best by \(objectives.map(\.rawValue).joined(separator: ", ")) : \(front.count)", "",
        ]
        lines +=
            rows.isEmpty
            ? ["There is no valid point within the constraints."]
            : TextTable(header: header, rows: rows, leftAligned: Set(names)).lines
        lines += noteLines
        if let failed = points.first(where: { $0.error != nil }), let error = failed.error {
            let values = failed.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
            lines += ["", "The first invalid point, \(values) : \(error)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The most notes that the text shows.
    private static let mostNotes = 5

    /// Notes about figures, the most frequent first.
    private var noteLines: [String] {
        var counts: [String: Int] = [:]
        for note in points.compactMap(\.note) { counts[note, default: 0] += 1 }
        let notes = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var lines = notes.prefix(Self.mostNotes).flatMap { ["", "Of \($0.value) points the \($0.key)"] }
        let others = notes.dropFirst(Self.mostNotes)
        if !others.isEmpty {
            let count = others.reduce(0) { $0 + $1.value }
            lines += ["", "\(count) more points have other notes : see column note of --format csv"]
        }
        return lines
    }

    /// A unit that people read, and what a figure is multiplied by for it.
    private static func readable(_ objective: SweepObjective) -> (factor: Double, unit: String) {
        switch objective {
        case .area: (1e6, "mm^2")
        case .latency: (1e3, "ms")
        case .energy: (1e6, "uJ")
        case .leakage: (1e3, "mW")
        case .framesPerSecond: (1, "1/s")
        case .tops: (1, "")
        case .topsPerWatt: (1, "")
        case .accuracy, .trainingAccuracy, .testAccuracy, .testAccuracyDeviation: (100, "%")
        case .writesPerCell, .mostWrites, .trainingEpochs: (1, "")
        case .timeToFirstToken, .stepLatency: (1e3, "ms")
        case .tokenEnergy, .joulesPerToken: (1e6, "uJ")
        case .tokensPerSecond: (1, "1/s")
        }
    }

    // MARK: CSV

    private var csv: String {
        let names = names
        let best = Set(front)
        let settings = names.enumerated().map { index, name in
            CSVColumn<Row>(name, "points.settings.\(name)") { $0.values[index] }
        }
        return CSVColumn.table(
            settings + SweepReport.columns,
            points.enumerated().map { index, point in
                Row(values: values(point, names), point: point, isBest: best.contains(index))
            })
    }

    /// A point with the values of what varies.
    struct Row {
        let values: [String]
        let point: SweepPoint
        let isBest: Bool
    }

    /// The columns behind what varies.
    static let columns: [CSVColumn<Row>] =
        SweepObjective.allCases.map { objective in
            CSVColumn(column(objective), "points.figures.\(objective.rawValue)") {
                $0.point.figures?[objective].map { $0 == .infinity ? FigureText.never : "\($0)" } ?? ""
            }
        } + [
            CSVColumn("best", "points.best") { $0.isBest ? "1" : "0" },
            CSVColumn("error", "points.error") { $0.point.error ?? "" },
            CSVColumn("note", "points.note") { $0.point.note ?? "" },
        ]

    private static func column(_ objective: SweepObjective) -> String {
        let units: [SweepObjective: String] = [
            .area: "_m2", .latency: "_s", .energy: "_J", .leakage: "_W", .timeToFirstToken: "_s", .stepLatency: "_s",
            .tokenEnergy: "_J", .joulesPerToken: "_J",
        ]
        return objective.rawValue + (units[objective] ?? "")
    }
}

extension SweepReport: Report {
    package static let schemaName = "tessera.sweep/1"
    package static let subject = "a sweep"

    package static let contents: [ReportMember<SweepReport>] = [
        ReportMember("objectives", "objectives of the search") { $0.objectives },
        ReportMember("points", "all points, by key") { report in
            let best = Set(report.front)
            return report.points.enumerated().map { index, point in
                SweepPointDocument(point: point, isBest: best.contains(index))
            }
        },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) -> String {
        switch format {
        case .text: text
        case .csv: csv
        case .json: document.text
        }
    }
}

extension String {
    fileprivate var trimmingBlanks: String { hasSuffix(" ") ? String(dropLast()) : self }
}
