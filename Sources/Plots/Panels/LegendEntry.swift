// SPDX-License-Identifier: Apache-2.0

/// A line of the legend: a sign, and what it means.
struct LegendEntry: Sendable, Equatable {
    /// What stands before the words.
    enum Sign: Sendable, Equatable {
        case bar(BarLook)
        case curve(CurveLook, hasLine: Bool, hasMarker: Bool)
        case line(PlotStroke)
        case dot
    }

    let name: String
    let sign: Sign
}

/// The legend of a picture: entries side by side, in as many lines as they need.
struct PlotLegend {
    let entries: [LegendEntry]
    let width: Double
    let style: PlotStyle

    private var sign: Double { style.fontSize * 1.6 }
    private var cell: Double {
        let widest = entries.map { TextWidth.of($0.name, size: style.fontSize) }.max() ?? 0
        return min(width, sign + style.gap + widest * 1.03 + style.fontSize)
    }
    private var columns: Int { max(1, Int(width / cell)) }

    /// Height of the legend [pt].
    var height: Double {
        entries.isEmpty ? 0 : Double((entries.count + columns - 1) / columns) * style.line + style.gap
    }

    /// The legend with its upper left corner at a place.
    func marks(_ x: Double, _ y: Double) -> [PlotMark] {
        let lines = (entries.count + columns - 1) / columns
        // As few columns as the lines need, over the whole width.
        let used = max(1, (entries.count + max(1, lines) - 1) / max(1, lines))
        let step = max(cell, min(width / Double(used), cell * 1.6))
        return entries.enumerated().flatMap { index, entry -> [PlotMark] in
            let left = x + Double(index % used) * step
            let baseline = y + style.gap + Double(index / used) * style.line + style.fontSize * 0.95
            let room = width - (left - x) - sign - style.gap
            let name = TextWidth.shortened(entry.name, size: style.fontSize, width: min(room, step))
            return marks(of: entry.sign, left, baseline) + [
                .label(name, left + sign + style.gap, baseline, size: style.fontSize)
            ]
        }
    }

    private func marks(of entry: LegendEntry.Sign, _ x: Double, _ baseline: Double) -> [PlotMark] {
        let middle = PlotPoint(x + sign / 2, baseline - style.fontSize * 0.34)
        func line(_ stroke: PlotStroke) -> PlotMark {
            .line(PlotPoint(x, middle.y), PlotPoint(x + sign, middle.y), stroke)
        }
        switch entry {
        case .bar(let look):
            let height = style.fontSize * 0.8
            let frame = PlotFrame(x: x, y: middle.y - height / 2, width: sign, height: height)
            return look.marks(frame, note: nil, scale: style.fontSize)
        case .curve(let look, let hasLine, let hasMarker):
            let stroke = PlotStroke(color: look.color, width: style.curve, dashes: look.dashes)
            return (hasLine ? [line(stroke)] : [])
                + (hasMarker ? [look.mark(middle, radius: style.fontSize * 0.25)] : [])
        case .line(let stroke):
            return [line(stroke)]
        case .dot:
            return [PlotMark(.circle(middle, radius: style.fontSize * 0.34, PlotFill(color: .black), nil))]
        }
    }
}
