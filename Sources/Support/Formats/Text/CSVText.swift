// SPDX-License-Identifier: Apache-2.0

/// Tables as comma-separated values after RFC 4180, safe to open in a spreadsheet.
package enum CSVText {
    /// Lines of fields, with a line end behind each.
    ///
    /// - Parameters:
    ///   - rows: the fields.
    ///   - signs: other signs that must be in quotes, such as those of comments.
    /// - Returns: the text of all lines.
    package static func lines(_ rows: [[String]], quoting signs: String = "") -> String {
        rows.map { $0.map { field($0, quoting: signs) }.joined(separator: ",") + "\n" }.joined()
    }

    /// A field, in quotes where it must be.
    ///
    /// A text that a spreadsheet would take for a formula gets an apostrophe in front, which makes it a text; numbers stay as
    /// they are. Source: OWASP, "CSV Injection".
    package static func field(_ text: String, quoting signs: String = "") -> String {
        let isFormula = !isNumber(text) && startsFormula(text.drop { $0 == "'" })
        let mustQuote = text.unicodeScalars.contains { (",;\"\t\n\r" + signs).unicodeScalars.contains($0) }
        guard isFormula || mustQuote || text.contains(where: \.isNewline) else { return text }
        return "\"" + (isFormula ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }

    /// A field as it was before ``field(_:)`` put an apostrophe in front.
    static func unprotected(_ text: Substring) -> Substring {
        guard text.utf8.first == UInt8(ascii: "'") else { return text }
        return startsFormula(text.drop { $0 == "'" }) ? text.dropFirst() : text
    }

    private static func isNumber(_ text: String) -> Bool {
        Double(text) != nil && text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    }

    /// Whether spreadsheets calculate a text that begins in this way. Some of them take wide forms of the signs as well.
    private static func startsFormula(_ text: some StringProtocol) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        return "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
    }
}
