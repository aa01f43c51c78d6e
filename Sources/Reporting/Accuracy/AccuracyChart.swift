import Diagnostics
import Inference

/// Accuracy over the values of a key that varies, as a line chart in SVG.
///
/// Values are placed as numbers where all are numbers, and side by side otherwise. Whiskers are the 95 % interval of the
/// mean; dots are trials. Dashed lines show integers and floating point.
struct AccuracyChart {
    let report: AccuracyReport
    private let key: String

    private struct Point {
        let label: String
        let x: Double
        let result: SettingAccuracy
    }

    private static let size = (width: 640.0, height: 400.0)
    private static let margin = (left: 64.0, right: 150.0, top: 44.0, bottom: 56.0)
    private static let line = "#1f5fa8"

    /// - Throws: `InputError` of kind `usage` when no key varies.
    init(report: AccuracyReport) throws(InputError) {
        guard let key = report.variedKey else {
            throw InputError("--format svg draws accuracy over the values of a key: it needs --vary", kind: .usage)
        }
        self.report = report
        self.key = key
    }

    var text: String {
        let points = points
        let parts =
            [frame] + verticalAxis + horizontalAxis(points) + references + lines(points)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(number(Self.size.width))" \
            height="\(number(Self.size.height))" viewBox="0 0 \(number(Self.size.width)) \(number(Self.size.height))" \
            font-family="sans-serif" font-size="12">
            <title>\(escaped("Accuracy of \(report.model) over \(key)"))</title>
            \(parts.joined(separator: "\n"))
            </svg>

            """
    }

    // MARK: Scales

    private var plotWidth: Double { Self.size.width - Self.margin.left - Self.margin.right }
    private var plotHeight: Double { Self.size.height - Self.margin.top - Self.margin.bottom }

    private func y(_ share: Double) -> Double { Self.margin.top + (1 - share) * plotHeight }

    private var points: [Point] {
        let labels = report.settings.map { $0.setting.value ?? "" }
        let numbers = labels.compactMap { Double($0) }.filter(\.isFinite)
        let isNumeric = numbers.count == labels.count && Set(numbers).count == numbers.count
        let places = isNumeric ? numbers : labels.indices.map(Double.init)
        let low = places.min() ?? 0
        let span = (places.max() ?? 0) - low
        let inset = 20.0
        let points = zip(zip(labels, places), report.settings).map { pair, result in
            // A single value stands in the middle.
            let share = span > 0 ? (pair.1 - low) / span : 0.5
            let x = Self.margin.left + inset + share * (plotWidth - 2 * inset)
            return Point(label: pair.0, x: x, result: result)
        }
        return points.sorted { $0.x < $1.x }
    }

    // MARK: Parts

    private var frame: String {
        """
        <rect width="\(number(Self.size.width))" height="\(number(Self.size.height))" fill="white"/>
        <text x="\(number(Self.margin.left))" y="22" font-size="14">\(escaped(title))</text>
        <rect x="\(number(Self.margin.left))" y="\(number(Self.margin.top))" width="\(number(plotWidth))" \
        height="\(number(plotHeight))" fill="none" stroke="#888"/>
        """
    }

    private var title: String {
        func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
        return "\(name(report.model)), \(report.images) images of \(name(report.dataset))"
    }

    private var verticalAxis: [String] {
        let middle = number(Self.margin.top + plotHeight / 2)
        let ticks = stride(from: 0, through: 100, by: 20).map { percent in
            let place = number(y(Double(percent) / 100))
            return """
                <line x1="\(number(Self.margin.left))" y1="\(place)" x2="\(number(Self.margin.left + plotWidth))" \
                y2="\(place)" stroke="#ddd"/>
                <text x="\(number(Self.margin.left - 8))" y="\(place)" text-anchor="end" \
                dominant-baseline="middle">\(percent)</text>
                """
        }
        return ticks + [
            "<text x=\"18\" y=\"\(middle)\" text-anchor=\"middle\" transform=\"rotate(-90 18 \(middle))\">accuracy [%]</text>"
        ]
    }

    private func horizontalAxis(_ points: [Point]) -> [String] {
        let bottom = Self.margin.top + plotHeight
        var lastLabel = -Double.infinity
        var parts: [String] = []
        for point in points {
            parts.append(
                """
                <line x1="\(number(point.x))" y1="\(number(bottom))" x2="\(number(point.x))" \
                y2="\(number(bottom + 5))" stroke="#888"/>
                """)
            // Labels that would lie on each other are left out.
            let half = 3.6 * Double(point.label.count)
            guard point.x - half > lastLabel + 4 else { continue }
            lastLabel = point.x + half
            parts.append(
                """
                <text x="\(number(point.x))" y="\(number(bottom + 19))" text-anchor="middle">\(escaped(point.label))</text>
                """)
        }
        let middle = number(Self.margin.left + plotWidth / 2)
        parts.append(
            "<text x=\"\(middle)\" y=\"\(number(Self.size.height - 12))\" text-anchor=\"middle\">\(escaped(key))</text>"
        )
        return parts
    }

    /// Floating point, and integers where they are the same for all settings.
    private var references: [String] {
        var found: [(name: String, share: Double, color: String)] = []
        if let floatingPoint = report.floatingPoint {
            found.append(("floating point", floatingPoint.accuracy, "#666"))
        }
        let integers = report.settings.map(\.integer.accuracy)
        if let first = integers.first, integers.allSatisfy({ $0 == first }) {
            found.append(("integers", first, "#b3541e"))
        }
        return found.enumerated().map { index, reference in
            let place = number(y(reference.share))
            let labelX = Self.margin.left + plotWidth + 10
            let labelY = Self.margin.top + 14 + 18 * Double(index)
            return """
                <line x1="\(number(Self.margin.left))" y1="\(place)" x2="\(number(Self.margin.left + plotWidth))" \
                y2="\(place)" stroke="\(reference.color)" stroke-dasharray="5 4"/>
                <text x="\(number(labelX))" y="\(number(labelY))" fill="\(reference.color)">- - \(reference.name)</text>
                """
        }
    }

    private func lines(_ points: [Point]) -> [String] {
        let path = points.map { "\(number($0.x)),\(number(y($0.result.accuracy.mean)))" }.joined(separator: " ")
        let legendY = Self.margin.top + 14 + 18 * Double(references.count)
        let legend = report.trials > 1 ? "hardware, mean of \(report.trials)" : "hardware"
        var parts = [
            "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(Self.line)\" stroke-width=\"2\"/>",
            """
            <text x="\(number(Self.margin.left + plotWidth + 10))" y="\(number(legendY))" \
            fill="\(Self.line)">— \(legend)</text>
            """,
        ]
        for point in points { parts += marks(point) }
        return parts
    }

    /// Whisker, mean, and trials of a setting.
    private func marks(_ point: Point) -> [String] {
        let interval = point.result.interval
        let (low, high) = (number(y(interval.lower)), number(y(interval.upper)))
        let x = number(point.x)
        let (left, right) = (number(point.x - 4), number(point.x + 4))
        let mean = point.result.accuracy.mean
        let description = "\(key) = \(point.label): \((100 * mean).formatted(digits: 2)) %"
        let dots = Set(point.result.trials.map(\.accuracy)).sorted().map {
            "<circle cx=\"\(x)\" cy=\"\(number(y($0)))\" r=\"1.5\" fill=\"#89b\"/>"
        }
        return dots + [
            """
            <path d="M\(x) \(low)V\(high)M\(left) \(low)H\(right)M\(left) \(high)H\(right)" stroke="\(Self.line)" fill="none"/>
            <circle cx="\(x)" cy="\(number(y(mean)))" r="3.5" fill="\(Self.line)">\
            <title>\(escaped(description))</title></circle>
            """
        ]
    }

    // MARK: Text

    private func number(_ value: Double) -> String { SVGText.number(value) }

    private func escaped(_ text: String) -> String { SVGText.escaped(text) }
}
