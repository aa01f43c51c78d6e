// SPDX-License-Identifier: Apache-2.0

import Configuration
import ReportKit
import Runs
import Workload

/// A comparison as CSV after RFC 4180: a header that names SI units, then one row a design. What a design does not have is
/// empty.
struct ComparisonTable {
    let comparison: Comparison

    var text: String { CSVColumn.table(columns, comparison.columns) }

    private typealias Column = CSVColumn<ComparedColumn>

    /// All columns, from left to right; what varies and which parts figures have, the comparison decides.
    var columns: [CSVColumn<ComparedColumn>] { descriptions + figures + parts }

    private var descriptions: [Column] {
        let comparison = comparison
        return [
            Column("label", "columns.label") { comparison.label(of: $0) },
            Column("architecture", "columns.architecture") { $0.architecture.rawValue },
            Column("file", "columns.file") { $0.setting.file ?? "" },
        ]
            + comparison.variedNames.map { name in
                Column(name, "columns.setting") { column in
                    column.setting.values.first { $0.name == name }?.value.text ?? ""
                }
            }
    }

    /// Figures of text have a column only where a design has them.
    private var figures: [Column] {
        let known = ComparedQuantity.allCases.filter { quantity in
            !quantity.isOfText || comparison.columns.contains { $0.figure(quantity) != nil }
        }
        return known.map { quantity in
            Column(quantity.columnName, "columns.figures.\(quantity.rawValue)") { column in
                column.figure(quantity).map { quantity.isCount ? FigureText.fixed($0, digits: 0) : Self.text($0) } ?? ""
            }
        }
    }

    private var parts: [Column] {
        ComparedQuantity.split.flatMap { quantity in
            comparison.partNames(quantity).map { name in
                let start = "\(quantity.rawValue.separatedWords(by: "_"))_\(name.separatedWords(by: "_"))"
                let header = quantity.unitName.map { "\(start)_\($0)" } ?? start
                return Column(header, "columns.breakdowns.\(quantity.rawValue)") { column in
                    column.parts(quantity).first { $0.name == name }.map { Self.text($0.value) } ?? ""
                }
            }
        }
    }

    private static func text(_ value: Double) -> String { value == .infinity ? FigureText.never : "\(value)" }
}
