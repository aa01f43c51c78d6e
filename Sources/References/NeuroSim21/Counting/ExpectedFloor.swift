// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The mean of normal numbers that are each cut to an integer, and are taken to be `least` at least, 0 or more.
func expectedFloor(mean: Double, deviation: Double, atLeast least: Double = 0) -> Double {
    guard deviation > 1e-9, mean < 1e9 else { return max(least, mean.rounded(.down)) }
    // The sum of the probabilities to reach 1, 2, 3, ...; those far below the mean are 1.
    let certain = max(least, (mean - 6 * deviation).rounded(.down))
    let last = (mean + 6 * deviation).rounded(.up)
    // Far wider than an integer, a cut takes half of one.
    guard last - certain < 400 else { return max(least, mean - 0.5) }
    var result = certain
    for reached in stride(from: certain + 1, through: last, by: 1) {
        result += erfc((reached - mean) / deviation / 2.0.squareRoot()) / 2
    }
    return result
}
