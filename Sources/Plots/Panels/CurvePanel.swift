// SPDX-License-Identifier: Apache-2.0

import ReportKit

/// Curves, or points, in a plane of two quantities. An axis is logarithmic where its figures differ much.
package struct CurvePanel: PanelDrawing {
    /// A point.
    package struct Point: Sendable {
        let x: Double
        let y: Double
        let interval: ClosedRange<Double>?
        let note: String?
        let isBest: Bool?

        /// A point.
        ///
        /// - Parameters:
        ///   - x: its figure on the horizontal axis, in SI.
        ///   - y: its figure on the vertical axis, in SI.
        ///   - interval: ends of a whisker, in the unit of `y`.
        ///   - note: what it stands for.
        ///   - isBest: whether it is on the front, which is drawn; nil where there is no front.
        package init(
            _ x: Double, _ y: Double, interval: ClosedRange<Double>? = nil, note: String? = nil, isBest: Bool? = nil
        ) {
            self.x = x
            self.y = y
            self.interval = interval
            self.note = note
            self.isBest = isBest
        }

        /// Whether it comes before another one from left to right.
        package func isLeft(of other: Point) -> Bool { x < other.x }
    }

    /// Points that belong together.
    package struct Series: Sendable {
        let name: String
        let look: Int
        let points: [Point]
        let isJoined: Bool

        /// A curve, or points of one kind.
        ///
        /// - Parameters:
        ///   - name: what it is.
        ///   - look: the number of its look; the same series has the same one in all panels.
        ///   - points: its points; those of a curve in their order.
        ///   - isJoined: whether a line joins them.
        package init(_ name: String, look: Int, points: [Point], isJoined: Bool = true) {
            self.name = name
            self.look = look
            self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
            self.isJoined = isJoined
        }

        /// Whether it has no points.
        package var isEmpty: Bool { points.isEmpty }
    }

    private let name: String
    private let x: PlotAxis
    private let y: PlotAxis
    private let series: [Series]
    private let words: [String]?
    private let levels: [(name: String, value: Double)]
    private let isShare: Bool
    private let hasWholeSteps: Bool

    /// A panel.
    ///
    /// - Parameters:
    ///   - name: what the table of the data calls it.
    ///   - x: the quantity of the horizontal axis.
    ///   - y: the quantity of the vertical axis.
    ///   - series: curves, or points.
    ///   - words: what stands at 0, 1, 2 and so on of the horizontal axis; nil for numbers.
    ///   - levels: figures of the vertical axis at which a line goes across the panel.
    ///   - isShare: whether the vertical axis has equal steps for any figures, as shares need.
    ///   - hasWholeSteps: whether the horizontal axis counts things.
    package init(
        _ name: String, x: PlotAxis, y: PlotAxis, series: [Series], words: [String]? = nil,
        levels: [(name: String, value: Double)] = [], isShare: Bool = false, hasWholeSteps: Bool = false
    ) {
        self.name = name
        self.x = x
        self.y = y
        self.series = series
        self.words = words
        self.levels = levels
        self.isShare = isShare
        self.hasWholeSteps = hasWholeSteps
    }

    var isWide: Bool { false }

    private static let levelDashes: [[Double]] = [[6, 1.5], [1, 1], [4, 1.5, 1, 1.5]]

    private func stroke(level: Int) -> PlotStroke {
        PlotStroke(color: PlotColor(0x555555), width: 0.7, dashes: Self.levelDashes[level % Self.levelDashes.count])
    }

    var legend: [LegendEntry] {
        series.map { one in
            LegendEntry(
                name: one.name,
                sign: .curve(CurveLook.number(one.look), hasLine: one.isJoined, hasMarker: hasMarkers || !one.isJoined))
        } + levels.enumerated().map { LegendEntry(name: $1.name, sign: .line(stroke(level: $0))) }
            + frontLegend
    }

    var data: [PlotDatum] {
        series.flatMap { one in
            one.points.map { point in
                PlotDatum(
                    panel: name, item: words.map { $0[Int(point.x)] } ?? point.note, series: one.name,
                    x: words == nil ? point.x : nil, xUnit: words == nil ? x.base : nil, value: point.y,
                    unit: y.base, low: point.interval?.lowerBound, high: point.interval?.upperBound,
                    isBest: point.isBest)
            }
        } + levels.map { PlotDatum(panel: name, series: $0.name, value: $0.value, unit: y.base) }
    }

    // MARK: Sizes

    private var points: [Point] { series.flatMap(\.points) }

    /// Markers of many points would hide the curve.
    private var hasMarkers: Bool { (series.map(\.points.count).max() ?? 0) <= 24 }

    private func areaHeight(_ style: PlotStyle) -> Double { style.fontSize * 15 }

    func height(_ style: PlotStyle) -> Double {
        style.fontSize + areaHeight(style) + AxisMarks.heightBelow(style)
    }

    private var verticalScale: PlotScale {
        let ends = points.flatMap { point in
            [point.y] + (point.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])
        }
        return .around((ends + levels.map(\.value)).map(y.scaled), isLinear: isShare, mostTicks: 6)
    }

    private func horizontalScale(_ width: Double, _ style: PlotStyle) -> PlotScale {
        let figures = points.map { x.scaled($0.x) }
        let ticks = AxisMarks.mostTicks(across: width, style)
        return .around(figures, isWhole: hasWholeSteps, mostTicks: ticks)
    }

    func leftRoom(_ width: Double, _ style: PlotStyle) -> Double { AxisMarks.leftRoom(verticalScale, style) }

    func rightRoom(_ width: Double, _ style: PlotStyle) -> Double { style.fontSize }

    // MARK: Picture

    func marks(in frame: PlotFrame, left: Double, right: Double, _ style: PlotStyle) -> [PlotMark] {
        let area = PlotFrame(
            x: frame.x + left, y: frame.y + style.fontSize, width: max(1, frame.width - left - right),
            height: areaHeight(style))
        let axes = AxisMarks(area: area, style: style)
        let vertical = verticalScale
        let across = PlotPlane(
            area: area, horizontal: horizontalScale(area.width, style), vertical: vertical, x: x, y: y)
        let plane = words.map { across.withWords($0.count) } ?? across
        let ground: [PlotMark]
        if let words {
            ground =
                axes.words(words.indices.map { (words[$0], plane.place(Double($0), 0).x) }) + [axes.titleBelow(x.label)]
        } else {
            ground = axes.horizontal(plane.horizontal, title: x.label)
        }
        let lines = levels.enumerated().map { index, level -> PlotMark in
            let height = plane.height(level.value)
            return .line(PlotPoint(area.x, height), PlotPoint(area.right, height), stroke(level: index))
        }
        return ground + axes.vertical(vertical, title: y.label, left: left) + lines
            + series.flatMap { curve($0, plane, style) } + frontMarks(plane, style) + [axes.frame]
    }

    private func curve(_ one: Series, _ plane: PlotPlane, _ style: PlotStyle) -> [PlotMark] {
        let look = CurveLook.number(one.look)
        let places = one.points.map { plane.place($0.x, $0.y) }
        let stroke = PlotStroke(color: look.color, width: style.curve, dashes: look.dashes)
        let line = one.isJoined && places.count > 1 ? [PlotMark(.lines([places], stroke))] : []
        let whiskers = one.points.compactMap { point -> PlotMark? in
            point.interval.map {
                AxisMarks.whisker(
                    plane.place(point.x, $0.lowerBound), plane.place(point.x, $0.upperBound), style, color: look.color)
            }
        }
        guard hasMarkers || !one.isJoined else { return line + whiskers }
        let radius = style.fontSize * (one.isJoined || one.points.count < 100 ? 0.24 : 0.16)
        return line + whiskers
            + zip(one.points, places).filter { $0.0.isBest != true }.map { point, place in
                look.mark(place, radius: radius, opacity: one.isJoined ? 1 : 0.55, note: note(point, of: one))
            }
    }

    private func note(_ point: Point, of one: Series) -> String {
        let name = point.note ?? words.map { $0[Int(point.x)] } ?? "\(x.title) \(x.unit.text(point.x))"
        return "\(one.name), \(name): \(y.unit.text(point.y)) \(y.unit.typographicSymbol)"
    }

    // MARK: Front

    private static let frontStroke = PlotStroke(color: PlotColor(0x333333), width: 0.7)

    /// Points that are best by these two quantities form a line; with a third quantity they need not.
    private var frontIsLine: Bool {
        let heights = front.map(\.point.y)
        let pairs = zip(heights, heights.dropFirst())
        guard heights.count > 1 else { return false }
        return pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 }
    }

    private var frontLegend: [LegendEntry] {
        if front.isEmpty { return [] }
        return [
            frontIsLine
                ? LegendEntry(name: "Pareto front", sign: .line(Self.frontStroke))
                : LegendEntry(name: "large: Pareto front", sign: .dot)
        ]
    }

    private var front: [(point: Point, series: Series)] {
        series.flatMap { one in one.points.filter { $0.isBest == true }.map { ($0, one) } }
            .sorted { ($0.0.x, $0.0.y) < ($1.0.x, $1.0.y) }
    }

    private func frontMarks(_ plane: PlotPlane, _ style: PlotStyle) -> [PlotMark] {
        let front = front
        guard !front.isEmpty else { return [] }
        let line = PlotMark(.lines([front.map { plane.place($0.point.x, $0.point.y) }], Self.frontStroke))
        return (frontIsLine ? [line] : [])
            + front.map { point, one in
                CurveLook.number(one.look).mark(
                    plane.place(point.x, point.y), radius: style.fontSize * 0.34, note: note(point, of: one))
            }
    }
}

