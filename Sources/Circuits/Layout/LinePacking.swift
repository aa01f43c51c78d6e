// SPDX-License-Identifier: Apache-2.0

/// Units of one size, set side by side in parallel lines (rows or columns) of a limited length.
public struct LinePacking: Sendable, Equatable {
    /// How many units the fullest line holds, at least 1.
    public let unitsPerLine: Int
    /// How many lines there are; 0 when there is no unit.
    public let lineCount: Int
    /// The length of a line [m]: the one available, or that of one unit where not even one unit fits.
    public let lineLength: Double

    /// Packs `unitCount` units, each `unitExtent` [m] long in the direction of the line.
    public init(unitCount: Int, unitExtent: Double, available: Double) {
        let fitting = min(Double(unitCount), (available / unitExtent).rounded(.down))
        unitsPerLine = max(1, Int(fitting))
        lineCount = (unitCount + unitsPerLine - 1) / unitsPerLine
        lineLength = max(available, unitExtent)
    }

    /// The number of units in the fullest line, at least 1, after `unitCount` units are spread evenly over the lines.
    public func evenUnitsPerLine(unitCount: Int) -> Int {
        max(1, (unitCount + lineCount - 1) / max(1, lineCount))
    }
}
