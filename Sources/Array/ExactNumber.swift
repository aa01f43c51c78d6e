// SPDX-License-Identifier: Apache-2.0

/// A number, and beside it the fraction that it stands for as long as that is one of numbers small enough.
public struct ExactNumber: Sendable, Equatable, ExpressibleByIntegerLiteral {
    /// The number.
    public let value: Double
    /// The fraction that the number is; nil where it is known as a double only.
    public let fraction: Fraction?

    private init(_ value: Double, _ fraction: Fraction?) {
        self.value = value
        self.fraction = fraction
    }

    /// A number as a user spells it: 0.1 is a tenth.
    public init(_ value: Double) { self.init(value, Fraction(decimal: value)) }

    /// A whole number.
    public init(_ value: Int) { self.init(Double(value), Fraction(value)) }

    /// A whole number.
    public init(integerLiteral value: Int) { self.init(value) }

    /// The sum.
    public static func + (first: ExactNumber, second: ExactNumber) -> ExactNumber {
        ExactNumber(first.value + second.value, first.with(second) { $0.adding($1) })
    }

    /// The difference.
    public static func - (first: ExactNumber, second: ExactNumber) -> ExactNumber {
        ExactNumber(
            first.value - second.value,
            first.with(second) { first, second in second.negated.flatMap { first.adding($0) } })
    }

    /// The product.
    public static func * (first: ExactNumber, second: ExactNumber) -> ExactNumber {
        ExactNumber(first.value * second.value, first.with(second) { $0.multiplied(by: $1) })
    }

    /// The quotient.
    public static func / (first: ExactNumber, second: ExactNumber) -> ExactNumber {
        ExactNumber(
            first.value / second.value,
            first.with(second) { first, second in second.inverse.flatMap { first.multiplied(by: $0) } })
    }

    private func with(_ other: ExactNumber, _ operation: (Fraction, Fraction) -> Fraction?) -> Fraction? {
        guard let fraction, let second = other.fraction else { return nil }
        return operation(fraction, second)
    }
}
