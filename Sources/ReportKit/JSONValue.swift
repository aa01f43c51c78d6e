// SPDX-License-Identifier: Apache-2.0

/// A JSON text as a tree.
///
/// Reports build this instead of text, so that one look over the tree tells whether a figure is no number.
package enum JSONValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
    package init(stringLiteral value: String) { self = .string(value) }

    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}

// MARK: - Text

extension JSONValue {
    /// The tree as text: keys sorted, numbers with all their digits, two blanks a level, small objects on one line.
    ///
    /// - Precondition: every number is finite.
    package var text: String { JSONWriter.text(self) }

    /// The tree without blanks, as it may stand in a `script` element of a page: nothing in it can end that element.
    ///
    /// - Precondition: every number is finite.
    package var scriptText: String {
        // None of these stands outside strings, where JSON has escapes for all.
        line.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026")
            .replacing("\u{2028}", with: "\\u2028").replacing("\u{2029}", with: "\\u2029")
    }

    /// The tree on one line, without blanks.
    ///
    /// - Precondition: every number is finite.
    package var line: String { JSONWriter.line(self) }
}
