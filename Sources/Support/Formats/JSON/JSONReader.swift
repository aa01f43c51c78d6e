// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Reads JSON according to RFC 8259, and says where a text departs from it. Foundation's reader gives neither line nor
/// column, and takes one of two equal keys.
package struct JSONReader {
    private let text: [UInt8]
    private let file: String?
    private var place = 0
    private var line = 1
    /// The start of the line.
    private var lineStart = 0

    /// Objects and lists inside each other; no file that makes sense has more than a few.
    package static let deepest = 64

    package init(_ text: [UInt8], file: String?) {
        self.text = text
        self.file = file
    }

    /// The value that the text is.
    package mutating func document() throws(InputError) -> JSONContent {
        skipBlanks()
        guard place < text.count else { throw error("the text is empty (needed: JSON)") }
        let content = try value(depth: 0)
        skipBlanks()
        guard place == text.count else { throw error("\(shown) behind the end of the JSON value") }
        return content
    }

    // MARK: Values

    private mutating func value(depth: Int) throws(InputError) -> JSONContent {
        guard depth <= Self.deepest else { throw error("more than \(Self.deepest) levels of lists and objects") }
        let (line, column) = (self.line, self.column)
        let value: JSONContent.Value
        switch next {
        case UInt8(ascii: "{"): value = .object(try members(depth))
        case UInt8(ascii: "["): value = .list(try elements(depth))
        case UInt8(ascii: "\""): value = .text(try string())
        case let first? where first == UInt8(ascii: "-") || Self.isDigit(first): value = .number(try number())
        default: value = try word()
        }
        return JSONContent(value, line: line, column: column)
    }

    private mutating func elements(_ depth: Int) throws(InputError) -> [JSONContent] {
        place += 1
        var elements: [JSONContent] = []
        skipBlanks()
        if take("]") { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take("]") { return elements }
            try expect(",", "`,` or `]`")
            skipBlanks()
            guard next != UInt8(ascii: "]") else { throw error("a comma before `]` is no JSON; leave it out") }
        }
    }

    private mutating func members(_ depth: Int) throws(InputError) -> [JSONMember] {
        place += 1
        var members: [JSONMember] = []
        var lines: [String: Int] = [:]
        skipBlanks()
        if take("}") { return members }
        while true {
            let (line, column) = (self.line, self.column)
            guard next == UInt8(ascii: "\"") else {
                throw error("\(shown) where a key in double quotes should stand\(hint)")
            }
            let name = try string()
            if let earlier = lines.updateValue(line, forKey: name) {
                throw InputError(
                    "`\(shortened(name))` is there twice (first in line \(earlier)); keep one", file: file, line: line,
                    column: column)
            }
            skipBlanks()
            try expect(":", "`:` behind a key")
            skipBlanks()
            members.append(
                JSONMember(name: name, line: line, column: column, content: try value(depth: depth + 1)))
            skipBlanks()
            if take("}") { return members }
            try expect(",", "`,` or `}`")
            skipBlanks()
            guard next != UInt8(ascii: "}") else { throw error("a comma before `}` is no JSON; leave it out") }
        }
    }

    private mutating func word() throws(InputError) -> JSONContent.Value {
        let words: [(String, JSONContent.Value)] = [("true", .flag(true)), ("false", .flag(false)), ("null", .null)]
        let letters = text[place...].prefix { Self.isWordByte($0) }
        for (word, value) in words where letters.elementsEqual(word.utf8) {
            place += letters.count
            return value
        }
        if ["NaN", "Infinity", "inf", "nan"].contains(where: { letters.elementsEqual($0.utf8) }) {
            throw error("\(shown) is no JSON number (allowed: numbers that are finite)")
        }
        throw error("\(shown) where a value should stand\(hint)")
    }

    // MARK: Numbers

    private mutating func number() throws(InputError) -> Double {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        if next == UInt8(ascii: "0") { place += 1 } else { try digits(from: start) }
        if next == UInt8(ascii: ".") {
            place += 1
            try digits(from: start)
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            try digits(from: start)
        }
        if let next, Self.isWordByte(next) { throw notANumber(from: start) }
        guard let value = Double(String(decoding: text[start..<place], as: UTF8.self)) else {
            throw notANumber(from: start)
        }
        guard value.isFinite else {
            place = start
            throw error("\(shown) is beyond the range of numbers")
        }
        return value
    }

    private mutating func digits(from start: Int) throws(InputError) {
        let count = text[place...].prefix(while: Self.isDigit).count
        guard count > 0 else { throw notANumber(from: start) }
        place += count
    }

    private mutating func notANumber(from start: Int) -> InputError {
        place = start
        return error("\(shown) is no JSON number")
    }

    // MARK: Strings

    private mutating func string() throws(InputError) -> String {
        place += 1
        var bytes: [UInt8] = []
        while true {
            guard let byte = next else { throw error("the text ends inside a string") }
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: bytes, as: UTF8.self) else {
                    throw error("a string that is not UTF-8")
                }
                place += 1
                return string
            case UInt8(ascii: "\\"): bytes += Array(String(try escape()).utf8)
            case ..<0x20:
                throw error("a line end or another control character inside a string (allowed: \\n, \\t, \\uXXXX)")
            default:
                bytes.append(byte)
                place += 1
            }
        }
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
        UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]

    private mutating func escape() throws(InputError) -> Unicode.Scalar {
        if place + 1 < text.count, let scalar = Self.escapes[text[place + 1]] {
            place += 2
            return scalar
        }
        guard let high = unit(at: place) else { throw error("\(shown) is no escape of JSON") }
        if let scalar = Unicode.Scalar(high) {
            place += 6
            return scalar
        }
        guard let low = unit(at: place + 6), UTF16.isLeadSurrogate(high), UTF16.isTrailSurrogate(low) else {
            throw error("half of a surrogate pair")
        }
        place += 12
        return UTF16.decode(UTF16.EncodedScalar([high, low]))
    }

    /// The unit of UTF-16 that `\uXXXX` stands for; nil for anything else.
    private func unit(at place: Int) -> UInt16? {
        guard place + 6 <= text.count, text[place] == UInt8(ascii: "\\"), text[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        let digits = String(decoding: text[place + 2..<place + 6], as: UTF8.self)
        return digits.utf8.contains(UInt8(ascii: "+")) || digits.utf8.contains(UInt8(ascii: "-"))
            ? nil : UInt16(digits, radix: 16)
    }

    // MARK: Places

    private var next: UInt8? { place < text.count ? text[place] : nil }

    /// The column of the next character, from 1.
    private var column: Int { text[lineStart..<min(place, text.count)].count { $0 & 0xC0 != 0x80 } + 1 }

    private mutating func skipBlanks() {
        while let byte = next {
            guard [0x20, 0x09, 0x0A, 0x0D].contains(byte) else { return }
            place += 1
            if byte == 0x0A {
                line += 1
                lineStart = place
            }
        }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard next == character.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ character: Character, _ what: String) throws(InputError) {
        guard take(character) else { throw error("\(shown) where \(what) should stand\(hint)") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), 0x80...:
            true
        default: false
        }
    }

    /// A hint for signs that other languages have.
    private var hint: String {
        switch next {
        case UInt8(ascii: "/"), UInt8(ascii: "#"): "; JSON has no comments"
        case UInt8(ascii: "'"): "; strings of JSON have double quotes"
        default: ""
        }
    }

    /// The next characters, for a message.
    private var shown: String {
        guard place < text.count else { return "the end of the text" }
        let word = text[place...].prefix(200).prefix { Self.isWordByte($0) }
        let piece = word.isEmpty ? text[place...].prefix(1) : word
        return "`\(shortened(String(decoding: piece, as: UTF8.self)))`"
    }

    private func error(_ message: String) -> InputError {
        InputError(message, file: file, line: line, column: column)
    }
}
