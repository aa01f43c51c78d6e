// SPDX-License-Identifier: Apache-2.0

import ReportKit

/// Bars of one quantity from left to right, with an axis from zero.
package struct BarPanel: PanelDrawing {
    private let name: String
    private let axis: PlotAxis
    private let bars: [PlotBar]
    private let showsShares: Bool
    private let units: [String]

    /// A panel.
    ///
    /// - Parameters:
    ///   - name: what the table of the data calls it.
    ///   - axis: the quantity.
    ///   - bars: the bars, from top to bottom.
    ///   - showsShares: whether each bar is whole, and its parts are shares of it. The bars may then be of different
    ///     quantities, whose units stand in `text`; `units` has their SI units.
    ///   - units: SI units of the bars, if they differ.
    package init(_ name: String, axis: PlotAxis, bars: [PlotBar], showsShares: Bool = false, units: [String] = []) {
        self.name = name
        self.axis = axis
        self.bars = bars
        self.showsShares = showsShares
        self.units = units
    }

    var isWide: Bool { showsShares }

    var legend: [LegendEntry] { bars.flatMap(\.legend) }

    var data: [PlotDatum] {
        bars.enumerated().flatMap { index, bar in
            var rows = bar.data(panel: name, unit: index < units.count ? units[index] : axis.base)
            guard showsShares else { return rows }
            let sum = bar.parts.reduce(0) { $0 + $1.value }
            for (row, part) in bar.parts.enumerated() { rows[row].share = part.value / sum }
            return rows
        }
    }

    // MARK: Sizes

    private func rowHeight(_ style: PlotStyle) -> Double { style.fontSize * 1.7 }

    func height(_ style: PlotStyle) -> Double {
        style.gap + Double(bars.count) * rowHeight(style) + AxisMarks.heightBelow(style)
    }

    func leftRoom(_ width: Double, _ style: PlotStyle) -> Double {
        let widest = bars.map { TextWidth.of($0.label, size: style.fontSize) }.max() ?? 0
        return min(width * 0.42, widest * 1.03 + style.gap + style.fontSize * 0.5)
    }

    /// What stands at the end of a bar.
    private func text(_ bar: PlotBar) -> String { bar.text ?? bar.value.map(axis.unit.text) ?? "-" }

    func rightRoom(_ width: Double, _ style: PlotStyle) -> Double {
        let widest = bars.map { TextWidth.of(text($0), size: style.fontSize) }.max() ?? 0
        return min(width * 0.3, widest * 1.03 + style.gap)
    }

    // MARK: Picture

    func marks(in frame: PlotFrame, left: Double, right: Double, _ style: PlotStyle) -> [PlotMark] {
        let height = Double(bars.count) * rowHeight(style)
        let area = PlotFrame(
            x: frame.x + left, y: frame.y + style.gap, width: max(1, frame.width - left - right), height: height)
        let scale = scale(area.width, style)
        let axes = AxisMarks(area: area, style: style)
        let rows = bars.enumerated().flatMap { index, bar in
            row(bar, y: area.y + Double(index) * rowHeight(style), in: area, left: left, right: right, scale, style)
        }
        return axes.horizontal(scale, title: axis.label)
            + rows + [.line(PlotPoint(area.x, area.y), PlotPoint(area.x, area.bottom), style.axis)]
            + [.line(PlotPoint(area.x, area.bottom), PlotPoint(area.right, area.bottom), style.axis)]
    }

    private func scale(_ width: Double, _ style: PlotStyle) -> PlotScale {
        let ticks = AxisMarks.mostTicks(across: width, style)
        guard !showsShares else { return .linear([0, 100], mostTicks: ticks) }
        let ends = bars.compactMap(\.length) + bars.compactMap { $0.interval?.upperBound }
        return .linear(ends.map(axis.scaled), fromZero: true, mostTicks: ticks)
    }

    private func row(
        _ bar: PlotBar, y: Double, in area: PlotFrame, left: Double, right: Double, _ scale: PlotScale,
        _ style: PlotStyle
    ) -> [PlotMark] {
        let size = style.fontSize
        let baseline = y + rowHeight(style) / 2 + size * 0.34
        let room = left - style.gap
        let label = TextWidth.shortened(bar.label, size: size, width: room)
        func place(_ value: Double) -> Double { area.x + scale.share(value) * area.width }
        let pieces = pieces(of: bar)
        var sum = 0.0
        let height = size * 1.1
        let blocks = pieces.flatMap { piece -> [PlotMark] in
            let start = place(sum)
            sum += piece.value
            let block = PlotFrame(
                x: start, y: y + (rowHeight(style) - height) / 2, width: place(sum) - start, height: height)
            return piece.look.marks(block, note: note(bar, piece.name, piece.figure), scale: size)
        }
        var marks = blocks
        let end = max(place(sum), bar.interval.map { place(axis.scaled($0.upperBound)) } ?? 0)
        if let interval = bar.interval {
            let middle = y + rowHeight(style) / 2
            marks.append(
                AxisMarks.whisker(
                    PlotPoint(place(axis.scaled(interval.lowerBound)), middle),
                    PlotPoint(place(axis.scaled(interval.upperBound)), middle), style))
        }
        let words = TextWidth.shortened(text(bar), size: size, width: right + area.right - end - style.gap)
        return marks + [
            PlotMark(
                .label(
                    PlotLabel(text: label, place: PlotPoint(area.x - style.gap, baseline), size: size, anchor: .end)),
                note: label == bar.label ? nil : bar.label),
            .label(words, end + style.gap, baseline, size: size),
        ]
    }

    /// The blocks of a bar, as the axis counts them, with their figures in SI.
    private func pieces(of bar: PlotBar) -> [(name: String?, look: BarLook, value: Double, figure: Double)] {
        let pieces = bar.pieces.filter { $0.value > 0 }
        guard showsShares else { return pieces.map { ($0.name, $0.look, axis.scaled($0.value), $0.value) } }
        let sum = pieces.reduce(0) { $0 + $1.value }
        return sum > 0 ? pieces.map { ($0.name, $0.look, 100 * ($0.value / sum), $0.value / sum) } : []
    }

    private func note(_ bar: PlotBar, _ part: String?, _ figure: Double) -> String {
        "\(bar.label)\(part.map { ", \($0)" } ?? ""): \(axis.unit.text(figure)) \(axis.unit.typographicSymbol)"
    }
}
