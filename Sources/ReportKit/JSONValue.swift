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
    package var text: String { lines(indent: "") + "\n" }

    /// The tree without blanks, as it may stand in a `script` element of a page: nothing in it can end that element.
    ///
    /// - Precondition: every number is finite.
    package var scriptText: String {
        // None of these stands outside strings, where JSON has escapes for all.
        compactText.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026")
            .replacing("\u{2028}", with: "\\u2028").replacing("\u{2029}", with: "\\u2029")
    }

    private var compactText: String {
        switch self {
        case .array(let items): "[" + items.map(\.compactText).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }
                .map { "\(JSONValue.quoted($0)):\($1.compactText)" }.joined(separator: ",") + "}"
        default: scalarText
        }
    }

    /// Objects and arrays up to this length, with nothing nested in them, stay on one line.
    private static let lineLength = 100

    private func lines(indent: String) -> String {
        if let line = singleLine { return line }
        let inner = indent + "  "
        switch self {
        case .array(let items):
            let body = items.map { inner + $0.lines(indent: inner) }
            return "[\n" + body.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            let body = members.sorted { $0.key < $1.key }.map { key, value in
                "\(inner)\(JSONValue.quoted(key)): \(value.lines(indent: inner))"
            }
            return "{\n" + body.joined(separator: ",\n") + "\n\(indent)}"
        default:
            return scalarText
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    private var singleLine: String? {
        switch self {
        case .array(let items):
            guard items.allSatisfy(\.isScalar) else { return nil }
            let line = "[" + items.map(\.scalarText).joined(separator: ", ") + "]"
            return line.count <= JSONValue.lineLength ? line : nil
        case .object(let members):
            guard members.values.allSatisfy(\.isScalar) else { return nil }
            let body = members.sorted { $0.key < $1.key }.map { "\(JSONValue.quoted($0)): \($1.scalarText)" }
            let line = "{" + body.joined(separator: ", ") + "}"
            return line.count <= JSONValue.lineLength ? line : nil
        default:
            return scalarText
        }
    }

    private var scalarText: String {
        switch self {
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): "\(value)"
        case .string(let value): JSONValue.quoted(value)
        case .null, .array, .object: "null"
        }
    }

    /// A string in quotes, with escapes for what JSON does not allow in them.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let hexadecimal = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
