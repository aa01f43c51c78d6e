// SPDX-License-Identifier: Apache-2.0

/// The reference resistances that a current-sensing converter compares a column with, evenly spaced.
///
/// Reference `i` is `start + (i + 1) · span / levels`. Equations and constants: table of sources in Sources/References.
public struct ReferenceLadder: Sendable, Equatable {
    /// The resistance below the lowest reference [Ω].
    public let start: Double
    /// The distance from `start` to the end of the scale [Ω].
    public let span: Double
    /// The number of output codes [1].
    public let levels: Int
    /// The references that are compared; a multilevel converter leaves out the lowest one.
    public let comparedReferences: Range<Int>

    /// How far rounding may move a position on the ladder, with much to spare [1].
    static let positionTolerance = 1e-6

    /// The references of a multilevel converter.
    ///
    /// - Parameters:
    ///   - levels: output codes [1].
    ///   - onResistance: resistance of a cell in its low-resistance state [Ω].
    ///   - offResistance: resistance of a cell in its high-resistance state [Ω].
    ///   - rowsInParallel: rows that add their current in a column; 1 where rows are read one after another [1].
    public init(levels: Int, onResistance: Double, offResistance: Double, rowsInParallel: Int = 1) {
        let rows = Double(max(1, rowsInParallel))
        start = onResistance / rows
        span = offResistance / rows
        self.levels = max(1, levels)
        comparedReferences = 1..<max(1, levels - 1)
    }

    /// The one reference of a sense amplifier with two states: halfway between the two resistances [Ω].
    public init(midwayBetween onResistance: Double, and offResistance: Double) {
        start = onResistance
        span = offResistance - onResistance
        levels = 2
        comparedReferences = 0..<1
    }

    /// The resistance of a reference [Ω].
    public subscript(index: Int) -> Double {
        start + Double(index + 1) * span / Double(levels)
    }

    /// Compared references next to a resistance [Ω]: at least the nearest one below and the nearest one above.
    func references(around resistance: Double) -> Range<Int> {
        let (first, end) = (comparedReferences.lowerBound, comparedReferences.upperBound)
        let position = (resistance - start) * Double(levels) / span - 1
        guard position.isFinite else { return comparedReferences }
        let clamped = min(max(position, Double(first - 1)), Double(end - 1))
        // A position that rounding may have moved over a reference counts as on both sides of it.
        let below = (clamped - Self.positionTolerance).rounded(.down)
        let above = (clamped + Self.positionTolerance).rounded(.down) + 1
        return max(first, Int(below))..<min(end, Int(above) + 1)
    }
}
