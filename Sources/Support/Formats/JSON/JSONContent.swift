// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A value of a JSON file, and where it begins.
package struct JSONContent: Sendable {
    /// A value. Numbers are exactly those of the text.
    package enum Value: Sendable {
        case null
        case flag(Bool)
        case number(Double)
        case text(String)
        case list([JSONContent])
        case object([JSONMember])
    }

    /// The value.
    package let value: Value
    /// Its line, from 1.
    package let line: Int
    /// Its column, from 1 [characters].
    package let column: Int

    /// Reads a whole text (RFC 8259) in UTF-8, or in UTF-16 with a byte order mark.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - file: what errors call it; nil for a text that is in no file.
    /// - Throws: `InputError` with line and column where the text is no JSON, nests too deeply, or has a key twice in an object.
    package init(_ bytes: [UInt8], file: String?) throws(InputError) {
        guard let text = TextEncoding.utf8(bytes) else {
            throw InputError("the text is cut or garbled UTF-16", file: file)
        }
        var reader = JSONReader(text, file: file)
        self = try reader.document()
    }

    package init(_ value: Value, line: Int, column: Int) {
        self.value = value
        self.line = line
        self.column = column
    }
}

/// A key of a JSON object with its value.
package struct JSONMember: Sendable {
    /// The key.
    package let name: String
    /// The line of the key, from 1.
    package let line: Int
    /// The column of the key, from 1 [characters].
    package let column: Int
    /// Its value.
    package let content: JSONContent

    package init(name: String, line: Int, column: Int, content: JSONContent) {
        self.name = name
        self.line = line
        self.column = column
        self.content = content
    }
}

extension JSONContent: CustomStringConvertible {
    /// As messages show it.
    package var description: String {
        switch value {
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case .text(let text): "\"\(shortened(text))\""
        case .list: "a list"
        case .object: "an object"
        case .flag(let flag): "\(flag)"
        case .null: "null"
        }
    }
}
