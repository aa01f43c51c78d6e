// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim21
import Testing
import _TestSupport

/// docs/accounting.md has a row for each departure, with its text. With UPDATE_GENERATED=1 in the environment the rows
/// are written; what departures are worth, in the other cells, is measured by the benchmark that the page names.
@Suite struct AccountingPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/accounting.md")

    @Test(arguments: ["inference", "training"])
    func rowsAreThoseOfDepartures(part: String) throws {
        var page = try #require(DepartureTable(part, in: String(contentsOf: Self.page, encoding: .utf8)))
        let departures = Departure.allCases.filter { $0.isOfTraining == (part == "training") }
        if ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil {
            page.update(departures.map { ($0.name, $0.meaning) })
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
