// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import Synchronization

/// What is to be recorded of conversions.
struct RecordedFigures: OptionSet, Sendable {
    let rawValue: Int
    /// How many partial sums lie beyond the range.
    static let clipped = RecordedFigures(rawValue: 1)
    /// All codes.
    static let codes = RecordedFigures(rawValue: 2)
    /// How often partial sums occur.
    static let partialSums = RecordedFigures(rawValue: 4)
}

/// What a product was, and what was recorded on the way.
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
