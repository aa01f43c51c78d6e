// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Cuts a Param file into tokens: drops comments (`// ...`, `# ...`, `/* ... */`), spaces and a byte order mark.
struct ParameterLexer {
    private let source: ParameterSource
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var column = 1
    private var tokens: [ParameterToken] = []

    /// The tokens of `source`; every statement is closed by a token of kind `end`.
    ///
    /// - Throws: ``InputError`` for text that is not UTF-8, or a comment without an end.
    static func tokens(of source: ParameterSource) throws(InputError) -> [ParameterToken] {
        var lexer = ParameterLexer(source)
        try lexer.checkText()
        try lexer.run()
        return lexer.tokens
    }

    private init(_ source: ParameterSource) {
        self.source = source
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        bytes = source.bytes.starts(with: mark) ? Array(source.bytes.dropFirst(mark.count)) : source.bytes
    }

    private func checkText() throws(InputError) {
        var number = 0
        for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if text.contains(0) {
                throw source.error("is not a text file (it holds a zero byte)", line: number)
            }
            if String(validating: text, as: UTF8.self) == nil {
                throw source.error("is not UTF-8 text", line: number)
            }
        }
    }

    private mutating func run() throws(InputError) {
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                lineBreak()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C:
                advance()
            case UInt8(ascii: "#"):
                skipLine()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                skipLine()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
                try skipBlock()
            case UInt8(ascii: ";"):
                append(.end, length: 1)
            case UInt8(ascii: "\""):
                try appendQuotation()
            default:
                appendWordNumberOrSymbol(byte)
            }
        }
        append(.end, length: 0)
    }

    private mutating func appendWordNumberOrSymbol(_ byte: UInt8) {
        if byte.isDigit || (byte == UInt8(ascii: ".") && (peek(1) ?? 0).isDigit) {
            append(.number, length: numberLength())
        } else if byte.isWordStart {
            var length = 1
            while let next = peek(length), next.isWordStart || next.isDigit {
                length += 1
            }
            append(.word, length: length)
        } else {
            var length = 1
            while let next = peek(length), next & 0xC0 == 0x80 {
                length += 1
            }
            append(.symbol, length: length)
        }
    }

    /// Letters, digits and points in a row, and a sign after the letter e: more than a number may hold, so that
    /// `64bits` is one wrong number rather than a number and a word.
    private func numberLength() -> Int {
        var length = 1
        while let next = peek(length) {
            let before = peek(length - 1) ?? 0
            let isSign = next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
            let isExponentSign = isSign && before | 0x20 == UInt8(ascii: "e")
            guard next.isWordStart || next.isDigit || next == UInt8(ascii: ".") || isExponentSign else { break }
            length += 1
        }
        return length
    }

    private mutating func appendQuotation() throws(InputError) {
        let ends = [UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
        var length = 1
        while let next = peek(length), !ends.contains(next) {
            length += 1
        }
        guard peek(length) == UInt8(ascii: "\"") else {
            throw source.error("the quote that begins here has no end", line: line, column: column)
        }
        let text = String(decoding: bytes[position + 1..<position + length], as: UTF8.self)
        tokens.append(ParameterToken(kind: .quotation, text: text, line: line, column: column))
        position += length + 1
        column += text.count + 2
    }

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private mutating func append(_ kind: ParameterToken.Kind, length: Int) {
        let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
        tokens.append(ParameterToken(kind: kind, text: text, line: line, column: column))
        position += length
        column += text.count
    }

    private mutating func advance() {
        position += 1
        column += 1
    }

    private mutating func lineBreak() {
        append(.end, length: 0)
        let isPair = bytes[position] == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n")
        position += isPair ? 2 : 1
        line += 1
        column = 1
    }

    private mutating func skipLine() {
        while let byte = peek(0), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
            position += 1
        }
    }

    private mutating func skipBlock() throws(InputError) {
        let (startLine, startColumn) = (line, column)
        position += 2
        column += 2
        while let byte = peek(0) {
            if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                position += 2
                column += 2
                return
            }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                lineBreak()
            } else {
                position += 1
                column += byte & 0xC0 == 0x80 ? 0 : 1
            }
        }
        throw source.error("the comment that begins here has no end (*/)", line: startLine, column: startColumn)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }

    fileprivate var isWordStart: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
    }
}
