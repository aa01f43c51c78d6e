/// One field of a line of comma-separated values.
package struct DelimitedField: Equatable {
    /// The text without blanks around it and without quotes.
    package let text: Substring
    /// Where the text begins in the line, from 1 [characters].
    package let column: Int
}

/// Cuts a line of comma-separated values into fields and drops its comment.
///
/// `#` and `//` begin a comment. A field in double quotes may hold commas and comment signs.
///
/// - Returns: the fields, none of them for a line that holds nothing but blanks and comments; nothing when a quote is
///   not closed.
package func delimitedFields(of line: String) -> [DelimitedField]? {
    var fields: [DelimitedField] = []
    var start = line.startIndex
    var index = start
    var isQuoted = false
    while index < line.endIndex {
        let character = line[index]
        if character == "\"" {
            isQuoted.toggle()
        } else if !isQuoted {
            if character == "#" || line[index...].hasPrefix("//") { break }
            if character == "," {
                fields.append(field(of: line, from: start, to: index))
                start = line.index(after: index)
            }
        }
        index = line.index(after: index)
    }
    guard !isQuoted else { return nil }
    let last = field(of: line, from: start, to: index)
    if fields.isEmpty && last.text.isEmpty { return [] }
    fields.append(last)
    return fields
}

private func field(of line: String, from start: String.Index, to end: String.Index) -> DelimitedField {
    var text = line[start..<end]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    let column = line.distance(from: line.startIndex, to: text.isEmpty ? start : text.startIndex) + 1
    if text.count >= 2, text.first == "\"", text.last == "\"" {
        text = text.dropFirst().dropLast()
    }
    return DelimitedField(text: text, column: column)
}

/// The whole number that a field spells: `3`, `+3`, `3.0`, `3e0`.
///
/// - Returns: nothing when the text is no number, when the number has a fraction, or when it exceeds 2^53.
package func wholeNumber(_ text: some StringProtocol) -> Int? {
    guard text.utf8.count <= 64, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
    guard let value = Double(String(text)), value == value.rounded(), abs(value) <= 0x1p53 else { return nil }
    return Int(value)
}
