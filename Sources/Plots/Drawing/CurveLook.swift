// SPDX-License-Identifier: Apache-2.0

/// How a curve or a set of points looks: a colour, dashes, and a marker. Any two looks differ without their colours.
struct CurveLook: Sendable, Hashable {
    /// The form of a marker.
    enum Marker: Sendable {
        case circle
        case square
        case triangle
        case diamond
    }

    let color: PlotColor
    /// Lengths of dashes and gaps by turns [pt].
    let dashes: [Double]
    let marker: Marker
    /// Whether the marker is filled; otherwise it has a white middle.
    let isFilled: Bool

    /// Looks by number, in colours of Okabe and Ito that are dark enough for lines on white.
    static let all: [CurveLook] = [
        CurveLook(color: PlotColor(0x0072B2), dashes: [], marker: .circle, isFilled: true),
        CurveLook(color: PlotColor(0xD55E00), dashes: [4, 2], marker: .square, isFilled: true),
        CurveLook(color: PlotColor(0x009E73), dashes: [1.2, 1.4], marker: .triangle, isFilled: true),
        CurveLook(color: PlotColor(0xCC79A7), dashes: [5, 1.5, 1.2, 1.5], marker: .diamond, isFilled: true),
        CurveLook(color: PlotColor(0x000000), dashes: [2.5, 1.2], marker: .circle, isFilled: false),
        CurveLook(color: PlotColor(0xE69F00), dashes: [7, 2], marker: .square, isFilled: false),
        CurveLook(color: PlotColor(0x56B4E9), dashes: [1.2, 3], marker: .triangle, isFilled: false),
        CurveLook(color: PlotColor(0x777777), dashes: [3, 1, 1, 1, 1, 1], marker: .diamond, isFilled: false),
    ]

    /// The look with a number; numbers beyond the last begin again.
    static func number(_ index: Int) -> CurveLook { all[index % all.count] }

    /// A marker of some radius.
    func mark(_ middle: PlotPoint, radius: Double, opacity: Double = 1, note: String? = nil) -> PlotMark {
        let fill = PlotFill(color: isFilled ? color : .white, opacity: opacity)
        let outline = PlotStroke(color: color, width: isFilled ? 0.3 : 0.8)
        func area(_ corners: [(Double, Double)]) -> PlotMark {
            let points = corners.map { PlotPoint(middle.x + $0.0 * radius, middle.y + $0.1 * radius) }
            return PlotMark(.area(points, fill, outline), note: note)
        }
        switch marker {
        case .circle: return PlotMark(.circle(middle, radius: radius, fill, outline), note: note)
        case .square: return area([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
        case .triangle: return area([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)])
        case .diamond: return area([(0, -1.3), (1.1, 0), (0, 1.3), (-1.1, 0)])
        }
    }
}
