// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import _TestSupport

/// The README of the reference says which circuits have constants with a unit, and why.
@Suite struct GeneratedPagesOfCircuitLawTests {
    static let begin = "<!-- laws: made by GeneratedPagesOfCircuitLawTests with UPDATE_GENERATED=1 -->\n"
    static let end = "<!-- end of laws -->"

    static let table: String = {
        let rows = KnownCircuitViolation.units.map { known in
            let figures = Set(known.violations.compactMap(\.figure)).sorted().map { "`\($0)`" }
            return "| `\(known.subject)` | \(figures.joined(separator: ", ")) | \(known.reason) |\n"
        }
        return "\n| circuit | figures | it |\n|---|---|---|\n" + rows.joined() + "\n"
    }()

    @Test func theReadmeListsThem() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = package.appending(path: "Sources/References/NeuroSim21/README.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let first = try #require(text.range(of: Self.begin)?.upperBound)
        let last = try #require(text.range(of: Self.end)?.lowerBound)
        if ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil {
            let updated = text.replacingCharacters(in: first..<last, with: Self.table)
            try updated.write(to: page, atomically: true, encoding: .utf8)
        } else {
            #expect(text[first..<last] == Self.table, "run `make docs`")
        }
    }
}
