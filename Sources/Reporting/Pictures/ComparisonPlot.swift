// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Plots
import ReportKit
import Runs
import Workload

extension Comparison {
    /// The comparison as a picture: bars of area, latency, energy, leakage and efficiency, a panel each. Bars are split by
    /// what causes a figure where its parts add up to it.
    ///
    /// - Returns: the picture.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func plot() throws(InputError) -> Plot { try checked { ComparisonPlot(comparison: self).plot } }
}

/// A comparison as bars.
private struct ComparisonPlot {
    let comparison: Comparison

    private static let panels: [ComparedQuantity] = [.area, .latency, .energy, .leakagePower, .operationsPerJoule]

    var plot: Plot {
        Plot(
            title: title, description: description,
            panels: Self.panels.filter { quantity in comparison.columns.contains { $0.figure(quantity) != nil } }
                .map { .bars(panel($0)) })
    }

    private func panel(_ quantity: ComparedQuantity) -> BarPanel {
        BarPanel(
            quantity.title, axis: quantity.axis(comparison.unit(quantity)),
            bars: comparison.columns.map { column in
                PlotBar(
                    comparison.label(of: column), value: column.figure(quantity),
                    parts: column.addsUp(quantity) ? PartLook.parts(column.parts(quantity)) : [])
            })
    }

    // MARK: Words

    private var title: String {
        let names = comparison.variedNames
        let layers = comparison.network.layers.count
        let periods = Set(comparison.columns.map(\.period)).sorted().map { "one \($0)" }.joined(separator: " or ")
        let designs =
            names.isEmpty
            ? "Comparison of \(comparison.columns.count) designs" : "Comparison by \(names.joined(separator: ", "))"
        return "\(designs): network of \(layers) layer\(layers == 1 ? "" : "s"), figures of \(periods)"
    }

    /// A description of the picture for screen readers.
    private var description: String {
        comparison.columns.map { column in
            let figures = Self.panels.map { quantity in
                let unit = comparison.unit(quantity)
                let value = column.figure(quantity).map { "\(unit.text($0)) \(unit.typographicSymbol)" } ?? "none"
                return "\(quantity.title) \(value)"
            }
            return "\(comparison.label(of: column)): \(figures.joined(separator: ", "))."
        }.joined(separator: " ")
    }
}

extension ComparedQuantity {
    /// Its axis in a picture.
    func axis(_ unit: FigureUnit) -> PlotAxis {
        PlotAxis(title.prefix(1).uppercased() + title.dropFirst(), unit: unit, base: baseUnit)
    }
}
