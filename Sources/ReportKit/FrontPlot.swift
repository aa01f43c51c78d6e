// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Designs as points in a plane of two figures, with logarithmic axes and the front of the best ones, as SVG.
package struct FrontPlot {
    /// A design.
    package struct Point {
        /// Its figures, in the units of the axes.
        let x: Double
        let y: Double
        /// The number of its category.
        let category: Int
        /// The text that is shown when the user points at it.
        let title: String

        /// A design.
        ///
        /// - Parameters:
        ///   - x: its figure on the horizontal axis, in the unit of the axis.
        ///   - y: its figure on the vertical axis.
        ///   - category: the number of its category.
        ///   - title: what is shown when one points at it.
        package init(x: Double, y: Double, category: Int, title: String) {
            self.x = x
            self.y = y
            self.category = category
            self.title = title
        }
    }

    /// The category of designs that are drawn in one colour.
    package struct Category {
        let name: String
        let color: String

        /// Names a category and its colour.
        package init(name: String, color: String) {
            self.name = name
            self.color = color
        }
    }

    /// Colours of categories, by turns: those of a palette that the colour-blind can tell apart (after P. Tol).
    package static let palette = [
        "#4c6a92", "#d1605e", "#6b9e5b", "#b8860b", "#7a5195", "#3aa0a0", "#8c564b", "#666666",
    ]

    private let title: String
    private let horizontal: String
    private let vertical: String
    private let points: [Point]
    private let front: [Point]
    private let categories: [Category]

    /// A plot.
    ///
    /// - Parameters:
    ///   - title: what the picture is called.
    ///   - horizontal: label of the horizontal axis.
    ///   - vertical: label of the vertical axis.
    ///   - points: all designs.
    ///   - front: the best ones.
    ///   - categories: what designs have in common, by number.
    package init(
        title: String, horizontal: String, vertical: String, points: [Point], front: [Point], categories: [Category]
    ) {
        self.title = title
        self.horizontal = horizontal
        self.vertical = vertical
        self.points = points
        self.front = front
        self.categories = categories
    }

    private static let size = (width: 720.0, height: 480.0)
    private static let margin = (left: 90.0, right: 130.0, top: 30.0, bottom: 60.0)
    /// Points in the background beyond these many are thinned out evenly.
    private static let mostPoints = 5000

    /// The picture.
    package var svg: String {
        let axes = (x: axis(points.map(\.x)), y: axis(points.map(\.y)))
        let step = max(1, points.count / Self.mostPoints)
        let background = stride(from: 0, to: points.count, by: step).map {
            mark(points[$0], axes, radius: 2, opacity: 0.35)
        }
        let places = front.map { place($0, axes) }.sorted { $0.x < $1.x }
        let path = places.map { "\(SVGElement.number($0.x)),\(SVGElement.number($0.y))" }.joined(separator: " ")
        let line = SVGElement(
            "polyline", ["points": .text(path), "fill": "none", "stroke": "#444", "stroke-width": 1])
        let marks = front.map { mark($0, axes, radius: 4, opacity: 1) }
        return SVGElement.picture(
            width: Self.size.width, height: Self.size.height, title: title,
            frame(axes) + background + [line] + marks + legend)
    }

    // MARK: Axes

    /// A logarithmic axis over whole decades or a part of one.
    private struct Axis {
        let low: Double
        let high: Double
        let ticks: [Double]

        func share(_ value: Double) -> Double { (log10(max(value, 1e-30)) - low) / (high - low) }
    }

    private func axis(_ values: [Double]) -> Axis {
        let positive = values.filter { $0 > 0 }
        let low = log10(positive.min() ?? 1)
        let high = log10(positive.max() ?? 1)
        let room = max(0.02, (high - low) * 0.05)
        let range = low - room...high + room
        var ticks: [Double] = []
        for decade in Int(range.lowerBound.rounded(.down))...Int(range.upperBound.rounded(.up)) {
            // Where there are many decades, their beginnings are enough.
            for digit in high - low > 3 ? [1.0] : [1.0, 2, 5] {
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
        return parts + [
            .label(horizontal, x: (left + right) / 2, y: bottom + 44, anchor: "middle"),
            .label(vertical, x: left, y: top - 12, anchor: "middle"),
        ]
    }

    // MARK: Points

    private func place(_ point: Point, _ axes: (x: Axis, y: Axis)) -> (x: Double, y: Double) {
        let width = Self.size.width - Self.margin.left - Self.margin.right
        let height = Self.size.height - Self.margin.top - Self.margin.bottom
        return (
            Self.margin.left + axes.x.share(point.x) * width, Self.margin.top + (1 - axes.y.share(point.y)) * height
        )
    }

    private func mark(_ point: Point, _ axes: (x: Axis, y: Axis), radius: Double, opacity: Double) -> SVGElement {
        let place = place(point, axes)
        return SVGElement(
            "circle",
            [
                "cx": .number(place.x), "cy": .number(place.y), "r": .number(radius),
                "fill": .text(categories[point.category].color), "fill-opacity": .number(opacity),
            ], children: [SVGElement("title", text: point.title)])
    }

    private var legend: [SVGElement] {
        categories.enumerated().flatMap { index, category -> [SVGElement] in
            let y = Self.margin.top + 16 + Double(index) * 20
            let x = Self.size.width - Self.margin.right + 14
            return [
                SVGElement("circle", ["cx": .number(x), "cy": .number(y - 4), "r": 4, "fill": .text(category.color)]),
                .label(category.name, x: x + 10, y: y),
            ]
        }
    }
}
