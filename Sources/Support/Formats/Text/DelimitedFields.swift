// SPDX-License-Identifier: Apache-2.0

/// One field of a line of separated values.
package struct DelimitedField: Equatable {
    /// The text without blanks around it and without quotes.
    package let text: Substring
    /// Where the text begins in the line, from 1 [characters].
    package let column: Int
}

/// Cuts a line of separated values into fields and drops its comment.
///
/// `#` and `//` begin a comment. A field in double quotes may hold separators and comment signs.
///
/// - Parameters:
///   - line: the line.
///   - separator: what stands between fields, an ASCII character.
/// - Returns: the fields, none of them for a line that holds nothing but blanks and comments; nil when a quote is not
///   closed.
package func delimitedFields(of line: String, separator: UInt8 = UInt8(ascii: ",")) -> [DelimitedField]? {
    let bytes = line.utf8
    var fields: [DelimitedField] = []
    var start = (index: bytes.startIndex, column: 1)
    var index = bytes.startIndex
    var column = 1
    var isQuoted = false
    while index < bytes.endIndex {
        let byte = bytes[index]
        let next = bytes.index(after: index)
        if byte == UInt8(ascii: "\"") {
            isQuoted.toggle()
        } else if !isQuoted {
            if byte == UInt8(ascii: "#") { break }
            if byte == UInt8(ascii: "/"), next < bytes.endIndex, bytes[next] == UInt8(ascii: "/") { break }
            if byte == separator {
                fields.append(DelimitedField(line[start.index..<index], at: start.column))
                start = (next, column + 1)
            }
        }
        // Every byte of UTF-8 that does not continue a character begins one.
        if byte & 0xC0 != 0x80 { column += 1 }
        index = next
    }
    guard !isQuoted else { return nil }
    let last = DelimitedField(line[start.index..<index], at: start.column)
    if fields.isEmpty && last.text.isEmpty { return [] }
    fields.append(last)
    return fields
}

extension DelimitedField {
    /// Takes the blanks around a field away, and its quotes.
    fileprivate init(_ raw: Substring, at start: Int) {
        let scalars = raw.unicodeScalars
        let head = scalars.prefix { $0.properties.isWhitespace }.count
        var kept = scalars.dropFirst(head)
        while let last = kept.last, last.properties.isWhitespace { kept.removeLast() }
        column = kept.isEmpty ? start : start + head
        guard kept.count >= 2, kept.first == "\"", kept.last == "\"" else {
            text = CSVText.unprotected(Substring(kept))
            return
        }
        let content = Substring(kept.dropFirst().dropLast())
        let isPlain = !content.utf8.contains(UInt8(ascii: "\""))
        text = CSVText.unprotected(isPlain ? content : Substring(content.replacing("\"\"", with: "\"")))
    }
}

extension [DelimitedField] {
    /// The fields without empty fields at the end, which spreadsheets write; at least so many fields are kept.
    package func droppingEmptyEnd(after count: Int) -> [DelimitedField] {
        var end = self.count
        while end > count, self[end - 1].text.isEmpty { end -= 1 }
        return Array(prefix(end))
    }
}

/// The whole number that a field spells: `3`, `+3`, `3.0`, `3e0`.
///
/// - Returns: nil when the text is no number, when the number has a fraction, or when it exceeds 2^53.
package func wholeNumber(_ text: some StringProtocol) -> Int? {
    guard text.utf8.count <= 64, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
    guard let value = Double(String(text)), value == value.rounded(), abs(value) <= 0x1p53 else { return nil }
    return Int(value)
}
