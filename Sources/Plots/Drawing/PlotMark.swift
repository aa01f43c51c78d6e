// SPDX-License-Identifier: Apache-2.0

/// A place in a picture [pt]: x to the right, y down.
struct PlotPoint: Sendable, Equatable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A rectangle in a picture [pt].
struct PlotFrame: Sendable, Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
    var middle: PlotPoint { PlotPoint(x + width / 2, y + height / 2) }
}

/// How a line is drawn.
struct PlotStroke: Sendable, Equatable {
    var color = PlotColor.black
    /// Width of the line [pt].
    var width = 0.5
    /// Lengths of dashes and gaps by turns [pt]; empty for a full line.
    var dashes: [Double] = []
}

/// How an area is filled.
struct PlotFill: Sendable, Equatable {
    var color: PlotColor
    /// 0 for nothing to 1 for all of the colour.
    var opacity = 1.0
}

/// Text on one line.
struct PlotLabel: Sendable, Equatable {
    /// The part of a text that stands at its place.
    enum Anchor: Double, Sendable {
        case start = 0
        case middle = 0.5
        case end = 1
    }

    var text: String
    /// Where its baseline is, at the anchor.
    var place: PlotPoint
    /// Height of the letters [pt].
    var size: Double
    var anchor = Anchor.start
    /// Whether it runs upwards.
    var isUpright = false
    /// Width of a white line around its letters [pt]; 0 for none.
    var halo = 0.0

    /// Its width in the font that pictures are laid out with [pt].
    var width: Double { TextWidth.of(text, size: size) }
}

/// Something to draw. A picture is a list of marks, each above those before it.
struct PlotMark: Sendable, Equatable {
    enum Shape: Sendable, Equatable {
        /// Lines through points, one for each list.
        case lines([[PlotPoint]], PlotStroke)
        /// An area with corners.
        case area([PlotPoint], PlotFill?, PlotStroke?)
        case rectangle(PlotFrame, PlotFill?, PlotStroke?)
        case circle(PlotPoint, radius: Double, PlotFill?, PlotStroke?)
        case label(PlotLabel)
    }

    let shape: Shape
    /// What is shown when one points at it; nil for nothing.
    let note: String?

    init(_ shape: Shape, note: String? = nil) {
        self.shape = shape
        self.note = note
    }

    /// A straight line.
    static func line(_ start: PlotPoint, _ end: PlotPoint, _ stroke: PlotStroke) -> PlotMark {
        PlotMark(.lines([[start, end]], stroke))
    }

    /// Text at a place.
    static func label(
        _ text: String, _ x: Double, _ y: Double, size: Double, _ anchor: PlotLabel.Anchor = .start,
        isUpright: Bool = false
    ) -> PlotMark {
        PlotMark(
            .label(
                PlotLabel(text: text, place: PlotPoint(x, y), size: size, anchor: anchor, isUpright: isUpright)))
    }

    /// The rectangle that holds it.
    var bounds: PlotFrame {
        switch shape {
        case .lines(let lines, let stroke): Self.frame(around: lines.flatMap { $0 }, room: stroke.width / 2)
        case .area(let corners, _, let stroke): Self.frame(around: corners, room: (stroke?.width ?? 0) / 2)
        case .rectangle(let frame, _, let stroke):
            Self.frame(
                around: [PlotPoint(frame.x, frame.y), PlotPoint(frame.right, frame.bottom)],
                room: (stroke?.width ?? 0) / 2)
        case .circle(let middle, let radius, _, let stroke):
            Self.frame(around: [middle], room: radius + (stroke?.width ?? 0) / 2)
        case .label(let label): Self.frame(of: label)
        }
    }

    private static func frame(around points: [PlotPoint], room: Double) -> PlotFrame {
        let (left, right) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0)
        let (top, bottom) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
        return PlotFrame(
            x: left - room, y: top - room, width: right - left + 2 * room, height: bottom - top + 2 * room)
    }

    private static func frame(of label: PlotLabel) -> PlotFrame {
        let (start, up, down) = (-label.anchor.rawValue * label.width, 0.74 * label.size, 0.22 * label.size)
        return label.isUpright
            ? PlotFrame(
                x: label.place.x - up, y: label.place.y - start - label.width, width: up + down, height: label.width)
            : PlotFrame(x: label.place.x + start, y: label.place.y - up, width: label.width, height: up + down)
    }
}

/// A picture: its size, what is drawn on its white ground, and words for those who do not see it.
struct PlotDrawing: Sendable {
    /// Width [pt].
    let width: Double
    /// Height [pt].
    let height: Double
    let title: String
    let description: String
    let marks: [PlotMark]
}
