// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The share of ones among the lowest bits of integers; negative ones are two's complement.
///
/// - Parameters:
///   - values: The integers.
///   - bits: Bits of a number [bit].
///   - place: What errors call the array.
///   - file: The file that it comes from.
/// - Returns: The share [1].
/// - Throws: `InputError` for no number, and for one that does not fit.
func bitDensity(_ values: [Int64], bits: Int, place: String, file: String) throws(InputError) -> Double {
    guard !values.isEmpty else { throw InputError("\(place) has no number", file: file) }
    let range = -(Int64(1) << (bits - 1))...((Int64(1) << bits) - 1)
    let mask = (Int64(1) << bits) - 1
    var ones = 0
    for value in values {
        guard range.contains(value) else {
            throw InputError(
                "\(place) holds \(value), which does not fit \(bits) bits (allowed: \(range.lowerBound) to "
                    + "\(range.upperBound))", file: file)
        }
        ones += (value & mask).nonzeroBitCount
    }
    return Double(ones) / Double(values.count * bits)
}
