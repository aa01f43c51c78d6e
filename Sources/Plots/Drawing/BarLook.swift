// SPDX-License-Identifier: Apache-2.0

/// How a part of a bar looks: a colour and a pattern. Any two looks differ in a copy in greys: in the pattern, or in lightness.
struct BarLook: Sendable, Hashable {
    /// Lines on the colour.
    enum Pattern: Sendable, CaseIterable {
        case plain
        case rising
        case falling
        case upright
        case level
        case crossed
        case squared
    }

    let color: PlotColor
    let pattern: Pattern

    /// Looks by number. Colours are those that M. Okabe and K. Ito chose so that all kinds of colour vision tell them apart
    /// ("Color universal design", 2008), and a grey. The plain ones differ by more than 15 steps of lightness.
    static let all: [BarLook] = [
        BarLook(color: PlotColor(0x0072B2), pattern: .plain), BarLook(color: PlotColor(0xE69F00), pattern: .plain),
        BarLook(color: PlotColor(0xF0E442), pattern: .plain), BarLook(color: PlotColor(0xD55E00), pattern: .rising),
        BarLook(color: PlotColor(0x56B4E9), pattern: .falling), BarLook(color: PlotColor(0x009E73), pattern: .upright),
        BarLook(color: PlotColor(0xCC79A7), pattern: .crossed), BarLook(color: PlotColor(0xBBBBBB), pattern: .level),
        BarLook(color: PlotColor(0x0072B2), pattern: .squared), BarLook(color: PlotColor(0xE69F00), pattern: .rising),
        BarLook(color: PlotColor(0xF0E442), pattern: .falling), BarLook(color: PlotColor(0xD55E00), pattern: .level),
        BarLook(color: PlotColor(0x56B4E9), pattern: .upright), BarLook(color: PlotColor(0x009E73), pattern: .falling),
        BarLook(color: PlotColor(0xCC79A7), pattern: .squared), BarLook(color: PlotColor(0xBBBBBB), pattern: .crossed),
    ]
    /// The look of a bar without parts.
    static let whole = BarLook(color: PlotColor(0xA6A6A6), pattern: .plain)

    /// The look with a number; numbers beyond the last begin again.
    static func number(_ index: Int) -> BarLook { all[index % all.count] }

    /// The marks of a rectangle with this look.
    func marks(_ frame: PlotFrame, note: String?, scale: Double) -> [PlotMark] {
        // Outlines of thin parts would hide their colour.
        let outline = PlotStroke(color: .black, width: min(0.3, 0.05 * min(frame.width, frame.height)))
        let ground = PlotMark(.rectangle(frame, PlotFill(color: color), outline), note: note)
        let lines = lines(in: frame, spacing: 0.42 * scale)
        guard !lines.isEmpty else { return [ground] }
        let ink = PlotStroke(color: color.lightness < 65 ? .white : .black, width: 0.4)
        return [ground, PlotMark(.lines(lines, ink)), PlotMark(.rectangle(frame, nil, outline))]
    }

    // MARK: Patterns

    /// The lines of the pattern inside a rectangle. They lie on one grid of the picture, so that neighbours continue each other.
    func lines(in frame: PlotFrame, spacing: Double) -> [[PlotPoint]] {
        switch pattern {
        case .plain: []
        case .rising: Self.slanted(frame, spacing, slope: -1)
        case .falling: Self.slanted(frame, spacing, slope: 1)
        case .crossed: Self.slanted(frame, spacing * 1.4, slope: 1) + Self.slanted(frame, spacing * 1.4, slope: -1)
        case .upright: Self.steps(frame.x, frame.right, spacing).map { Self.upright($0, frame) }
        case .level: Self.steps(frame.y, frame.bottom, spacing).map { Self.level($0, frame) }
        case .squared:
            Self.steps(frame.x, frame.right, spacing * 1.2).map { Self.upright($0, frame) }
                + Self.steps(frame.y, frame.bottom, spacing * 1.2).map { Self.level($0, frame) }
        }
    }

    private static func upright(_ x: Double, _ frame: PlotFrame) -> [PlotPoint] {
        [PlotPoint(x, frame.y), PlotPoint(x, frame.bottom)]
    }

    private static func level(_ y: Double, _ frame: PlotFrame) -> [PlotPoint] {
        [PlotPoint(frame.x, y), PlotPoint(frame.right, y)]
    }

    /// Multiples of the spacing strictly between two places.
    private static func steps(_ low: Double, _ high: Double, _ spacing: Double) -> [Double] {
        let first = Int((low / spacing).rounded(.down)) + 1
        let last = Int((high / spacing).rounded(.up)) - 1
        return first > last ? [] : (first...last).map { Double($0) * spacing }
    }

    /// Lines y = slope x + c, cut off at the edges.
    private static func slanted(_ frame: PlotFrame, _ spacing: Double, slope: Double) -> [[PlotPoint]] {
        let ends = [frame.x, frame.right].map { -slope * $0 }
        let (low, high) = (frame.y + (ends.min() ?? 0), frame.bottom + (ends.max() ?? 0))
        return steps(low, high, spacing * 2.0.squareRoot()).map { offset in
            let crossings = [frame.y, frame.bottom].map { ($0 - offset) / slope }
            let left = max(frame.x, min(crossings[0], crossings[1]))
            let right = min(frame.right, max(crossings[0], crossings[1]))
            return [PlotPoint(left, slope * left + offset), PlotPoint(right, slope * right + offset)]
        }
    }
}
