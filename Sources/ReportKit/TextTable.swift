// SPDX-License-Identifier: Apache-2.0

/// A table for a terminal: columns as wide as their widest entry, numbers at the right; columns with nothing in them are
/// left out.
package struct TextTable {
    private let header: [String]
    private let rows: [[String]]
    private let leftAligned: Set<String>

    /// A table.
    ///
    /// - Parameters:
    ///   - header: names of the columns.
    ///   - rows: an entry a column.
    ///   - leftAligned: names of the columns whose entries begin at the left.
    package init(header: [String], rows: [[String]], leftAligned: Set<String>) {
        self.header = header
        self.rows = rows
        self.leftAligned = leftAligned
    }

    /// The lines of the table, without blanks at their ends.
    package var lines: [String] {
        let columns = header.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        let lines = [header] + rows
        let widths = header.indices.map { column in lines.reduce(0) { max($0, $1[column].count) } }
        return lines.map { row in
            columns.map { padded(row[$0], column: $0, width: widths[$0]) }.joined(separator: "  ")
                .trimmingTrailingBlanks
        }
    }

    private func padded(_ text: String, column: Int, width: Int) -> String {
        let padding = String(repeating: " ", count: width - text.count)
        return leftAligned.contains(header[column]) ? text + padding : padding + text
    }
}

extension String {
    fileprivate var trimmingTrailingBlanks: String {
        var text = self[...]
        while text.last == " " {
            text.removeLast()
        }
        return String(text)
    }
}
