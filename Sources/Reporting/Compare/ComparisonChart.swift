// SPDX-License-Identifier: Apache-2.0

import Runs
import ReportKit
import Workload

/// A comparison as bar charts in SVG: area, latency, energy, leakage and efficiency, a panel each. Bars are split by what
/// causes a figure where its parts add up to it.
struct ComparisonChart {
    let comparison: Comparison

    private static let panels: [ComparedQuantity] = [.area, .latency, .energy, .leakagePower, .operationsPerJoule]
    private static let margin = 24.0
    private static let titleHeight = 64.0
    private static let gap = 20.0
    /// Wider names of designs are cut off [px].
    private static let widestLabel = 230.0

    private static let colors: [String: String] = [
        "array": "#4c78a8", "conversion": "#f58518", "accumulation": "#54a24b", "interconnect": "#b279a2",
        "other": "#bab0ac", "weightGradient": "#e45756", "buffer": "#72b7b2", "weightUpdate": "#ff9da6",
        "dram": "#9d755d", "leakage": "#d8b62f", "arithmetic": "#2f4b7c", "registers": "#a05195",
        "ifmapBuffer": "#17a2b8", "filterBuffer": "#8cc26b", "ofmapBuffer": "#6d7fcc",
    ]

    private static func color(_ name: String) -> String { colors[name] ?? "#777777" }

    private var columns: [ComparedColumn] { comparison.columns }

    private var geometry: BarPanel.Geometry {
        let widest = columns.map { BarPanel.width(of: comparison.label(of: $0)) }.max() ?? 0
        return BarPanel.Geometry(labelWidth: min(Self.widestLabel, widest + 18))
    }

    private var panels: [BarPanel] {
        let geometry = geometry
        return Self.panels.map { quantity in
            BarPanel(
                title: quantity.title, unit: comparison.unit(quantity), bars: columns.map { bar($0, quantity) },
                geometry: geometry, colors: Self.color)
        }
    }

    private func bar(_ column: ComparedColumn, _ quantity: ComparedQuantity) -> BarPanel.Bar {
        BarPanel.Bar(
            label: comparison.label(of: column), value: column.figure(quantity),
            parts: column.addsUp(quantity) ? column.parts(quantity) : [])
    }

    // MARK: Picture

    /// The picture: two panels beside each other, the legend in the last place.
    var text: String {
        let panels = panels
        let geometry = geometry
        let legend = legend(panels)
        let panelHeight = geometry.height(bars: columns.count)
        let rows = Double((panels.count + 1) / 2)
        let lastHeight = max(panelHeight, 40 + 22 * Double(legend.count))
        let width = 2 * Self.margin + 2 * geometry.width + Self.gap
        let height = Self.margin + Self.titleHeight + (rows - 1) * (panelHeight + Self.gap) + lastHeight
        var parts = [
            heading(title, y: 34, size: 18, fill: "black", weight: "bold"),
            heading(subtitle, y: 56, size: 13, fill: "#555", weight: "normal"),
        ]
        for (index, panel) in panels.enumerated() {
            let place = place(index, panelHeight, geometry)
            parts += panel.elements(x: place.x, y: place.y)
        }
        let corner = place(panels.count, panelHeight, geometry)
        parts += legendElements(legend, x: corner.x + geometry.labelWidth, y: corner.y)
        return SVGElement.picture(width: width, height: height, title: title, description: description, parts)
    }

    private func heading(_ text: String, y: Double, size: Double, fill: String, weight: String) -> SVGElement {
        SVGElement(
            "text",
            [
                "x": .number(Self.margin), "y": .number(y), "font-size": .number(size), "font-weight": .text(weight),
                "fill": .text(fill),
            ], text: text)
    }

    private func place(_ index: Int, _ panelHeight: Double, _ geometry: BarPanel.Geometry) -> (x: Double, y: Double) {
        let x = Self.margin + Double(index % 2) * (geometry.width + Self.gap)
        return (x, Self.titleHeight + 8 + Double(index / 2) * (panelHeight + Self.gap))
    }

    // MARK: Words

    private var title: String {
        let names = comparison.variedNames
        return names.isEmpty
            ? "Comparison of \(columns.count) designs" : "Comparison by \(names.joined(separator: ", "))"
    }

    private var subtitle: String {
        let layers = comparison.network.layers.count
        let periods = Set(columns.map(\.period)).sorted().map { "one \($0)" }.joined(separator: " or ")
        return "Network of \(layers) layer\(layers == 1 ? "" : "s"), figures of \(periods)"
    }

    /// A description of the picture for screen readers.
    private var description: String {
        columns.map { column in
            let figures = Self.panels.map { quantity in
                let unit = comparison.unit(quantity)
                let value = column.figure(quantity).map { "\(unit.text($0)) \(unit.typographicSymbol)" } ?? "none"
                return "\(quantity.title) \(value)"
            }
            return "\(comparison.label(of: column)): \(figures.joined(separator: ", "))."
        }.joined(separator: " ")
    }

    // MARK: Legend

    /// Colors that the panels use, with their meaning.
    private func legend(_ panels: [BarPanel]) -> [(color: String, text: String)] {
        var names: [String] = []
        for part in panels.flatMap(\.bars).flatMap(\.parts) where part.value > 0 && !names.contains(part.name) {
            names.append(part.name)
        }
        return names.map { (Self.color($0), FigurePart.title(of: $0)) } + [(BarPanel.plainColor, "not split")]
    }

    private func legendElements(_ legend: [(color: String, text: String)], x: Double, y: Double) -> [SVGElement] {
        legend.enumerated().flatMap { index, entry -> [SVGElement] in
            let top = y + 32 + 22 * Double(index)
            return [
                SVGElement(
                    "rect", ["x": .number(x), "y": .number(top), "width": 14, "height": 14, "fill": .text(entry.color)]),
                .label(entry.text, x: x + 22, y: top + 12, size: 13),
            ]
        }
    }
}
