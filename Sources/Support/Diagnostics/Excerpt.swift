// SPDX-License-Identifier: Apache-2.0

/// The most characters of the user's input that a message quotes.
private let longestExcerpt = 80

/// A piece of the user's input as a message quotes it: cut after 80 characters, with characters that do not print, such as
/// those that steer a terminal, as escapes.
///
/// - Parameter text: what the user gave.
/// - Returns: up to 80 characters, followed by `...` if there are more.
public func shortened(_ text: some StringProtocol) -> String {
    var result = ""
    var length = 0
    for scalar in text.unicodeScalars {
        let shown = visible(scalar)
        length += shown.unicodeScalars.count
        guard length <= longestExcerpt else { return result + "..." }
        result += shown
    }
    return result
}

/// A text with characters that do not print as escapes.
public func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { !isPlain($0) }) else { return text }
    return text.unicodeScalars.map(visible).joined()
}

private func visible(_ scalar: Unicode.Scalar) -> String {
    if isPlain(scalar) { return String(scalar) }
    return switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
}

/// Whether a character shows as itself. Those of formatting do not: they can turn a line around.
private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if (0x20..<0x7F).contains(scalar.value) { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return false
    default: return true
    }
}

/// A message whose quotations, the parts between backticks, are no longer than ``shortened(_:)`` makes them, and whose other
/// words fit on a screen. What made the message may have forgotten to see to that. Line ends between quotations are its own.
public func abridged(_ message: String) -> String {
    guard message.utf8.count > longestExcerpt || visible(message) != message else { return message }
    let parts = message.split(separator: "`", omittingEmptySubsequences: false)
    let isClosed = parts.count % 2 == 1
    return parts.indices.map { place in
        let isQuotation = place % 2 == 1 && (isClosed || place < parts.count - 1)
        return isQuotation ? abridgedQuotation(parts[place]) : abridgedLines(parts[place])
    }.joined(separator: "`")
}

/// A quotation may already end with `...`.
private func abridgedQuotation(_ text: Substring) -> String {
    let shown = visible(String(text))
    return shown.unicodeScalars.count <= longestExcerpt + 3 ? shown : shortened(text)
}

private func abridgedLines(_ text: Substring) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        let shown = visible(String(line))
        guard shown.utf8.count > longestName else { return shown }
        return shown.split(separator: " ", omittingEmptySubsequences: false).map(abridgedName).joined(separator: " ")
    }.joined(separator: "\n")
}

/// The longest name of a file, or other word, that is shown whole [characters]. Few systems have longer names.
private let longestName = 255

/// A name without its middle when it is very long.
func abridgedName(_ name: some StringProtocol) -> String {
    let scalars = name.unicodeScalars
    guard name.utf8.count > longestName, scalars.count > longestName else { return String(name) }
    let end = String(String.UnicodeScalarView(scalars.suffix(longestExcerpt)))
    return String(String.UnicodeScalarView(scalars.prefix(longestExcerpt))) + "..." + end
}
