// SPDX-License-Identifier: Apache-2.0

import ReportKit

/// Columns of one quantity beside each other, as for the layers of a network, with an axis that has zero.
package struct ColumnPanel: PanelDrawing {
    private let name: String
    private let axis: PlotAxis
    private let title: String
    private let columns: [PlotBar]

    /// A panel.
    ///
    /// - Parameters:
    ///   - name: what the table of the data calls it.
    ///   - axis: the quantity.
    ///   - title: what columns are, as in `Layer`; they are numbered from 1.
    ///   - columns: the columns. Where one has no figure, its `text` is written into its place.
    package init(_ name: String, axis: PlotAxis, title: String, columns: [PlotBar]) {
        self.name = name
        self.axis = axis
        self.title = title
        self.columns = columns
    }

    var isWide: Bool { true }

    var legend: [LegendEntry] { columns.flatMap(\.legend) }

    var data: [PlotDatum] {
        columns.enumerated().flatMap { index, column in
            column.data(panel: name, unit: axis.base).map { row in
                var row = row
                row.x = Double(index + 1)
                return row
            }
        }
    }

    // MARK: Sizes

    private func areaHeight(_ style: PlotStyle) -> Double { style.fontSize * 10 }

    func height(_ style: PlotStyle) -> Double {
        style.fontSize + areaHeight(style) + AxisMarks.heightBelow(style)
    }

    private func scale(_ style: PlotStyle) -> PlotScale {
        .linear(columns.compactMap(\.length).map(axis.scaled), fromZero: true, mostTicks: 5)
    }

    func leftRoom(_ width: Double, _ style: PlotStyle) -> Double { AxisMarks.leftRoom(scale(style), style) }

    func rightRoom(_ width: Double, _ style: PlotStyle) -> Double { style.gap }

    // MARK: Picture

    func marks(in frame: PlotFrame, left: Double, right: Double, _ style: PlotStyle) -> [PlotMark] {
        let area = PlotFrame(
            x: frame.x + left, y: frame.y + style.fontSize, width: max(1, frame.width - left - right),
            height: areaHeight(style))
        let scale = scale(style)
        let axes = AxisMarks(area: area, style: style)
        let step = area.width / Double(max(1, columns.count))
        let drawn = columns.enumerated().flatMap { index, column in
            marks(of: column, x: area.x + Double(index) * step, step: step, in: area, scale, style)
        }
        let every = labelEvery(step, style)
        let names = (1...max(1, columns.count)).filter { $0 % every == 0 }.map {
            (String($0), area.x + (Double($0) - 0.5) * step)
        }
        let zero = area.bottom - scale.share(0) * area.height
        return axes.vertical(scale, title: axis.label, left: left) + drawn + axes.words(names) + [
            axes.titleBelow(title),
            .line(PlotPoint(area.x, area.y), PlotPoint(area.x, area.bottom), style.axis),
            .line(PlotPoint(area.x, zero), PlotPoint(area.right, zero), style.axis),
        ]
    }

    /// How many columns share a number below them, so that numbers do not touch.
    private func labelEvery(_ step: Double, _ style: PlotStyle) -> Int {
        let widest = TextWidth.of(String(columns.count), size: style.fontSize) + style.fontSize * 0.5
        let choices = [1, 2, 5, 10, 20, 50, 100, 200, 500]
        return choices.first { Double($0) * step >= widest } ?? 1000
    }

    private func marks(
        of column: PlotBar, x: Double, step: Double, in area: PlotFrame, _ scale: PlotScale, _ style: PlotStyle
    ) -> [PlotMark] {
        let width = min(step * 0.76, style.fontSize * 3)
        let left = x + (step - width) / 2
        guard column.length != nil else {
            let size = min(style.fontSize, step)
            guard let text = column.text, size >= 4 else { return [] }
            let middle = PlotPoint(x + step / 2 + size * 0.34, area.bottom - style.gap)
            return [
                PlotMark(.label(PlotLabel(text: text, place: middle, size: size, anchor: .start, isUpright: true)))
            ]
        }
        func place(_ value: Double) -> Double { area.bottom - scale.share(axis.scaled(value)) * area.height }
        var sum = 0.0
        return column.pieces.flatMap { piece -> [PlotMark] in
            let start = place(sum)
            sum += piece.value
            let (top, bottom) = (min(start, place(sum)), max(start, place(sum)))
            guard bottom > top else { return [] }
            let part = piece.name.map { ", \($0)" } ?? ""
            let note = "\(column.label)\(part): \(axis.unit.text(piece.value)) \(axis.unit.typographicSymbol)"
            let frame = PlotFrame(x: left, y: top, width: width, height: bottom - top)
            return piece.look.marks(frame, note: note, scale: style.fontSize)
        }
    }
}
