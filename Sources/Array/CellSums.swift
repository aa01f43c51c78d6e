// SPDX-License-Identifier: Apache-2.0

/// The partial sum of a column from integer sums: ``level`` for each level of a cell, times its row's digit, and
/// ``digit`` for each row's digit.
public struct CellSums: Sendable, Equatable {
    /// The contribution of a level [cell levels].
    public let level: ExactNumber
    /// The contribution of an active row that does not depend on its cell [cell levels].
    public let digit: ExactNumber

    /// Given factors.
    public init(level: ExactNumber, digit: ExactNumber) {
        self.level = level
        self.digit = digit
    }

    /// Cells that conduct as their levels say.
    public static let levels = CellSums(level: 1, digit: 0)

    /// Cells whose lowest level conducts, too; the highest one keeps its value.
    ///
    /// - Parameters:
    ///   - onOffRatio: Conductance of the highest level over that of the lowest; infinite where that does not conduct
    ///     [1].
    ///   - topLevel: The highest level, of all joined slices where a conversion sees them together [1].
    public init(onOffRatio: Double, topLevel: Int) {
        let share: ExactNumber = onOffRatio.isFinite ? 1 / ExactNumber(onOffRatio) : 0
        self.init(level: 1 - share, digit: ExactNumber(topLevel) * share)
    }

    /// The partial sum of a read.
    ///
    /// - Parameters:
    ///   - levels: Sum of levels times digits.
    ///   - digits: Sum of digits.
    /// - Returns: The partial sum [cell levels].
    public func sum(levels: Int, digits: Int) -> ExactNumber {
        level * ExactNumber(levels) + digit * ExactNumber(digits)
    }

    /// The sums less what a reference column takes off for each digit [cell levels].
    public func less(reference: ExactNumber) -> CellSums { CellSums(level: level, digit: digit - reference) }
}
