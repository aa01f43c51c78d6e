// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Turns a table of numbers as spreadsheets write it into one with a comma between numbers and nothing else.
///
/// That is UTF-16 with a mark; semicolons or tabs between numbers, which may have a decimal comma then; numbers in quotes; empty
/// columns behind the last number, and lines of empty columns. Every number keeps its line and its column, as what is taken
/// away becomes blanks.
package enum NumberTable {
    /// The table with commas.
    ///
    /// - Parameters:
    ///   - bytes: the whole text, or its first lines.
    ///   - file: the file that errors name.
    /// - Returns: the text with commas; nil when it has this form already.
    /// - Throws: `InputError` when it is cut or garbled UTF-16.
    package static func withCommas(_ bytes: UnsafeRawBufferPointer, file: String) throws(InputError) -> [UInt8]? {
        if case .utf16 = TextEncoding(of: bytes) {
            guard let text = TextEncoding.utf8(bytes) else {
                throw InputError("the text is cut or garbled UTF-16", file: file)
            }
            return text.withUnsafeBytes { rewritten($0) } ?? text
        }
        return rewritten(bytes)
    }

    private static let comma = UInt8(ascii: ",")
    private static let feed = UInt8(ascii: "\n")
    private static let quote = UInt8(ascii: "\"")
    private static let blank = UInt8(ascii: " ")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == blank || byte == 0x09 || byte == 0x0D }

    private static func rewritten(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = firstLine(text, from: start)
        let separator = separator(of: first)
        let hint = text[start...].starts(with: Array("sep=".utf8)) ? first.endIndex : start
        let isPlain =
            separator == comma && hint == start && !first.contains(quote)
            && first.last(where: { !isBlank($0) }) != comma
            && !endsEmpty(text)
        guard !isPlain else { return nil }
        var result = Array(text)
        for index in start..<hint { result[index] = blank }
        var line = hint
        while line < result.count {
            let end = result[line...].firstIndex(of: feed) ?? result.count
            rewrite(&result, line..<end, separator)
            line = end + 1
        }
        return result
    }

    private static func rewrite(_ text: inout [UInt8], _ line: Range<Int>, _ separator: UInt8) {
        for index in line {
            switch text[index] {
            case separator: text[index] = comma
            case comma: text[index] = UInt8(ascii: ".")
            case quote: text[index] = blank
            default: break
            }
        }
        var end = line.upperBound
        while end > line.lowerBound, text[end - 1] == comma || isBlank(text[end - 1]) {
            end -= 1
            text[end] = blank
        }
    }

    /// The first line that holds anything.
    private static func firstLine(_ text: UnsafeRawBufferPointer, from start: Int) -> Slice<UnsafeRawBufferPointer> {
        var line = start
        while line < text.count {
            let end = text[line...].firstIndex(of: feed) ?? text.count
            if !text[line..<end].allSatisfy({ isBlank($0) || $0 == comma }) { return text[line..<end] }
            line = end + 1
        }
        return text[text.count...]
    }

    /// Semicolons never stand in other tables of numbers. Tabs may, as blanks beside commas.
    private static func separator(of line: Slice<UnsafeRawBufferPointer>) -> UInt8 {
        if line.starts(with: Array("sep=".utf8)), let named = line.dropFirst(4).first, !isBlank(named) || named == 0x09
        {
            return named
        }
        if line.contains(UInt8(ascii: ";")) { return UInt8(ascii: ";") }
        let words = line.split(separator: 0x09).filter { !$0.allSatisfy(isBlank) }
        let areBesideCommas = zip(words, words.dropFirst()).contains { before, after in
            before.last(where: { !isBlank($0) }) == comma || after.first(where: { !isBlank($0) }) == comma
        }
        return words.count > 1 && !areBesideCommas ? 0x09 : comma
    }

    /// Whether the last line that is not blank has nothing but commas.
    private static func endsEmpty(_ text: UnsafeRawBufferPointer) -> Bool {
        var end = text.count
        while end > 0, isBlank(text[end - 1]) || text[end - 1] == feed { end -= 1 }
        let line = text[..<end].lastIndex(of: feed).map { $0 + 1 } ?? 0
        return line < end && text[line..<end].allSatisfy { isBlank($0) || $0 == comma }
    }
}
