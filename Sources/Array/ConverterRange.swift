// SPDX-License-Identifier: Apache-2.0

/// An ideal converter with equal steps: which code a partial sum becomes, and what the code stands for.
///
/// Sums are in cell levels: what one row adds that is on with digit 1 and whose cell stands one level above the lowest.
public struct ConverterRange: Sendable, Equatable {
    /// The partial sum of code 0 [cell levels].
    public let base: ExactNumber
    /// ``steps`` steps [cell levels], kept as a ratio so that exact halves stay exact.
    public let span: ExactNumber
    /// Steps that ``span`` has, at least 1.
    public let steps: Int
    /// The codes that there are.
    public let codes: ClosedRange<Int>
    /// The rounding of fractions of a step.
    public let rounding: CodeRounding

    /// A converter.
    ///
    /// - Parameters:
    ///   - base: The partial sum of code 0 [cell levels].
    ///   - span: How far `steps` steps reach, above 0 [cell levels].
    ///   - steps: Steps of the span, at least 1.
    ///   - codes: The codes that there are.
    ///   - rounding: Where fractions of a step go.
    public init(
        base: ExactNumber = 0, span: ExactNumber, steps: Int, codes: ClosedRange<Int>, rounding: CodeRounding = .halfUp
    ) {
        self.base = base
        self.span = span
        self.steps = steps
        self.codes = codes
        self.rounding = rounding
    }

    /// A converter with `count` codes from 0 to a full scale.
    public static func linear(
        fullScale: ExactNumber, codes count: Int, rounding: CodeRounding = .halfUp
    ) -> ConverterRange {
        ConverterRange(span: fullScale, steps: count - 1, codes: 0...count - 1, rounding: rounding)
    }

    /// A converter with `count` codes from a full scale below 0 to the same above it.
    public static func bipolar(
        fullScale: ExactNumber, codes count: Int, rounding: CodeRounding = .halfUp
    ) -> ConverterRange {
        ConverterRange(
            base: 0 - fullScale, span: 2 * fullScale, steps: count - 1, codes: 0...count - 1, rounding: rounding)
    }

    /// A converter with `side` codes on either side of 0, which stands in the middle of a step.
    public static func signed(
        fullScale: ExactNumber, side: Int, rounding: CodeRounding = .halfUp
    ) -> ConverterRange {
        ConverterRange(span: fullScale, steps: side, codes: -side...side, rounding: rounding)
    }

    /// From code to code [cell levels].
    public var step: Double { span.value / Double(steps) }

    /// The code of a partial sum [cell levels].
    public func code(of sum: ExactNumber) -> Int {
        let position = (sum - base) * ExactNumber(steps) / span
        return min(max(rounding.rounded(position), codes.lowerBound), codes.upperBound)
    }

    /// The partial sum that a code stands for [cell levels].
    public func value(of code: Int) -> Double { base.value + Double(code) * step }
}
