// SPDX-License-Identifier: Apache-2.0

import ReportKit

/// What an axis shows: a quantity, and the unit that it is read in.
package struct PlotAxis: Sendable {
    let title: String
    let unit: FigureUnit
    /// The SI unit in the table of the data; empty for words and counts.
    let base: String

    /// Names an axis.
    ///
    /// - Parameters:
    ///   - title: the quantity, as in `Energy`.
    ///   - unit: the unit of the axis.
    ///   - base: the SI unit, as in `J`; empty for counts.
    package init(_ title: String, unit: FigureUnit = FigureUnit("", 1), base: String = "") {
        self.title = title
        self.unit = unit
        self.base = base
    }

    /// A share, which is shown in percent.
    package static func percent(_ title: String) -> PlotAxis {
        PlotAxis(title, unit: FigureUnit("%", 100), base: "1")
    }

    /// What stands at the axis.
    var label: String { unit.symbol.isEmpty ? title : "\(title) (\(unit.typographicSymbol))" }

    /// A figure as the axis counts it.
    func scaled(_ value: Double) -> Double { value * unit.perUnit }
}
