// SPDX-License-Identifier: Apache-2.0

import Architecture
import Workload

/// The probability of each number of active wordlines.
struct ActiveRowDistribution: Sendable, Equatable {
    /// The smallest number that may occur [1].
    let first: Int
    /// Probability of `first` and of the numbers after it [1].
    let shares: [Double]

    /// Numbers that are rarer than this over the number of wordlines are left out [1].
    private static let negligible = 1e-6

    /// A number that is always the same.
    init(always count: Int) {
        first = count
        shares = [1]
    }

    /// Active wordlines among `rows`, each with the probability and correlation of a bit: a beta-binomial distribution.
    ///
    /// Neighbouring probabilities have the quotient (n - k) (k + a) / ((k + 1) (n - k - 1 + b)), with a = p (1 - r) / r
    /// and b = (1 - p) (1 - r) / r for the density p and the correlation r; without correlation it is binomial.
    init(rows: Int, bit: BitStatistics) {
        let density = min(max(bit.density, 0), 1)
        guard rows > 0, density > 0, density < 1 else {
            self.init(always: density >= 1 ? rows : 0)
            return
        }
        let correlation = min(max(bit.correlation, 0), 0.999_999)
        let odds = correlation > 0 ? (1 - correlation) / correlation : .infinity
        let (ones, zeros) = (density * odds, (1 - density) * odds)
        let ratio = density / (1 - density)
        var weights = [Double](repeating: 0, count: rows + 1)
        let start = min(rows, Int((density * Double(rows)).rounded()))
        weights[start] = 1
        func step(_ count: Int) -> Double {
            let (k, n) = (Double(count), Double(rows))
            let pull = odds.isFinite ? (k + ones) / (n - k - 1 + zeros) : ratio
            return (n - k) / (k + 1) * pull
        }
        for count in start..<rows { weights[count + 1] = weights[count] * step(count) }
        for count in stride(from: start - 1, through: 0, by: -1) { weights[count] = weights[count + 1] / step(count) }
        let total = weights.reduce(0, +)
        let limit = total * Self.negligible / Double(rows)
        let kept = weights.indices.filter { weights[$0] > limit }
        let range = (kept.first ?? start)...(kept.last ?? start)
        let sum = weights[range].reduce(0, +)
        self.init(first: range.lowerBound, shares: weights[range].map { $0 / sum })
    }

    private init(first: Int, shares: [Double]) {
        self.first = first
        self.shares = shares
    }

    /// Active wordlines of an array that drives each input and its complement.
    init(pairedRows rows: Int, bit: BitStatistics) {
        let odd = rows % 2 == 1 ? min(max(bit.density, 0), 1) : 0
        first = rows / 2
        shares = odd > 0 ? [1 - odd, odd] : [1]
    }
}
