// SPDX-License-Identifier: Apache-2.0

/// The difference of two numbers, as a part of the larger one; 0 where they are equal, infinite where only one of them is
/// finite or one is not a number.
package func relativeDifference(_ actual: Double, _ expected: Double) -> Double {
    if actual == expected { return 0 }
    guard actual.isFinite, expected.isFinite else { return .infinity }
    return abs(actual - expected) / max(abs(actual), abs(expected))
}

/// The largest relative difference of two lists of figures; infinite if they differ in length or are empty.
package func largestDifference(_ actual: [Double], _ expected: [Double]) -> Double {
    guard actual.count == expected.count else { return .infinity }
    return zip(actual, expected).map(relativeDifference).max() ?? .infinity
}

/// Whether two numbers agree to a relative tolerance.
package func isClose(_ actual: Double, _ expected: Double, relative: Double = 1e-9) -> Bool {
    relativeDifference(actual, expected) <= relative
}

/// What is wrong with a figure beside an expected one, in words; nil where they agree to a relative tolerance.
package func mismatch(
    _ name: @autoclosure () -> String, _ actual: Double, _ expected: Double, relative: Double = 1e-9
) -> String? {
    let difference = relativeDifference(actual, expected)
    return difference <= relative
        ? nil : "\(name()) is \(actual) instead of \(expected): \(difference) off (allowed: \(relative))"
}
