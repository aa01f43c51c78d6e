// SPDX-License-Identifier: Apache-2.0

import Formats
import ReportKit
import Sweep
import Workload

/// The report on a sweep.
public struct SweepReport: Sendable {
    /// What the report can be.
    public enum Format: String, Sendable, CaseIterable {
        /// A table of the best designs.
        case text
        /// A table with one row for each point.
        case csv
        /// A plot of the first two objectives.
        case svg
    }

    private let summary: SweepSummary

    /// Reports on a sweep.
    public init(_ summary: SweepSummary) {
        self.summary = summary
    }

    /// The report as text in a format.
    public func rendered(as format: Format) -> String {
        switch format {
        case .text: text
        case .csv: csv
        case .svg: svg
        }
    }

    /// What varies, in the order of the first point.
    private var names: [String] {
        var names: [String] = []
        for setting in summary.points.lazy.flatMap(\.settings) where !names.contains(setting.name) {
            names.append(setting.name)
        }
        return names
    }

    private func values(_ point: SweepPoint, _ names: [String]) -> [String] {
        names.map { name in point.settings.first { $0.name == name }?.value ?? "" }
    }

    // MARK: Text

    private var text: String {
        let figures = SweepObjective.allCases.filter { objective in
            summary.points.contains { $0.figures?[objective] != nil }
        }
        let names = names
        let rows = summary.front.map { index in
            let point = summary.points[index]
            return values(point, names)
                + figures.map { figure in
                    point.figures?[figure].map { value in
                        value == .infinity
                            ? FigureText.never : FigureText.sixDigits(value * Self.readable(figure).factor)
                    } ?? ""
                }
        }
        let header = names + figures.map { "\($0.rawValue) \(Self.readable($0).unit)".trimmingBlanks }
        let invalid = summary.invalid > 0 ? ", \(summary.invalid) of them invalid" : ""
        var lines = [
            "Points : \(summary.points.count)\(invalid)",
            "Best by \(summary.objectives.map(\.rawValue).joined(separator: ", ")) : \(summary.front.count)", "",
        ]
        lines +=
            rows.isEmpty
            ? ["There is no valid point within the constraints."]
            : TextTable(header: header, rows: rows, leftAligned: Set(names)).lines
        let notes = summary.points.compactMap(\.note)
        for note in Set(notes).sorted() {
            lines += ["", "Of \(notes.count { $0 == note }) points the \(note)"]
        }
        if let failed = summary.points.first(where: { $0.error != nil }), let error = failed.error {
            let values = failed.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
            lines += ["", "The first invalid point, \(values) : \(error)"]
        }
        return lines.joined(separator: "\n") + "\n"
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
        case .accuracy: (100, "%")
        }
    }

    // MARK: CSV

    private var csv: String {
        let names = names
        let figures = SweepObjective.allCases
        let best = Set(summary.front)
        let header = names + figures.map { Self.column($0) } + ["best", "error", "note"]
        let rows = summary.points.enumerated().map { index, point in
            values(point, names)
                + figures.map { figure in
                    point.figures?[figure].map { $0 == .infinity ? FigureText.never : "\($0)" } ?? ""
                }
                + [best.contains(index) ? "1" : "0", point.error ?? "", point.note ?? ""]
        }
        return CSVText.lines([header] + rows)
    }

    private static func column(_ objective: SweepObjective) -> String {
        let units: [SweepObjective: String] = [.area: "_m2", .latency: "_s", .energy: "_J", .leakage: "_W"]
        return objective.rawValue + (units[objective] ?? "")
    }

    // MARK: Plot

    private var svg: String {
        let objectives = (summary.objectives + [.energy, .area]).prefix(2)
        let (x, y) = (
            objectives[0], summary.objectives.count > 1 ? objectives[1] : (objectives[0] == .area ? .energy : .area)
        )
        let names = names
        // What has the fewest values of several makes the colours.
        let category = names.map { name in
            (name, Array(Set(summary.points.map { values($0, [name])[0] })).sorted())
        }.filter { (2...FrontPlot.palette.count).contains($0.1.count) }.min { $0.1.count < $1.1.count }
        func point(_ index: Int) -> FrontPlot.Point? {
            let point = summary.points[index]
            guard let figures = point.figures, let left = figures[x], let right = figures[y], left.isFinite,
                right.isFinite
            else { return nil }
            let number = category.flatMap { $0.1.firstIndex(of: values(point, [$0.0])[0]) } ?? 0
            return FrontPlot.Point(
                x: left * Self.readable(x).factor, y: right * Self.readable(y).factor, category: number,
                title: point.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " "))
        }
        func label(_ objective: SweepObjective) -> String {
            let unit = Self.readable(objective).unit
            return unit.isEmpty ? objective.rawValue : "\(objective.rawValue) [\(unit)]"
        }
        let categories = (category?.1 ?? ["designs"]).enumerated().map { index, name in
            FrontPlot.Category(name: (category.map { "\($0.0) " } ?? "") + name, color: FrontPlot.palette[index])
        }
        return FrontPlot(
            title: "Sweep: \(label(x)) and \(label(y))", horizontal: label(x), vertical: label(y),
            points: summary.points.indices.compactMap(point), front: summary.front.compactMap(point),
            categories: categories
        ).svg
    }
}

extension String {
    fileprivate var trimmingBlanks: String { hasSuffix(" ") ? String(dropLast()) : self }
}
