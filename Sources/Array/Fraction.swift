// SPDX-License-Identifier: Apache-2.0

/// A ratio of whole numbers in lowest terms, with a divisor above 0.
public struct Fraction: Sendable, Equatable {
    /// The numerator.
    public let numerator: Int
    /// The denominator, above 0.
    public let denominator: Int

    /// A ratio.
    ///
    /// - Returns: nil when the divisor is 0 or a number is too large.
    public init?(_ numerator: Int, over denominator: Int = 1) {
        guard denominator != 0, numerator != .min, denominator != .min else { return nil }
        let divisor = Self.commonDivisor(abs(numerator), abs(denominator)) * (denominator < 0 ? -1 : 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// The decimal fraction that a number is spelled as: 1/10 for 0.1, which no double is.
    ///
    /// - Returns: nil when it has too many digits, or is not finite.
    public init?(decimal number: Double) {
        let parts = "\(number)".lowercased().split(separator: "e", maxSplits: 1)
        guard number.isFinite, let mantissa = parts.first, let exponent = parts.count > 1 ? Int(parts[1]) : 0 else {
            return nil
        }
        let pieces = mantissa.split(separator: ".", maxSplits: 1)
        let fraction = pieces.count > 1 && pieces[1] != "0" ? pieces[1] : ""
        guard let whole = pieces.first, let digits = Int(whole + fraction), abs(exponent - fraction.count) <= 18 else {
            return nil
        }
        let shift = exponent - fraction.count
        let power = (0..<abs(shift)).reduce(1) { product, _ in product * 10 }
        guard shift > 0 else {
            self.init(digits, over: power)
            return
        }
        let (product, overflows) = digits.multipliedReportingOverflow(by: power)
        guard !overflows else { return nil }
        self.init(product)
    }

    /// The sum; nil when a number becomes too large.
    public func adding(_ other: Fraction) -> Fraction? {
        guard let left = Self.product(numerator, other.denominator),
            let right = Self.product(other.numerator, denominator),
            let divisor = Self.product(denominator, other.denominator)
        else { return nil }
        let (sum, overflows) = left.addingReportingOverflow(right)
        return overflows ? nil : Fraction(sum, over: divisor)
    }

    /// The product; nil when a number becomes too large.
    public func multiplied(by other: Fraction) -> Fraction? {
        guard let product = Self.product(numerator, other.numerator),
            let divisor = Self.product(denominator, other.denominator)
        else { return nil }
        return Fraction(product, over: divisor)
    }

    /// The number whose product with this one is 1; nil for 0.
    public var inverse: Fraction? { Fraction(denominator, over: numerator) }

    /// The number with the other sign.
    var negated: Fraction? { Fraction(-numerator, over: denominator) }

    /// The least number that all of some divisors divide; nil when it is too large.
    public static func commonDenominator(_ fractions: [Fraction]) -> Int? {
        fractions.reduce(Int?.some(1)) { common, fraction in
            common.flatMap {
                product($0 / commonDivisor($0, fraction.denominator), fraction.denominator)
            }
        }
    }

    /// The largest whole number that is not above the fraction.
    public var floor: Int { numerator >= 0 ? numerator / denominator : -((denominator - 1 - numerator) / denominator) }

    private static func product(_ first: Int, _ second: Int) -> Int? {
        let (product, overflows) = first.multipliedReportingOverflow(by: second)
        return overflows ? nil : product
    }

    /// Euclid's algorithm; the other one when one is 0.
    private static func commonDivisor(_ first: Int, _ second: Int) -> Int {
        var (larger, smaller) = (first, second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return max(1, larger)
    }
}
