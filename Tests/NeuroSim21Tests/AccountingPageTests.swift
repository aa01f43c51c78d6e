// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim21
import Testing

/// docs/accounting.md has a row for each departure, with its text. With UPDATE_GENERATED=1 in the environment the rows
/// are written; what departures are worth, in the other cells, is measured by the benchmark that the page names.
@Suite struct AccountingPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/accounting.md")

    @Test(arguments: ["inference", "training"])
    func rowsAreThoseOfDepartures(part: String) throws {
        var page = try DepartureTable(part, in: String(contentsOf: Self.page, encoding: .utf8))
        let departures = Departure.allCases.filter { $0.isOfTraining == (part == "training") }
        if ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil {
            page.update(departures)
            try page.text.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        #expect(page.rows.dropLast().map(\.departure) == departures.map { "| `\($0.name)` | \($0.meaning) |" })
        #expect(page.rows.last?.departure.hasPrefix("| all together |") == true)
    }

    @Test func thePageSaysWhatExactMeans() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(text.contains("exact counting, V2.1's circuits"))
    }
}

/// The rows of a table between marks of a page.
private struct DepartureTable {
    /// A row: what departs, and what it is worth.
    struct Row {
        var departure: String
        var effects: String
    }

    private let before: Substring
    private let header: [Substring]
    private(set) var rows: [Row]
    private let after: Substring

    init(_ name: String, in text: String) throws {
        let begin = try #require(text.range(of: "<!-- effects: \(name) -->\n"))
        let end = try #require(text.range(of: "<!-- end -->", range: begin.upperBound..<text.endIndex))
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
    mutating func update(_ departures: [Departure]) {
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

    var text: String {
        let lines = header.map(String.init) + rows.map { "\($0.departure) \($0.effects)" }
        return before + "\n" + lines.joined(separator: "\n") + "\n\n" + after
    }
}
