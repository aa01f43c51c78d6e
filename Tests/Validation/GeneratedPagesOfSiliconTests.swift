// SPDX-License-Identifier: Apache-2.0

import Foundation
import Macro
import Silicon
import Testing

@testable import Reporting

/// Pages of the documentation have the figures of the model on the open chips. With UPDATE_GENERATED=1 in the environment the
/// pages are written instead.
@Suite struct GeneratedPagesOfSiliconTests {
    private func check(_ page: String, _ name: String, _ text: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/\(page)")
        var contents = try String(contentsOf: file, encoding: .utf8)
        let begin = "<!-- \(name): made by GeneratedPagesOfSiliconTests with UPDATE_GENERATED=1 -->\n"
        let first = try #require(contents.range(of: begin)?.upperBound, "\(page) has no mark of \(name)")
        let last = try #require(
            contents.range(of: "<!-- end of \(name) -->", range: first..<contents.endIndex)?.lowerBound)
        if ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil {
            contents.replaceSubrange(first..<last, with: "\n\(text)\n")
            try contents.write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(contents[first..<last] == "\n\(text)\n", "docs/\(page) is out of date: run `make docs`")
        }
    }

    @Test func pagesAreUpToDate() throws {
        let text = ValidationText(ChipComparison(try ChipFile(readingFrom: PublishedChipTests.path)))
        try check("silicon.md", "statistics", text.statisticsInMarkdown)
        try check("silicon.md", "factors", text.factorsInMarkdown)
        try check("silicon.md", "points", text.pointsInMarkdown)
        try check("models/macro.md", "silicon", SiliconNode.markdown)
    }
}
