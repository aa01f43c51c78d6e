// SPDX-License-Identifier: Apache-2.0

import Plots
import ReportKit
import Systolic

/// The arrays of a search as points in a plane of two objectives, with the front of the best ones.
public struct SearchPlot: Sendable {
    private let result: SystolicSearch.Result
    private let horizontal: SearchObjective
    private let vertical: SearchObjective

    /// Plots a search.
    public init(_ result: SystolicSearch.Result, horizontal: SearchObjective, vertical: SearchObjective) {
        self.result = result
        self.horizontal = horizontal
        self.vertical = vertical
    }

    /// The picture.
    public var plot: Plot {
        let (x, y) = (axis(horizontal), axis(vertical))
        let best = Set(result.front.map { SearchReport.key($0.design) })
        let series = Dataflow.allCases.enumerated().map { index, dataflow in
            CurvePanel.Series(
                dataflow.title, look: index,
                points: result.points.filter { $0.design.dataflow == dataflow }.map { point in
                    CurvePanel.Point(
                        point.value(horizontal), point.value(vertical),
                        note: "\(point.design.rows)x\(point.design.columns) \(point.design.dataflow.rawValue)",
                        isBest: best.contains(SearchReport.key(point.design)))
                }, isJoined: false)
        }
        return Plot(
            title: "Systolic arrays: \(horizontal.rawValue) and \(vertical.rawValue)",
            description: "\(result.points.count) arrays, \(result.front.count) on the front.",
            panels: [.curves(CurvePanel("arrays", x: x, y: y, series: series.thinned))])
    }

    private func axis(_ objective: SearchObjective) -> PlotAxis {
        let values = result.points.map { $0.value(objective) }
        return switch objective {
        case .cycles: PlotAxis("Cycles", unit: FigureUnit.fitting(FigureUnit.counts, values), base: "1")
        case .area:
            PlotAxis("Area", unit: FigureUnit.fitting(FigureUnit.areas, values, least: 0.01), base: "m^2")
        case .energy: PlotAxis("Energy", unit: FigureUnit.fitting(FigureUnit.prefixed("J"), values), base: "J")
        case .dram: PlotAxis("DRAM words", unit: FigureUnit.fitting(FigureUnit.counts, values), base: "1")
        }
    }
}
