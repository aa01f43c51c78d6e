// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Systolic

/// The arrays of a search as points in a plane of two objectives, with logarithmic axes, as SVG.
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
    public var svg: String {
        let (x, y) = (Self.scaled(horizontal), Self.scaled(vertical))
        return FrontPlot(
            title: "Systolic arrays: \(x.label) and \(y.label)", horizontal: x.label, vertical: y.label,
            points: result.points.map(point), front: result.front.map(point),
            categories: zip(Dataflow.allCases, FrontPlot.palette).map { dataflow, color in
                FrontPlot.Category(name: dataflow.title, color: color)
            }
        ).svg
    }

    private func point(_ point: SearchPoint) -> FrontPlot.Point {
        FrontPlot.Point(
            x: point.value(horizontal) * Self.scaled(horizontal).factor,
            y: point.value(vertical) * Self.scaled(vertical).factor,
            category: Dataflow.allCases.firstIndex(of: point.design.dataflow) ?? 0,
            title: "\(point.design.rows)x\(point.design.columns) \(point.design.dataflow.rawValue)")
    }

    private static func scaled(_ objective: SearchObjective) -> (factor: Double, label: String) {
        switch objective {
        case .cycles: (1, "cycles")
        case .area: (1e6, "area [mm²]")
        case .energy: (1e6, "energy [µJ]")
        case .dram: (1, "DRAM words")
        }
    }
}
