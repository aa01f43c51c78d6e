/// A number, and beside it the fraction that it stands for as long as that is one of numbers small enough.
struct ExactNumber: Sendable, Equatable, ExpressibleByIntegerLiteral {
    let value: Double
    /// Nil where the number is known as a double only.
    let fraction: Fraction?

    private init(_ value: Double, _ fraction: Fraction?) {
        self.value = value
        self.fraction = fraction
    }

    /// A number as a user spells it: 0.1 is a tenth.
    init(_ value: Double) { self.init(value, Fraction(decimal: value)) }

    /// A whole number.
    init(_ value: Int) { self.init(Double(value), Fraction(value)) }

    /// A whole number.
    init(integerLiteral value: Int) { self.init(value) }

    static func + (first: ExactNumber, second: ExactNumber) -> ExactNumber {
        ExactNumber(first.value + second.value, first.with(second) { $0.adding($1) })
    }

    static func - (first: ExactNumber, second: ExactNumber) -> ExactNumber {
        ExactNumber(
            first.value - second.value,
            first.with(second) { first, second in second.negated.flatMap { first.adding($0) } })
    }

    static func * (first: ExactNumber, second: ExactNumber) -> ExactNumber {
        ExactNumber(first.value * second.value, first.with(second) { $0.multiplied(by: $1) })
    }

    static func / (first: ExactNumber, second: ExactNumber) -> ExactNumber {
        ExactNumber(
            first.value / second.value,
            first.with(second) { first, second in second.inverse.flatMap { first.multiplied(by: $0) } })
    }

    private func with(_ other: ExactNumber, _ operation: (Fraction, Fraction) -> Fraction?) -> Fraction? {
        guard let fraction, let second = other.fraction else { return nil }
        return operation(fraction, second)
    }
}
