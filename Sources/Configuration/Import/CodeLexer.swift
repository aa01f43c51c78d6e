// SPDX-License-Identifier: Apache-2.0

/// Cuts C++ into tokens; drops comments and directives, except for definitions of macros. Text that it cannot tell is a symbol,
/// and nothing is an error.
struct CodeLexer {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// The tokens.
    private(set) var tokens: [CodeToken] = []
    /// What `#define NAME` has behind the name, in order.
    private(set) var macros: [(name: String, tokens: [CodeToken])] = []

    /// Operators of more than one character.
    private static let operators = [
        "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "++", "--", "->", "::", "<<", ">>",
    ]
    .map { Array($0.utf8) }

    /// Cuts a text, in any encoding of which ASCII is a part.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        while position < bytes.count {
            if let token = next() { tokens.append(token) }
        }
    }

    /// Goes behind the next token, comment, directive or blank.
    private mutating func next() -> CodeToken? {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\n"):
            position += 1
            line += 1
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0B, 0x0C:
            position += 1
        case UInt8(ascii: "#"):
            directive()
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
            position = endOfLine
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
            skipComment()
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return quotation(byte)
        default:
            return token(byte)
        }
        return nil
    }

    private mutating func token(_ byte: UInt8) -> CodeToken {
        if byte.isDigit || byte == UInt8(ascii: ".") && peek(1)?.isDigit == true {
            return token(.number, length: numberLength)
        }
        if byte.isLetter {
            var length = 1
            while let next = peek(length), next.isLetter || next.isDigit { length += 1 }
            return token(.name, length: length)
        }
        let isOperator = Self.operators.contains { bytes[position...].starts(with: $0) }
        return token(.symbol, length: isOperator ? 2 : 1)
    }

    /// Letters, digits and points in a row, and a sign behind the letter of an exponent.
    private var numberLength: Int {
        let isHexadecimal = peek(1).map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
        var length = 1
        while let next = peek(length) {
            let isSign = next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
            let isExponentSign = isSign && !isHexadecimal && (peek(length - 1) ?? 0) | 0x20 == UInt8(ascii: "e")
            guard next.isLetter || next.isDigit || next == UInt8(ascii: ".") || isExponentSign else { break }
            length += 1
        }
        return length
    }

    private mutating func token(_ kind: CodeToken.Kind, length: Int) -> CodeToken {
        let text = String(decoding: bytes[position..<min(bytes.count, position + length)], as: UTF8.self)
        position += length
        return CodeToken(kind: kind, text: text, line: line)
    }

    /// What stands between quotes, up to the end of the line where there is no second one.
    private mutating func quotation(_ quote: UInt8) -> CodeToken {
        var length = 1
        while let byte = peek(length), byte != quote, byte != UInt8(ascii: "\n") {
            length += byte == UInt8(ascii: "\\") && peek(length + 1) != UInt8(ascii: "\n") ? 2 : 1
        }
        return token(.quotation, length: peek(length) == quote ? length + 1 : length)
    }

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private var endOfLine: Int { bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count }

    private mutating func skipComment() {
        position += 2
        while position < bytes.count, !(peek(0) == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) {
            line += bytes[position] == UInt8(ascii: "\n") ? 1 : 0
            position += 1
        }
        position += 2
    }

    /// A line that begins with `#`. A macro without arguments is kept.
    private mutating func directive() {
        let end = endOfLine
        let text = bytes[(position + 1)..<end].map { $0 == UInt8(ascii: "#") ? UInt8(ascii: " ") : $0 }
        position = end
        let words = CodeLexer(text).tokens
        guard words.count > 2, words[0].isName("define"), words[1].kind == .name else { return }
        macros.append((words[1].text, Array(words.dropFirst(2))))
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
    }
}
