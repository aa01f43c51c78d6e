// SPDX-License-Identifier: Apache-2.0

import Configuration
import Formats
import Runs
import ReportKit
import Workload

/// A comparison as CSV after RFC 4180: a header that names SI units, then one row a design. What a design does not have is
/// empty.
struct ComparisonTable {
    let comparison: Comparison

    var text: String {
        let parts = parts
        let rows = comparison.columns.map { description(of: $0) + figures(of: $0, parts: parts) }
        return CSVText.lines([header(parts)] + rows)
    }

    private var parts: [Part] {
        ComparedQuantity.split.flatMap { quantity in comparison.partNames(quantity).map { (quantity, $0) } }
    }

    private typealias Part = (quantity: ComparedQuantity, name: String)

    private func header(_ parts: [Part]) -> [String] {
        let partNames = parts.map { quantity, name in
            let start = "\(quantity.rawValue.separatedWords(by: "_"))_\(name.separatedWords(by: "_"))"
            return quantity.unitName.map { "\(start)_\($0)" } ?? start
        }
        return ["label", "architecture", "file"] + comparison.variedNames
            + ComparedQuantity.allCases.map(\.columnName) + partNames
    }

    private func description(of column: ComparedColumn) -> [String] {
        [comparison.label(of: column), column.architecture.rawValue, column.setting.file ?? ""]
            + comparison.variedNames.map { name in
                column.setting.values.first { $0.name == name }?.value.text ?? ""
            }
    }

    private func figures(of column: ComparedColumn, parts: [Part]) -> [String] {
        let figures = ComparedQuantity.allCases.map { quantity in
            column.figure(quantity).map { quantity.isCount ? FigureText.fixed($0, digits: 0) : Self.text($0) } ?? ""
        }
        let parts = parts.map { quantity, name in
            column.parts(quantity).first { $0.name == name }.map { Self.text($0.value) } ?? ""
        }
        return figures + parts
    }

    private static func text(_ value: Double) -> String { value == .infinity ? FigureText.never : "\(value)" }
}
