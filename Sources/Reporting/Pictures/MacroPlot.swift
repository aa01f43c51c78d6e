// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Macro
import Plots
import ReportKit

extension MacroReport {
    /// The macro as a picture: shares of its parts in area, energy and time.
    ///
    /// - Returns: the picture.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func plot() throws(InputError) -> Plot {
        try checked {
            Plot(
                title: "\(macro.design.kind.title), \(macro.design.node.nanometers) nm: area, energy and time by part",
                description: figures.map { $0.text + "." }.joined(separator: " "),
                panels: [
                    .bars(
                        BarPanel(
                            "shares of parts", axis: .percent("Share of parts"), bars: figures.map(\.bar),
                            showsShares: true, units: ["m^2", "J", "s"]))
                ])
        }
    }

    private struct ShownFigure {
        let bar: PlotBar
        let text: String
    }

    private var figures: [ShownFigure] {
        let leakage = BarPart("leakage", look: PartLook.number("leakage"), value: macro.leakageEnergy)
        return [
            figure("area", macro.area, FigureUnit.areas, \.area),
            figure("energy", macro.energy, FigureUnit.prefixed("J"), \.energy, and: [leakage]),
            figure("time", macro.latency, FigureUnit.prefixed("s"), \.latency),
        ]
    }

    private func figure(
        _ name: String, _ value: Double, _ units: [FigureUnit], _ path: KeyPath<MacroPart, Double>,
        and others: [BarPart] = []
    ) -> ShownFigure {
        let unit = FigureUnit.fitting(units, [value], least: units == FigureUnit.areas ? 0.01 : 1)
        let parts = macro.parts.map { part in
            BarPart(part.name.title, look: PartLook.number(part.name.rawValue), value: part[keyPath: path])
        }
        func words(_ value: Double) -> String { "\(unit.text(value)) \(unit.typographicSymbol)" }
        return ShownFigure(
            bar: PlotBar(name, value: value, parts: parts + others, text: words(value)),
            text: "\(name) \(words(value)): "
                + macro.parts.filter { $0[keyPath: path] > 0 }.map { "\($0.name.title) \(words($0[keyPath: path]))" }
                .joined(separator: ", "))
    }
}
