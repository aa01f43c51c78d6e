// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A page with parts between marks that a program writes.
struct MarkedPage {
    private let file: URL
    private var text: String

    /// Why a part cannot be written.
    struct MissingMark: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads a page.
    init(readingFrom path: String) throws {
        file = URL(fileURLWithPath: path)
        text = try String(contentsOf: file, encoding: .utf8)
    }

    /// Replaces what stands between the marks of a part.
    mutating func replace(_ name: String, with part: String) throws {
        let begin = "<!-- effects: \(name) -->\n"
        let end = "<!-- end -->"
        guard let first = text.range(of: begin),
            let last = text.range(of: end, range: first.upperBound..<text.endIndex)
        else { throw MissingMark(description: "\(file.path) has no marks for \(name)") }
        text.replaceSubrange(first.upperBound..<last.lowerBound, with: "\n\(part)\n")
    }

    /// Writes the page back.
    func write() throws {
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
