// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The rows of a table of departures between marks of a page.
package struct DepartureTable {
    /// A row: what departs, and what it is worth.
    package struct Row {
        package var departure: String
        package var effects: String
    }

    private let before: Substring
    private let header: [Substring]
    package private(set) var rows: [Row]
    private let after: Substring

    /// The table with a name; nil if the page has no such marks.
    package init?(_ name: String, in text: String) {
        guard let begin = text.range(of: "<!-- effects: \(name) -->\n"),
            let end = text.range(of: "<!-- end -->", range: begin.upperBound..<text.endIndex)
        else { return nil }
        before = text[..<begin.upperBound]
        after = text[end.lowerBound...]
        let lines = text[begin.upperBound..<end.lowerBound].split(separator: "\n")
        header = Array(lines.prefix(2))
        rows = lines.dropFirst(2).map { line in
            let cells = line.split(separator: " | ", maxSplits: 2, omittingEmptySubsequences: false)
            guard cells.count == 3 else { return Row(departure: String(line), effects: "") }
            return Row(departure: "\(cells[0]) | \(cells[1]) |", effects: String(cells[2]))
        }
    }

    /// Keeps what was measured of departures that are still there.
    package mutating func update(_ departures: [(name: String, meaning: String)]) {
        func row(_ departure: String, named name: String, unmeasured: String) -> Row {
            Row(
                departure: departure,
                effects: rows.first { $0.departure.hasPrefix("| `\(name)` |") }?.effects ?? unmeasured)
        }
        let all = rows.suffix(1)
        let columns = header.first?.split(separator: "|").count ?? 0
        let unmeasured = Array(repeating: "", count: max(0, columns - 2)).joined(separator: " | ") + " |"
        rows =
            departures.map { row("| `\($0.name)` | \($0.meaning) |", named: $0.name, unmeasured: unmeasured) } + all
    }

    /// The page with the table.
    package var text: String {
        let lines = header.map(String.init) + rows.map { "\($0.departure) \($0.effects)" }
        return before + "\n" + lines.joined(separator: "\n") + "\n\n" + after
    }
}
