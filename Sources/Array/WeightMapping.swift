// SPDX-License-Identifier: Apache-2.0

/// How a signed weight becomes levels of cells.
public enum WeightMapping: String, Sendable, CaseIterable {
    /// Weight plus half the range, in slices of unsigned digits.
    case offset
    /// Two's complement: slices of the lower bits, and the sign bit in a slice of its own.
    case twos
    /// Magnitudes of positive and negative weights in two columns, both converted, then subtracted.
    case differential = "diff"
    /// As `differential`, but subtracted before one signed conversion.
    case analogDifferential = "diff_analog"
    /// Weights and activations as sums of signed powers of two, bit by bit in XNOR cells.
    case xnor

    /// Whether partial sums have a sign.
    public var hasSignedSums: Bool { self == .xnor || self == .analogDifferential }
}

/// How a level lies in cells.
public enum CellLayout: Sendable, Equatable, CaseIterable {
    /// In one cell.
    case single
    /// In a cell and, beside it in the same row, another one that holds the opposite.
    case complementaryColumns
    /// In a cell and, below it in the same column, another one that holds the opposite.
    case complementaryRows
}
