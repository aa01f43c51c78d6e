// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Plots
import ReportKit
import Reporting
import Sweep

extension SweepReport {
    /// The sweep as a picture: designs as points in the plane of the first two objectives, with the Pareto front.
    ///
    /// - Returns: the picture.
    /// - Throws: `InputError` of kind `internalError` when a figure is not a number, or negative.
    public func plot() throws(InputError) -> Plot { try checked { SweepPlot(report: self).plot } }
}

/// A sweep as points in a plane.
private struct SweepPlot {
    let report: SweepReport

    /// The quantities of the two axes.
    private var axes: (x: SweepObjective, y: SweepObjective) {
        let given = report.objectives
        guard let first = given.first else { return (.energy, .area) }
        return (first, given.count > 1 ? given[1] : first == .area ? .energy : .area)
    }

    /// What has the fewest values of several makes the kinds of points.
    private var kinds: (name: String, values: [String])? {
        report.names.map { name in
            (name: name, values: Self.ordered(Set(report.points.map { report.values($0, [name])[0] })))
        }.filter { (2...8).contains($0.values.count) }.min { $0.values.count < $1.values.count }
    }

    /// Words in their order: by size where all are numbers, otherwise by letters.
    private static func ordered(_ words: Set<String>) -> [String] {
        let byLetters = words.sorted()
        let numbers = byLetters.compactMap { Double($0) }
        guard numbers.count == words.count else { return byLetters }
        return zip(numbers, byLetters).sorted { $0.0 < $1.0 }.map(\.1)
    }

    var plot: Plot {
        let axes = axes
        let kinds = kinds
        let best = Set(report.front)
        let points = report.points.indices.compactMap { index in
            point(index, axes, isBest: best.contains(index)).map { (report.points[index], $0) }
        }
        let series = (kinds?.values ?? [""]).enumerated().map { number, value in
            CurvePanel.Series(
                kinds.map { "\($0.name) \(value)" } ?? "designs", look: number,
                points: points.filter { kinds == nil || report.values($0.0, [kinds?.name ?? ""])[0] == value }.map(\.1),
                isJoined: false)
        }
        return Plot(
            title: "Sweep: \(axes.x.rawValue) and \(axes.y.rawValue)",
            description:
                "\(points.count) of \(report.points.count) designs, \(report.front.count) on the Pareto front.",
            panels: [
                .curves(
                    CurvePanel(
                        "designs", x: axis(axes.x), y: axis(axes.y), series: series.filter { !$0.isEmpty }.thinned))
            ])
    }

    /// A design with both figures; nil without them.
    private func point(
        _ index: Int, _ axes: (x: SweepObjective, y: SweepObjective), isBest: Bool
    ) -> CurvePanel.Point? {
        let point = report.points[index]
        guard let figures = point.figures, let left = figures[axes.x], let up = figures[axes.y], left.isFinite,
            up.isFinite
        else { return nil }
        return CurvePanel.Point(
            left, up, note: point.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " "), isBest: isBest)
    }

    private func axis(_ objective: SweepObjective) -> PlotAxis {
        let values = report.points.compactMap { $0.figures?[objective] }
        let words = objective.rawValue.separatedWords(by: " ")
        let title = words.prefix(1).uppercased() + words.dropFirst()
        func fitting(_ base: String) -> PlotAxis {
            PlotAxis(title, unit: FigureUnit.fitting(FigureUnit.prefixed(base), values), base: base)
        }
        switch objective {
        case .area: return PlotAxis(title, unit: FigureUnit.fitting(FigureUnit.areas, values, least: 0.01), base: "m^2")
        case .latency, .timeToFirstToken, .stepLatency: return fitting("s")
        case .energy, .tokenEnergy, .joulesPerToken: return fitting("J")
        case .leakage: return fitting("W")
        case .framesPerSecond, .tokensPerSecond: return PlotAxis(title, unit: FigureUnit("1/s", 1), base: "1/s")
        case .tops: return PlotAxis("Throughput", unit: FigureUnit("TOPS", 1), base: "1e12/s")
        case .topsPerWatt: return PlotAxis("Efficiency", unit: FigureUnit("TOPS/W", 1), base: "1e12/J")
        case .accuracy, .trainingAccuracy, .testAccuracy, .testAccuracyDeviation: return .percent(title)
        case .writesPerCell, .mostWrites, .trainingEpochs:
            return PlotAxis(title, unit: FigureUnit.fitting(FigureUnit.counts, values), base: "1")
        }
    }
}
