// SPDX-License-Identifier: Apache-2.0

import Circuits
import Diagnostics
import Estimation
import Plots
import ReportKit
import Runs
import Workload

extension Estimate {
    /// The estimate as a picture: shares of the parts of area, latency and energy, and the energy of each layer by part.
    ///
    /// - Returns: the picture.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func plot() throws(InputError) -> Plot {
        try EstimateReport(self).checked { EstimatePlot(estimate: self).plot }
    }
}

/// An estimate as bars.
private struct EstimatePlot {
    let estimate: Estimate
    /// The same as a design of a comparison, which knows the parts of figures.
    private let design: ComparedColumn

    init(estimate: Estimate) {
        self.estimate = estimate
        design = ComparedColumn(setting: ComparisonSetting(), design: .chip(estimate))
    }

    private static let quantities: [ComparedQuantity] = [.area, .latency, .energy]

    var plot: Plot {
        let count = estimate.layers.count == 1 ? "1 layer" : "\(estimate.layers.count) layers"
        return Plot(
            title: "Estimate of \(count): figures of one \(design.period)", description: description,
            panels: [
                .bars(
                    BarPanel(
                        "shares of parts", axis: .percent("Share of parts"), bars: Self.quantities.map(bar),
                        showsShares: true, units: Self.quantities.map(\.baseUnit))), .columns(layers),
            ])
    }

    private func bar(_ quantity: ComparedQuantity) -> PlotBar {
        let value = design.figure(quantity) ?? 0
        // Parts that never end have no shares.
        let parts = design.parts(quantity).filter { $0.value.isFinite }
        return PlotBar(quantity.title, value: value, parts: PartLook.parts(parts), text: text(quantity, value))
    }

    private func text(_ quantity: ComparedQuantity, _ value: Double) -> String {
        let unit = quantity.unit(for: [value])
        return value.isFinite ? "\(unit.text(value)) \(unit.typographicSymbol)" : unit.text(value)
    }

    private var layers: ColumnPanel {
        let columns = zip(estimate.network.layers, estimate.layers).enumerated().map { index, pair in
            let (layer, figures) = pair
            let total = figures.costs.total.energy + figures.leakageEnergy
            let parts =
                figures.breakdown.named.map { FigurePart($0.name, $0.cost.energy) }
                + [FigurePart("leakage", figures.leakageEnergy)]
            let addsUp = abs(parts.reduce(0) { $0 + $1.value } - total) <= 1e-6 * total
            return PlotBar(
                layer.name ?? String(index + 1), value: total, parts: addsUp ? PartLook.parts(parts) : [])
        }
        let totals = estimate.layers.map { $0.costs.total.energy + $0.leakageEnergy }
        let unit = FigureUnit.fitting(FigureUnit.prefixed("J"), totals)
        return ColumnPanel(
            "energy by layer", axis: PlotAxis("Energy", unit: unit, base: "J"), title: "Layer", columns: columns)
    }

    private var description: String {
        Self.quantities.map { quantity in
            let parts = design.parts(quantity).filter { $0.value > 0 }.map { part in
                "\(FigurePart.title(of: part.name)) \(text(quantity, part.value))"
            }
            return "\(quantity.title) \(text(quantity, design.figure(quantity) ?? 0)): "
                + parts.joined(separator: ", ") + "."
        }.joined(separator: " ")
    }
}
