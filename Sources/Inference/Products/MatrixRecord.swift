// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import Synchronization

/// The figures of conversions to record.
struct RecordedFigures: OptionSet, Sendable {
    let rawValue: Int
    /// The number of partial sums beyond the range.
    static let clipped = RecordedFigures(rawValue: 1)
    /// All codes.
    static let codes = RecordedFigures(rawValue: 2)
    /// How often partial sums occur.
    static let partialSums = RecordedFigures(rawValue: 4)
}

/// A product, and the figures recorded during its conversions.
struct MatrixReading: Sendable {
    /// Products [vectors][columns].
    var products: [Double]
    /// Conversions [1].
    var conversions = 0
    /// Partial sums beyond the converters' range [1].
    var clipped: UInt64 = 0
    /// Codes [groups][digits][lanes][vectors][columns].
    var codes: [Int32] = []
    /// Partial sums in the same order, where they are no whole numbers.
    var partialSums: [Double] = []
    /// How often partial sums occur.
    var histogram: PartialSumHistogram?
}
