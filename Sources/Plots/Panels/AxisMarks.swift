// SPDX-License-Identifier: Apache-2.0

/// Draws the axes of a panel around its area of data.
struct AxisMarks {
    let area: PlotFrame
    let style: PlotStyle

    private var size: Double { style.fontSize }
    /// Length of the line at a tick [pt].
    static let tick = 2.5

    /// Ticks of a horizontal axis there is room for, in some width [pt].
    static func mostTicks(across width: Double, _ style: PlotStyle) -> Int {
        min(7, max(2, Int(width / (style.fontSize * 4))))
    }

    /// The horizontal axis with its grid, ticks and title.
    func horizontal(_ scale: PlotScale, title: String) -> [PlotMark] {
        let ticks = scale.ticks.flatMap { tick -> [PlotMark] in
            let x = area.x + scale.share(tick) * area.width
            return [
                .line(PlotPoint(x, area.y), PlotPoint(x, area.bottom), style.grid),
                .line(PlotPoint(x, area.bottom), PlotPoint(x, area.bottom + Self.tick), style.axis),
            ]
        }
        let places = scale.ticks.map { (scale.label($0), area.x + scale.share($0) * area.width) }
        return ticks + words(places) + [titleBelow(title)]
    }

    /// Words below the horizontal axis; long ones are cut off, and those that would lie on one another are left out.
    func words(_ places: [(text: String, x: Double)]) -> [PlotMark] {
        var end = -Double.infinity
        let room = max(area.width / Double(max(1, places.count)), size * 6)
        return places.compactMap { word, x in
            let text = TextWidth.shortened(word, size: size, width: room)
            let width = TextWidth.of(text, size: size)
            // Those at the edges stay on the picture.
            let middle = min(max(x, area.x - size + width / 2), area.right + size - width / 2)
            guard middle - width / 2 > end + size * 0.4 else { return nil }
            end = middle + width / 2
            return .label(text, middle, area.bottom + Self.tick + size, size: size, .middle)
        }
    }

    /// The title of the horizontal axis.
    func titleBelow(_ title: String) -> PlotMark {
        let short = TextWidth.shortened(title, size: size, width: area.width + size)
        let half = TextWidth.of(short, size: size) / 2
        let middle = min(area.middle.x, area.right + size - half)
        return .label(short, max(middle, half), area.bottom + Self.tick + size * 2.25, size: size, .middle)
    }

    /// Height of ticks, words and title of a horizontal axis [pt].
    static func heightBelow(_ style: PlotStyle) -> Double { tick + style.fontSize * 2.6 }

    /// The vertical axis with its grid, ticks and title, which stands at the left.
    func vertical(_ scale: PlotScale, title: String, left: Double) -> [PlotMark] {
        let ticks = scale.ticks.flatMap { tick -> [PlotMark] in
            let y = area.bottom - scale.share(tick) * area.height
            return [
                .line(PlotPoint(area.x, y), PlotPoint(area.right, y), style.grid),
                .line(PlotPoint(area.x - Self.tick, y), PlotPoint(area.x, y), style.axis),
                .label(scale.label(tick), area.x - Self.tick - 1.5, y + size * 0.34, size: size, .end),
            ]
        }
        let short = TextWidth.shortened(title, size: size, width: area.height + size * 2)
        let half = TextWidth.of(short, size: size) / 2
        let middle = max(area.middle.y, area.y - size + half)
        return ticks + [.label(short, area.x - left + size, middle, size: size, .middle, isUpright: true)]
    }

    /// Room left of a vertical axis with such ticks [pt].
    static func leftRoom(_ scale: PlotScale, _ style: PlotStyle) -> Double {
        let widest = scale.ticks.map { TextWidth.of(scale.label($0), size: style.fontSize) }.max() ?? 0
        return tick + 1.5 + widest * 1.03 + style.fontSize * 1.7
    }

    /// The outline of the area.
    var frame: PlotMark { PlotMark(.rectangle(area, nil, style.axis)) }

    /// A whisker between two places, with short lines across its ends.
    static func whisker(_ start: PlotPoint, _ end: PlotPoint, _ style: PlotStyle, color: PlotColor = .black) -> PlotMark
    {
        let half = style.fontSize * 0.22
        let (dx, dy) = start.x == end.x ? (half, 0) : (0, half)
        let caps = [start, end].map { [PlotPoint($0.x - dx, $0.y - dy), PlotPoint($0.x + dx, $0.y + dy)] }
        return PlotMark(.lines([[start, end]] + caps, PlotStroke(color: color, width: 0.7)))
    }
}
