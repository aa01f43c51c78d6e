// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Other units of length, time, voltage and current: how many of them make one metre, second, volt and ampere.
///
/// The factors are powers of two, so that a change of units is exact in floating point: no rounding moves a count that is
/// rounded to a whole number, and what differs in other units differs by an equation.
package struct UnitScale: Sendable, Hashable {
    private let exponents: Dimension

    /// Units that are smaller than those of the SI by those powers of two.
    package init(metre: Int = 0, second: Int = 0, volt: Int = 0, ampere: Int = 0) {
        exponents = Dimension(metre: metre, second: second, volt: volt, ampere: ampere)
    }

    /// Another unit in place of one, smaller by a power of two.
    package init(_ unit: BaseUnit, exponent: Int) {
        self.init(
            metre: unit == .metre ? exponent : 0, second: unit == .second ? exponent : 0,
            volt: unit == .volt ? exponent : 0, ampere: unit == .ampere ? exponent : 0)
    }

    /// The units of the SI.
    package static let si = UnitScale()

    /// Four units drawn at random, none of them that of the SI.
    package static func random(using generator: inout SeededGenerator) -> UnitScale {
        let draw = { (generator: inout SeededGenerator) in generator.pick([-3, -2, -1, 1, 2, 3]) }
        return UnitScale(
            metre: draw(&generator), second: draw(&generator), volt: draw(&generator), ampere: draw(&generator))
    }

    /// The power of two by which a figure of a dimension grows.
    package func exponent(_ dimension: Dimension) -> Int {
        BaseUnit.allCases.reduce(0) { $0 + exponents.power(of: $1) * dimension.power(of: $1) }
    }

    /// The factor by which a figure of a dimension grows [1].
    package func factor(_ dimension: Dimension) -> Double {
        Double(sign: .plus, exponent: exponent(dimension), significand: 1)
    }

    /// A figure given in units of the SI, in these units.
    package func convert(_ value: Double, _ dimension: Dimension) -> Double {
        value * factor(dimension)
    }
}
