// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

/// Probabilities of a converter's codes for each partial sum, as measured on chips.
public struct CodeProbabilities: Sendable, Equatable {
    /// The partial sums that have a row, ascending [cell levels].
    public let partialSums: [Int]
    /// Values of codes [cell levels].
    public let levels: [Double]
    /// Probabilities [partial sums][codes].
    public let probabilities: [Double]

    /// Takes probabilities.
    ///
    /// - Precondition: there is a row for each sum with a number for each level, sums ascend, rows add up to 1.
    public init(partialSums: [Int], levels: [Double], probabilities: [Double]) {
        precondition(probabilities.count == partialSums.count * levels.count && partialSums.count > 1, "no table")
        self.partialSums = partialSums
        self.levels = levels
        self.probabilities = probabilities
    }

    /// Reads the array `name` [sums, codes], `levels` [codes] and `p` [sums] of an archive.
    ///
    /// - Throws: `InputError` when arrays are missing, do not fit each other, or are no probabilities.
    public init(readingFrom path: String, name: String) throws(InputError) {
        let archive = try NumpyArchive(readingFrom: path)
        let shape = try archive.shape(of: name)
        guard shape.count == 2, try archive.shape(of: "p") == [shape[0]], try archive.shape(of: "levels") == [shape[1]],
            (2...1 << 20).contains(shape[0]), (2...65536).contains(shape[1])
        else {
            throw InputError(
                "array `\(name)` has shape \(shape) (allowed: [sums, codes] as long as `p` and `levels`, 2 at least)",
                file: path)
        }
        levels = try archive.doubles("levels")
        let sums = try archive.integers("p")
        guard zip(sums, sums.dropFirst()).allSatisfy({ $0 < $1 }), sums.allSatisfy({ abs($0) < 1 << 32 }),
            levels.allSatisfy({ abs($0) <= 1e12 })
        else { throw InputError("`p` must ascend, and `levels` must be finite", file: path) }
        partialSums = sums.map(Int.init)
        let raw = try archive.doubles(name)
        var normalized: [Double] = []
        for row in 0..<sums.count {
            let numbers = raw[row * levels.count..<(row + 1) * levels.count]
            let sum = numbers.reduce(0, +)
            guard numbers.allSatisfy({ $0 >= 0 }), abs(sum - 1) < 0.01 else {
                throw InputError("row \(row) of `\(name)` is no set of probabilities that add up to 1", file: path)
            }
            normalized += numbers.map { $0 / sum }
        }
        probabilities = normalized
    }

    /// Probabilities for a partial sum, straight between those that have a row.
    func row(at sum: Int) -> [Double] {
        let above = partialSums.firstIndex { $0 >= sum } ?? partialSums.count - 1
        let below = partialSums[above] <= sum ? above : max(0, above - 1)
        let width = levels.count
        let low = probabilities[below * width..<(below + 1) * width]
        guard above != below else { return Array(low) }
        let share = Double(sum - partialSums[below]) / Double(partialSums[above] - partialSums[below])
        return zip(low, probabilities[above * width..<(above + 1) * width]).map { $0 * (1 - share) + $1 * share }
    }
}
