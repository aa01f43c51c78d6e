// SPDX-License-Identifier: Apache-2.0

import ReportKit

/// Bars of one figure, one a design, from left to right, with an axis from zero.
struct BarPanel {
    /// A bar.
    struct Bar {
        /// The design.
        let label: String
        /// The figure in its SI unit; nil where the design has none.
        let value: Double?
        /// Its parts where they add up to it; empty for a plain bar.
        let parts: [FigurePart]
    }

    /// Sizes of the drawing [px].
    struct Geometry {
        /// Room for the names of designs, left of the bars.
        let labelWidth: Double
        var barsWidth = 270.0
        var valueWidth = 92.0
        var rowHeight = 28.0
        var barHeight = 18.0
        var titleHeight = 36.0
        var axisHeight = 34.0

        /// Width of a panel.
        var width: Double { labelWidth + barsWidth + valueWidth }

        /// Height of a panel with so many bars.
        func height(bars: Int) -> Double { titleHeight + Double(bars) * rowHeight + axisHeight }
    }

    /// The color of a bar without parts.
    static let plainColor = "#8a93a1"

    let title: String
    let unit: FigureUnit
    let bars: [Bar]
    let geometry: Geometry
    /// The colour of each cause.
    let colors: (String) -> String

    /// The panel with its upper left corner at a place.
    func elements(x: Double, y: Double) -> [SVGElement] {
        let left = x + geometry.labelWidth
        let top = y + geometry.titleHeight
        let heading = unit.symbol.isEmpty ? title : "\(title) [\(unit.typographicSymbol)]"
        let head = SVGElement(
            "text", ["x": .number(left), "y": .number(y + 20), "font-size": 15, "font-weight": "bold"], text: heading)
        return [head] + axis(left: left, top: top)
            + bars.enumerated().flatMap { row(index: $0, bar: $1, left: left, top: top) }
    }

    // MARK: Axis

    /// The end of the axis, and the distance between its ticks, in the unit of the panel.
    var scale: (end: Double, step: Double) {
        let values = bars.compactMap(\.value).filter { !ComparedQuantity.isUnbounded($0) }
        let largest = (values.max() ?? 0) * unit.perUnit
        guard largest > 0 else { return (1, 1) }
        // Of all distances of a single digit 1, 2 or 5 the smallest one that leads to five ticks or fewer.
        var decade = 1.0
        while decade * 5 < largest { decade *= 10 }
        while decade > largest { decade /= 10 }
        let steps = [decade / 10, decade / 5, decade / 2, decade, decade * 2, decade * 5]
        let step = steps.first { largest / $0 <= 5 } ?? decade * 5
        return ((largest / step).rounded(.up) * step, step)
    }

    private func axis(left: Double, top: Double) -> [SVGElement] {
        let scale = scale
        let bottom = top + Double(bars.count) * geometry.rowHeight
        let count = Int((scale.end / scale.step).rounded())
        return (0...count).flatMap { tick -> [SVGElement] in
            let value = Double(tick) * scale.step
            let place = left + value / scale.end * geometry.barsWidth
            return [
                .line(from: (place, top), to: (place, bottom + 4), stroke: tick == 0 ? "#666" : "#ddd"),
                .label(FigureText.sixDigits(value), x: place, y: bottom + 19, anchor: "middle", fill: "#555"),
            ]
        }
    }

    // MARK: Bars

    private func row(index: Int, bar: Bar, left: Double, top: Double) -> [SVGElement] {
        let y = top + Double(index) * geometry.rowHeight + (geometry.rowHeight - geometry.barHeight) / 2
        let baseline = y + geometry.barHeight / 2 + 4.5
        let name = SVGElement(
            "g",
            children: [
                SVGElement("title", text: bar.label),
                .label(
                    BarPanel.shortened(bar.label, width: geometry.labelWidth - 10), x: left - 8, y: baseline,
                    anchor: "end", size: 13),
            ])
        let length = length(bar.value ?? 0)
        return [name] + segments(of: bar, left: left, y: y) + [
            .label(bar.value.map(unit.text) ?? "-", x: left + length + 6, y: baseline, size: 13)
        ]
    }

    private func length(_ value: Double) -> Double {
        ComparedQuantity.isUnbounded(value) ? 0 : value * unit.perUnit / scale.end * geometry.barsWidth
    }

    private func segments(of bar: Bar, left: Double, y: Double) -> [SVGElement] {
        guard let value = bar.value, length(value) > 0 else { return [] }
        let parts = bar.parts.isEmpty ? [FigurePart("", value)] : bar.parts
        var start = left
        return parts.filter { $0.value > 0 }.map { part in
            let width = length(part.value)
            defer { start += width }
            let color = part.name.isEmpty ? BarPanel.plainColor : colors(part.name)
            let cause = part.name.isEmpty ? "" : ", \(FigurePart.title(of: part.name))"
            let note = "\(bar.label)\(cause): \(unit.text(part.value)) \(unit.typographicSymbol)"
            return SVGElement(
                "rect",
                [
                    "x": .number(start), "y": .number(y), "width": .number(width),
                    "height": .number(geometry.barHeight), "fill": .text(color), "stroke": "white", "stroke-width": 0.4,
                ], children: [SVGElement("title", text: note)])
        }
    }

    // MARK: Widths

    /// Width of a text, about [px].
    static func width(of text: String) -> Double { 7.4 * Double(text.count) }

    /// A text that is cut off where it is wider than that [px].
    static func shortened(_ text: String, width: Double) -> String {
        guard BarPanel.width(of: text) > width else { return text }
        let letters = max(1, Int(width / BarPanel.width(of: "x")) - 1)
        return text.prefix(letters) + "…"
    }
}
