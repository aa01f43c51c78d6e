// SPDX-License-Identifier: Apache-2.0

/// Panels below each other, or in two columns where there is room, with one legend below them.
struct PanelLayout {
    let panels: [any PanelDrawing]
    let style: PlotStyle

    /// Width from which two panels stand side by side, in letters.
    private static let wide = 45.0

    /// A line of panels: one, or two.
    private typealias Row = [any PanelDrawing]

    private var inner: Double { style.points - 2 * style.edge }
    private var between: Double { style.fontSize }
    private var hasTwoColumns: Bool { style.points >= Self.wide * style.fontSize }

    private var rows: [Row] {
        var rows: [Row] = []
        for panel in panels {
            if hasTwoColumns, !panel.isWide, let last = rows.last, last.count == 1, !last[0].isWide {
                rows[rows.count - 1].append(panel)
            } else {
                rows.append([panel])
            }
        }
        return rows
    }

    private func width(of panel: any PanelDrawing) -> Double {
        hasTwoColumns && !panel.isWide ? (inner - between) / 2 : inner
    }

    /// Entries of all panels, each once.
    private func legend(_ width: Double) -> PlotLegend {
        var entries: [LegendEntry] = []
        for entry in panels.flatMap(\.legend) where !entries.contains(entry) { entries.append(entry) }
        return PlotLegend(entries: entries, width: width, style: style)
    }

    /// The largest of something of the panels that stand below each other in a column.
    private func most(_ column: Int, _ room: (any PanelDrawing, Double) -> Double) -> Double {
        rows.compactMap { row -> Double? in
            guard row.count > column, !hasTwoColumns || !row[column].isWide else { return nil }
            return room(row[column], width(of: row[column]))
        }.max() ?? 0
    }

    /// The picture.
    func drawing(title: String, description: String) -> PlotDrawing {
        // Axes of panels below each other stand below each other.
        let left = (0..<2).map { most($0) { $0.leftRoom($1, style) } }
        let right = (0..<2).map { most($0) { $0.rightRoom($1, style) } }
        var y = style.edge
        var marks: [PlotMark] = []
        for row in rows {
            for (column, panel) in row.enumerated() {
                let width = width(of: panel)
                let frame = PlotFrame(
                    x: style.edge + Double(column) * (width + between), y: y, width: width, height: panel.height(style))
                let isAlone = hasTwoColumns && panel.isWide
                marks += panel.marks(
                    in: frame, left: isAlone ? panel.leftRoom(width, style) : left[column],
                    right: isAlone ? panel.rightRoom(width, style) : right[column], style)
            }
            y += (row.map { $0.height(style) }.max() ?? 0) + style.gap
        }
        let place = legendPlace(below: y)
        let legend = legend(place.width)
        marks += legend.marks(place.x, place.y)
        return PlotDrawing(
            width: style.points, height: max(y, place.y + legend.height) + style.edge, title: title,
            description: description, marks: marks)
    }

    /// The legend stands below the panels, or in the place beside the last one if that is free.
    private func legendPlace(below y: Double) -> PlotFrame {
        guard hasTwoColumns, panels.count > 1, let last = rows.last, last.count == 1, !last[0].isWide else {
            return PlotFrame(x: style.edge, y: y, width: inner, height: 0)
        }
        let width = (inner - between) / 2
        return PlotFrame(
            x: style.edge + width + between + style.fontSize * 2, y: y - style.gap - last[0].height(style),
            width: width - style.fontSize * 2, height: 0)
    }
}
