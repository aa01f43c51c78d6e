// SPDX-License-Identifier: Apache-2.0

import CellArrays
import InferenceKernels

/// A linear function of integer sums: (level × sum of levels + digit × sum of digits + constant) / divisor.
///
/// If all factors are fractions of small numbers, they get a common divisor. The numerator is then an exact integer,
/// and the division is the only rounding: a value half-way between two codes stays half-way, for any order in which the
/// sum is formed.
struct SumLine: Sendable, Equatable {
    let level: Double
    let digit: Double
    let constant: Double
    let divisor: Double

    /// The sums themselves.
    static let identity = SumLine(level: 1, digit: 0, constant: 0, divisor: 1)

    private init(level: Double, digit: Double, constant: Double, divisor: Double) {
        (self.level, self.digit, self.constant, self.divisor) = (level, digit, constant, divisor)
    }

    /// A sum divided by a number.
    init(dividing divisor: Double) {
        self.init(level: 1, digit: 0, constant: 0, divisor: divisor)
    }

    /// - Parameters:
    ///   - level: the factor of a sum of levels.
    ///   - digit: the factor of a sum of digits.
    ///   - constant: what is added.
    ///   - divisor: what all three are divided by.
    ///   - largest: the magnitude of the largest sum [1].
    init(level: ExactNumber, digit: ExactNumber, constant: ExactNumber, divisor: ExactNumber, largest: Double) {
        self =
            Self.whole([level / divisor, digit / divisor, constant / divisor], largest: largest)
            ?? SumLine(level: level.value, digit: digit.value, constant: constant.value, divisor: divisor.value)
    }

    private static func whole(_ numbers: [ExactNumber], largest: Double) -> SumLine? {
        let fractions = numbers.compactMap(\.fraction)
        guard fractions.count == numbers.count, let divisor = Fraction.commonDenominator(fractions) else { return nil }
        let factors = fractions.map { Double($0.numerator) * Double(divisor / $0.denominator) }
        // Below 2^52, neither a product nor a sum is rounded, and the quotient is half of an odd number only if it is exactly.
        let top = (abs(factors[0]) + abs(factors[1])) * max(1, largest) + abs(factors[2])
        guard max(top, Double(divisor)) < 0x1p52 else { return nil }
        return SumLine(level: factors[0], digit: factors[1], constant: factors[2], divisor: Double(divisor))
    }

    /// The value for one sum.
    func value(level sum: Double, digits: Double = 0) -> Double {
        (level * sum + (digit * digits + constant)) / divisor
    }

    /// The line as C reads it.
    var structure: tk_imc_line { tk_imc_line(level: level, digit: digit, constant: constant, divisor: divisor) }
}
