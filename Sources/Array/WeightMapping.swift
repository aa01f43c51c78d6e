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
    /// Odd weights, -1 and +1 if of one bit, as unsigned digits of (weight + largest weight) / 2.
    ///
    /// With inputs that are no more than 0 and 1 this is a binary network of (+1, -1) weights and (+1, 0) neurons: X. Sun,
    /// X. Peng, P.-Y. Chen, R. Liu, J. Seo, S. Yu, "Fully parallel RRAM synaptic array for implementing binary neural
    /// network with (+1, -1) weights and (+1, 0) neurons", ASP-DAC 2018.
    case odd
    /// As `odd`, with the opposite of each digit beside it; both are converted, then subtracted.
    case oddPair = "odd_pair"

    /// Whether partial sums have a sign.
    public var hasSignedSums: Bool { self == .xnor || self == .analogDifferential }

    /// Whether slices can be added before one conversion: all of them count with the same sign, and their levels begin
    /// at 0.
    public var allowsAnalogJoining: Bool {
        switch self {
        case .offset, .differential, .analogDifferential, .odd, .oddPair: true
        case .twos, .xnor: false
        }
    }
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
