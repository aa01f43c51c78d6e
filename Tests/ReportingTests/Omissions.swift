// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Figures that stand in JSON but not in another form of a report, with the reason: the lines of `omissions.csv`.
struct Omissions {
    /// A member, or all that is in an object where the path ends with `.*`.
    struct Member {
        let path: String

        /// Whether a figure is this member, or in this object.
        func covers(_ figure: String) -> Bool {
            path.hasSuffix("*") ? figure.hasPrefix(path.dropLast()) : figure == path
        }
    }

    /// What a form of a report leaves out.
    struct Entry {
        let report: String
        /// `text` or `csv`; `html` is for Scripts/check_page_figures.py.
        let form: String
        let members: [Member]

        /// Reads `report,form,members,reason`; nil for anything else.
        fileprivate init?(_ line: Substring) {
            let parts = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4, !parts[2].isEmpty, !parts[3].isEmpty else { return nil }
            (report, form) = (parts[0], parts[1])
            members = parts[2].split(separator: " ").map { Member(path: String($0)) }
        }
    }

    let entries: [Entry]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/omissions.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        entries = try lines.map { line in try #require(Entry(line), "omissions.csv: \(line)") }
    }
}
