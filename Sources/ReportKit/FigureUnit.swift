// SPDX-License-Identifier: Apache-2.0

/// A unit of a report for people.
package struct FigureUnit: Sendable, Equatable {
    /// Its symbol in ASCII.
    package let symbol: String
    /// How many of it make one SI unit.
    package let perUnit: Double

    /// A unit.
    package init(_ symbol: String, _ perUnit: Double) {
        self.symbol = symbol
        self.perUnit = perUnit
    }

    /// Its symbol in Unicode.
    package var typographicSymbol: String { symbol.replacing("^2", with: "²").replacing(/^u/, with: "µ") }

    /// A figure in this unit, without the unit.
    package func text(_ value: Double) -> String {
        value == .infinity ? FigureText.never : FigureText.fourDigits(value * perUnit)
    }

    /// From the unit itself down to a billionth of a millionth.
    package static func prefixed(_ symbol: String) -> [FigureUnit] {
        [("", 1), ("m", 1e3), ("u", 1e6), ("n", 1e9), ("p", 1e12), ("f", 1e15)].map { FigureUnit($0 + symbol, $1) }
    }

    /// From a billion of billions down to a million.
    package static func operations(_ symbol: String) -> [FigureUnit] {
        [("T", 1e-12), ("G", 1e-9), ("M", 1e-6)].map { FigureUnit($0 + symbol, $1) }
    }

    /// Numbers of things, in words.
    package static let counts = [
        FigureUnit("billions", 1e-9), FigureUnit("millions", 1e-6), FigureUnit("thousands", 1e-3), FigureUnit("", 1),
    ]

    /// Units of an area.
    package static let areas = [FigureUnit("mm^2", 1e6), FigureUnit("um^2", 1e12)]

    /// Of some units, from large to small, the first in which the largest of some figures is not below a number.
    ///
    /// - Parameters:
    ///   - units: the units; at least one.
    ///   - values: figures in SI; infinite ones are not looked at.
    ///   - least: the least number that is still easy to read.
    /// - Returns: the unit; the first one if all figures are zero.
    package static func fitting(_ units: [FigureUnit], _ values: [Double], least: Double = 1) -> FigureUnit {
        let largest = values.filter { $0 < .infinity }.max() ?? 0
        guard let smallest = units.last else { return FigureUnit("", 1) }
        return units.first { largest * $0.perUnit >= least } ?? (largest > 0 ? smallest : units[0])
    }
}
