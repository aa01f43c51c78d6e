// SPDX-License-Identifier: Apache-2.0

import Formats

/// A column of a table in CSV: its name with its unit, the member of the JSON report that has the same figure, and its value
/// in a row.
package struct CSVColumn<Row>: Sendable {
    /// The name in the header.
    package let name: String
    /// The path of the member with the same figure, as in `layers.costs.forward.latency`; nil if no member has the
    /// figure.
    package let member: String?
    private let value: @Sendable (Row) -> String

    /// A column.
    ///
    /// - Parameters:
    ///   - name: what stands in the header, such as `leakage_power_W`.
    ///   - member: the path of the member of the JSON report that has the same figure.
    ///   - value: what stands in a row.
    package init(_ name: String, _ member: String?, _ value: @escaping @Sendable (Row) -> String) {
        self.name = name
        self.member = member
        self.value = value
    }

    /// A table after RFC 4180: the names of columns, then one line a row.
    package static func table(_ columns: [CSVColumn<Row>], _ rows: [Row]) -> String {
        CSVText.lines([columns.map(\.name)] + rows.map { row in columns.map { $0.value(row) } })
    }
}
