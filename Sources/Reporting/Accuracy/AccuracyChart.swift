// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import ReportKit

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
        return SVGElement.picture(
            width: Self.size.width, height: Self.size.height, title: "Accuracy of \(report.model) over \(key)",
            frame + verticalAxis + horizontalAxis(points) + references + lines(points))
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

    private var frame: [SVGElement] {
        [
            .label(title, x: Self.margin.left, y: 22, size: 14),
            SVGElement(
                "rect",
                [
                    "x": .number(Self.margin.left), "y": .number(Self.margin.top), "width": .number(plotWidth),
                    "height": .number(plotHeight), "fill": "none", "stroke": "#888",
                ]),
        ]
    }

    private var title: String {
        func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
        return "\(name(report.model)), \(report.images) images of \(name(report.dataset))"
    }

    private var verticalAxis: [SVGElement] {
        let ticks = stride(from: 0, through: 100, by: 20).flatMap { percent in
            let place = y(Double(percent) / 100)
            return [
                SVGElement.line(
                    from: (Self.margin.left, place), to: (Self.margin.left + plotWidth, place), stroke: "#ddd"),
                .label("\(percent)", x: Self.margin.left - 8, y: place + 4, anchor: "end"),
            ]
        }
        let middle = SVGElement.number(Self.margin.top + plotHeight / 2)
        let name = SVGElement(
            "text",
            ["x": 18, "y": .text(middle), "text-anchor": "middle", "transform": "rotate(-90 18 \(middle))"],
            text: "accuracy [%]")
        return ticks + [name]
    }

    private func horizontalAxis(_ points: [Point]) -> [SVGElement] {
        let bottom = Self.margin.top + plotHeight
        var lastLabel = -Double.infinity
        var parts: [SVGElement] = []
        for point in points {
            parts.append(.line(from: (point.x, bottom), to: (point.x, bottom + 5), stroke: "#888"))
            // Labels that would lie on each other are left out.
            let half = 3.6 * Double(point.label.count)
            guard point.x - half > lastLabel + 4 else { continue }
            lastLabel = point.x + half
            parts.append(.label(point.label, x: point.x, y: bottom + 19, anchor: "middle"))
        }
        let middle = Self.margin.left + plotWidth / 2
        return parts + [.label(key, x: middle, y: Self.size.height - 12, anchor: "middle")]
    }

    /// Floating point, and integers where they are the same for all settings.
    private var references: [SVGElement] {
        referenceShares.enumerated().flatMap { index, reference in
            let place = y(reference.share)
            return [
                SVGElement.line(
                    from: (Self.margin.left, place), to: (Self.margin.left + plotWidth, place),
                    stroke: reference.color, dashes: "5 4"),
                legend("- - \(reference.name)", line: index, color: reference.color),
            ]
        }
    }

    private var referenceShares: [(name: String, share: Double, color: String)] {
        var found: [(name: String, share: Double, color: String)] = []
        if let floatingPoint = report.floatingPoint {
            found.append(("floating point", floatingPoint.accuracy, "#666"))
        }
        let integers = report.settings.map(\.integer.accuracy)
        if let first = integers.first, integers.allSatisfy({ $0 == first }) {
            found.append(("integers", first, "#b3541e"))
        }
        return found
    }

    private func legend(_ text: String, line: Int, color: String) -> SVGElement {
        .label(
            text, x: Self.margin.left + plotWidth + 10, y: Self.margin.top + 14 + 18 * Double(line), fill: color)
    }

    private func lines(_ points: [Point]) -> [SVGElement] {
        let path = points.map { point in
            "\(SVGElement.number(point.x)),\(SVGElement.number(y(point.result.accuracy.mean)))"
        }
        let name = report.trials > 1 ? "hardware, mean of \(report.trials)" : "hardware"
        let line = SVGElement(
            "polyline",
            [
                "points": .text(path.joined(separator: " ")), "fill": "none", "stroke": .text(Self.line),
                "stroke-width": 2,
            ])
        let legend = legend("— \(name)", line: referenceShares.count, color: Self.line)
        return [line, legend] + points.flatMap(marks)
    }

    /// Whisker, mean, and trials of a setting.
    private func marks(_ point: Point) -> [SVGElement] {
        let interval = point.result.interval
        let (low, high) = (SVGElement.number(y(interval.lower)), SVGElement.number(y(interval.upper)))
        let x = SVGElement.number(point.x)
        let (left, right) = (SVGElement.number(point.x - 4), SVGElement.number(point.x + 4))
        let mean = point.result.accuracy.mean
        let description = "\(key) = \(point.label): \((100 * mean).formatted(digits: 2)) %"
        let dots = Set(point.result.trials.map(\.accuracy)).sorted().map {
            SVGElement("circle", ["cx": .text(x), "cy": .number(y($0)), "r": 1.5, "fill": "#89b"])
        }
        let whisker = SVGElement(
            "path",
            [
                "d": "M\(x) \(low)V\(high)M\(left) \(low)H\(right)M\(left) \(high)H\(right)",
                "stroke": .text(Self.line), "fill": "none",
            ])
        let dot = SVGElement(
            "circle", ["cx": .text(x), "cy": .number(y(mean)), "r": 3.5, "fill": .text(Self.line)],
            children: [SVGElement("title", text: description)])
        return dots + [whisker, dot]
    }
}
