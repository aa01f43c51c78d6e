#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif
import Systolic

/// The arrays of a search as points in a plane of two objectives, with logarithmic axes, as SVG.
public struct SearchPlot: Sendable {
    private let result: SystolicSearch.Result
    private let horizontal: SearchObjective
    private let vertical: SearchObjective

    private static let size = (width: 720.0, height: 480.0)
    private static let margin = (left: 90.0, right: 130.0, top: 30.0, bottom: 60.0)
    /// Points in the background beyond these many are thinned out evenly.
    private static let mostPoints = 5000
    private static let colors: [Dataflow: String] = [
        .outputStationary: "#4c6a92", .weightStationary: "#d1605e", .inputStationary: "#6b9e5b",
    ]

    /// Plots a search.
    public init(_ result: SystolicSearch.Result, horizontal: SearchObjective, vertical: SearchObjective) {
        self.result = result
        self.horizontal = horizontal
        self.vertical = vertical
    }

    /// The picture.
    public var svg: String {
        let axes = (x: axis(horizontal), y: axis(vertical))
        let step = max(1, result.points.count / Self.mostPoints)
        let background = stride(from: 0, to: result.points.count, by: step).map {
            mark(result.points[$0], axes, radius: 2, opacity: 0.35)
        }
        let places = result.front.map { place($0, axes) }.sorted { $0.x < $1.x }
        let path = places.map { "\(SVGElement.number($0.x)),\(SVGElement.number($0.y))" }.joined(separator: " ")
        let front = SVGElement(
            "polyline", ["points": .text(path), "fill": "none", "stroke": "#444", "stroke-width": 1])
        let marks = result.front.map { mark($0, axes, radius: 4, opacity: 1) }
        let names = "\(Self.scaled(vertical).label) over \(Self.scaled(horizontal).label)"
        return SVGElement.picture(
            width: Self.size.width, height: Self.size.height, title: "Systolic arrays: \(names)",
            frame(axes) + background + [front] + marks + legend)
    }

    // MARK: Axes

    /// A logarithmic axis over whole decades or a part of one.
    private struct Axis {
        let low: Double
        let high: Double
        let ticks: [Double]

        func share(_ value: Double) -> Double { (log10(value) - low) / (high - low) }
    }

    private static func scaled(_ objective: SearchObjective) -> (factor: Double, label: String) {
        switch objective {
        case .cycles: (1, "cycles")
        case .area: (1e6, "area [mm²]")
        case .energy: (1e6, "energy [µJ]")
        case .dram: (1, "DRAM words")
        }
    }

    private func axis(_ objective: SearchObjective) -> Axis {
        let factor = Self.scaled(objective).factor
        let values = result.points.map { $0.value(objective) * factor }
        let low = log10(max(values.min() ?? 1, 1e-12))
        let high = log10(max(values.max() ?? 1, 1e-12))
        let room = max(0.02, (high - low) * 0.05)
        let range = low - room...high + room
        var ticks: [Double] = []
        for decade in Int(range.lowerBound.rounded(.down))...Int(range.upperBound.rounded(.up)) {
            for digit in [1.0, 2, 5] {
                let value = digit * pow(10, Double(decade))
                if range.contains(log10(value)) { ticks.append(value) }
            }
        }
        return Axis(low: range.lowerBound, high: range.upperBound, ticks: ticks)
    }

    private func frame(_ axes: (x: Axis, y: Axis)) -> [SVGElement] {
        let left = Self.margin.left
        let right = Self.size.width - Self.margin.right
        let top = Self.margin.top
        let bottom = Self.size.height - Self.margin.bottom
        var parts = [
            SVGElement(
                "rect",
                [
                    "x": .number(left), "y": .number(top), "width": .number(right - left),
                    "height": .number(bottom - top), "fill": "none", "stroke": "#888",
                ])
        ]
        for tick in axes.x.ticks {
            let x = left + axes.x.share(tick) * (right - left)
            parts.append(.line(from: (x, top), to: (x, bottom), stroke: "#e4e4e4"))
            parts.append(.label(FigureText.sixDigits(tick), x: x, y: bottom + 18, anchor: "middle"))
        }
        for tick in axes.y.ticks {
            let y = bottom - axes.y.share(tick) * (bottom - top)
            parts.append(.line(from: (left, y), to: (right, y), stroke: "#e4e4e4"))
            parts.append(.label(FigureText.sixDigits(tick), x: left - 8, y: y + 4, anchor: "end"))
        }
        let middle = (left + right) / 2
        return parts + [
            .label(Self.scaled(horizontal).label, x: middle, y: bottom + 44, anchor: "middle"),
            .label(Self.scaled(vertical).label, x: left, y: top - 12, anchor: "middle"),
        ]
    }

    // MARK: Points

    private func place(_ point: SearchPoint, _ axes: (x: Axis, y: Axis)) -> (x: Double, y: Double) {
        let width = Self.size.width - Self.margin.left - Self.margin.right
        let height = Self.size.height - Self.margin.top - Self.margin.bottom
        let x = axes.x.share(point.value(horizontal) * Self.scaled(horizontal).factor)
        let y = axes.y.share(point.value(vertical) * Self.scaled(vertical).factor)
        return (Self.margin.left + x * width, Self.margin.top + (1 - y) * height)
    }

    private func mark(_ point: SearchPoint, _ axes: (x: Axis, y: Axis), radius: Double, opacity: Double) -> SVGElement {
        let place = place(point, axes)
        let title = "\(point.design.rows)x\(point.design.columns) \(point.design.dataflow.rawValue)"
        return SVGElement(
            "circle",
            [
                "cx": .number(place.x), "cy": .number(place.y), "r": .number(radius),
                "fill": .text(Self.colors[point.design.dataflow] ?? "black"), "fill-opacity": .number(opacity),
            ], children: [SVGElement("title", text: title)])
    }

    private var legend: [SVGElement] {
        Dataflow.allCases.enumerated().flatMap { index, dataflow -> [SVGElement] in
            let y = Self.margin.top + 16 + Double(index) * 20
            let x = Self.size.width - Self.margin.right + 14
            let color = SVGElement.Value.text(Self.colors[dataflow] ?? "black")
            return [
                SVGElement("circle", ["cx": .number(x), "cy": .number(y - 4), "r": 4, "fill": color]),
                .label(dataflow.title, x: x + 10, y: y),
            ]
        }
    }
}
