// SPDX-License-Identifier: Apache-2.0

/// The interval that holds the true share with 95 % confidence when some of a number of independent trials succeeded,
/// after Wilson (J. Am. Stat. Assoc. 22, 1927). It stays within 0 to 1, also where all or none succeeded.
public struct WilsonInterval: Sendable, Equatable {
    /// The lower end [1].
    public let lower: Double
    /// The upper end [1].
    public let upper: Double

    /// The normal quantile that leaves 2.5 % at either end.
    static let quantile = 1.959963984540054

    /// Makes the interval.
    ///
    /// - Parameters:
    ///   - successes: how many succeeded; a mean over several runs need not be whole.
    ///   - count: of how many, 1 or more.
    /// - Precondition: `successes` is from 0 to `count`.
    public init(successes: Double, of count: Int) {
        precondition(count > 0 && successes >= 0 && successes <= Double(count), "no share of a number of trials")
        let n = Double(count)
        let share = successes / n
        let z2 = Self.quantile * Self.quantile
        let center = (share + z2 / (2 * n)) / (1 + z2 / n)
        let half = Self.quantile * (share * (1 - share) / n + z2 / (4 * n * n)).squareRoot() / (1 + z2 / n)
        // The ends are exact where nothing or everything succeeded, which rounding must not spoil.
        lower = successes == 0 ? 0 : max(0, center - half)
        upper = successes == n ? 1 : min(1, center + half)
    }
}

/// Mean and spread of some numbers.
public struct SampleStatistics: Sendable, Equatable {
    /// Their number [1].
    public let count: Int
    /// Their mean.
    public let mean: Double
    /// Their sample deviation, with count - 1 below; nil for fewer than two.
    public let deviation: Double?

    /// Of some numbers, one at least.
    public init(_ numbers: [Double]) {
        precondition(!numbers.isEmpty, "the mean of nothing")
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        count = numbers.count
        self.mean = mean
        guard numbers.count > 1 else {
            deviation = nil
            return
        }
        let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        deviation = (squares / Double(numbers.count - 1)).squareRoot()
    }
}
