// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScaleSim
import Testing

/// docs/models/systolic.md has a row for each departure, with its name and its text. With UPDATE_GENERATED=1 in the environment
/// the rows are written; options and effects, in the other cells, stand in the page.
@Suite struct SystolicPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/models/systolic.md")

    /// The lines below the head of the table of departures, and where they are.
    private static func rows(of text: String) throws -> (range: Range<String.Index>, rows: [String]) {
        let begin = try #require(text.range(of: "| --- | --- | --- | --- |\n"))
        let end = try #require(
            text.range(of: "<!-- end of departures -->", range: begin.upperBound..<text.endIndex))
        let range = begin.upperBound..<end.lowerBound
        return (range, text[range].split(separator: "\n").map(String.init))
    }

    private static func head(_ departure: ScaleSimDeparture) -> String {
        "| `\(departure.name)` | \(departure.meaning) | "
    }

    @Test func rowsAreThoseOfDepartures() throws {
        var text = try String(contentsOf: Self.page, encoding: .utf8)
        if ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil {
            let (range, rows) = try Self.rows(of: text)
            let written = ScaleSimDeparture.allCases.map { departure in
                let row = rows.first { $0.hasPrefix("| `\(departure.name)` |") }
                let cells = row?.components(separatedBy: " | ").dropFirst(2) ?? ["none", " |"]
                return Self.head(departure) + cells.joined(separator: " | ")
            }
            text.replaceSubrange(range, with: written.joined(separator: "\n") + "\n\n")
            try text.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        let rows = try Self.rows(of: text).rows
        #expect(rows.count == ScaleSimDeparture.allCases.count)
        for (row, departure) in zip(rows, ScaleSimDeparture.allCases) {
            #expect(row.hasPrefix(Self.head(departure) + "`--"), "\(row)")
        }
    }
}
