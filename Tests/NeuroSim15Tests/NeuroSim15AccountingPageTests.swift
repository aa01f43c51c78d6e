// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim15
import Testing
import _TestSupport

/// docs/accounting.md has a row for each departure of V1.5, with its text. With UPDATE_GENERATED=1 in the environment the rows
/// are written; what departures are worth is measured by the benchmark that the page names.
@Suite struct NeuroSim15AccountingPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/accounting.md")

    @Test func rowsAreThoseOfDepartures() throws {
        var page = try #require(
            DepartureTable("neurosim-1.5", in: String(contentsOf: Self.page, encoding: .utf8)))
        let departures = NeuroSim15Departure.allCases
        if ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil {
            page.update(departures.map { ($0.name, $0.meaning) })
            try page.text.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        #expect(page.rows.dropLast().map(\.departure) == departures.map { "| `\($0.name)` | \($0.meaning) |" })
        #expect(page.rows.last?.departure.hasPrefix("| all together |") == true)
    }
}
