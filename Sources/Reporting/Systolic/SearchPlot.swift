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
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Int(Self.size.width)) \(Int(Self.size.height))\" "
                + "font-family=\"sans-serif\" font-size=\"12\">",
            "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
        ]
        lines += frame(axes)
        let step = max(1, result.points.count / Self.mostPoints)
        for index in stride(from: 0, to: result.points.count, by: step) {
            lines.append(mark(result.points[index], axes, radius: 2, opacity: 0.35))
        }
        let places = result.front.map { place($0, axes) }.sorted { $0.x < $1.x }
        let path = places.map { "\(rounded($0.x)),\(rounded($0.y))" }.joined(separator: " ")
        lines.append("<polyline points=\"\(path)\" fill=\"none\" stroke=\"#444\" stroke-width=\"1\"/>")
        lines += result.front.map { mark($0, axes, radius: 4, opacity: 1) }
        return (lines + legend + ["</svg>"]).joined(separator: "\n") + "\n"
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

    private func frame(_ axes: (x: Axis, y: Axis)) -> [String] {
        let left = Self.margin.left
        let right = Self.size.width - Self.margin.right
        let top = Self.margin.top
        let bottom = Self.size.height - Self.margin.bottom
        var lines = [
            "<rect x=\"\(left)\" y=\"\(top)\" width=\"\(right - left)\" height=\"\(bottom - top)\" fill=\"none\" stroke=\"#888\"/>"
        ]
        for tick in axes.x.ticks {
            let x = rounded(left + axes.x.share(tick) * (right - left))
            lines.append("<line x1=\"\(x)\" y1=\"\(top)\" x2=\"\(x)\" y2=\"\(bottom)\" stroke=\"#e4e4e4\"/>")
            lines.append(label(FigureText.sixDigits(tick), x: x, y: bottom + 18, anchor: "middle"))
        }
        for tick in axes.y.ticks {
            let y = rounded(bottom - axes.y.share(tick) * (bottom - top))
            lines.append("<line x1=\"\(left)\" y1=\"\(y)\" x2=\"\(right)\" y2=\"\(y)\" stroke=\"#e4e4e4\"/>")
            lines.append(label(FigureText.sixDigits(tick), x: left - 8, y: y + 4, anchor: "end"))
        }
        lines.append(label(Self.scaled(horizontal).label, x: (left + right) / 2, y: bottom + 44, anchor: "middle"))
        lines.append(label(Self.scaled(vertical).label, x: left, y: top - 12, anchor: "middle"))
        return lines
    }

    // MARK: Points

    private func place(_ point: SearchPoint, _ axes: (x: Axis, y: Axis)) -> (x: Double, y: Double) {
        let width = Self.size.width - Self.margin.left - Self.margin.right
        let height = Self.size.height - Self.margin.top - Self.margin.bottom
        let x = axes.x.share(point.value(horizontal) * Self.scaled(horizontal).factor)
        let y = axes.y.share(point.value(vertical) * Self.scaled(vertical).factor)
        return (Self.margin.left + x * width, Self.margin.top + (1 - y) * height)
    }

    private func mark(_ point: SearchPoint, _ axes: (x: Axis, y: Axis), radius: Double, opacity: Double) -> String {
        let place = place(point, axes)
        let color = Self.colors[point.design.dataflow] ?? "black"
        let title = "\(point.design.rows)x\(point.design.columns) \(point.design.dataflow.rawValue)"
        return "<circle cx=\"\(rounded(place.x))\" cy=\"\(rounded(place.y))\" r=\"\(radius)\" fill=\"\(color)\" "
            + "fill-opacity=\"\(opacity)\"><title>\(title)</title></circle>"
    }

    private var legend: [String] {
        Dataflow.allCases.enumerated().flatMap { index, dataflow -> [String] in
            let y = Self.margin.top + 16 + Double(index) * 20
            let x = Self.size.width - Self.margin.right + 14
            return [
                "<circle cx=\"\(x)\" cy=\"\(y - 4)\" r=\"4\" fill=\"\(Self.colors[dataflow] ?? "black")\"/>",
                label(dataflow.title, x: x + 10, y: y, anchor: "start"),
            ]
        }
    }

    private func label(_ text: String, x: Double, y: Double, anchor: String) -> String {
        "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(text)</text>"
    }

    private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