extension [CurvePanel.Series] {
    /// Points beyond these many are thinned out evenly.
    private static let mostPoints = 5000

    /// The series without most of the points beyond 5000; those on the front stay.
    package var thinned: [CurvePanel.Series] {
        let step = Swift.max(1, map(\.points.count).reduce(0, +) / Self.mostPoints)
        return map { one in
            CurvePanel.Series(
                one.name, look: one.look,
                points: one.points.enumerated().filter { $0.offset % step == 0 || $0.element.isBest == true }
                    .map(\.element), isJoined: one.isJoined)
        }
    }
}

/// Places of figures in the area of a panel.
struct PlotPlane {
    let area: PlotFrame
    let horizontal: PlotScale
    let vertical: PlotScale
    let x: PlotAxis
    let y: PlotAxis

    /// The same with so many words in place of numbers, with half a step at both ends.
    func withWords(_ count: Int) -> PlotPlane {
        let scale = PlotScale(low: -0.5, high: Double(max(1, count)) - 0.5, isLogarithmic: false, ticks: [])
        return PlotPlane(area: area, horizontal: scale, vertical: vertical, x: PlotAxis(x.title), y: y)
    }

    /// The place of a point.
    func place(_ left: Double, _ up: Double) -> PlotPoint {
        PlotPoint(area.x + horizontal.share(x.scaled(left)) * area.width, height(up))
    }

    /// The height of a figure.
    func height(_ value: Double) -> Double { area.bottom - vertical.share(y.scaled(value)) * area.height }
}
