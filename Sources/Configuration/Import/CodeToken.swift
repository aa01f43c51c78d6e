// SPDX-License-Identifier: Apache-2.0

/// A piece of C++ with its line, from 1.
struct CodeToken: Equatable {
    enum Kind: Equatable {
        /// A name or a keyword.
        case name
        /// Something that starts like a number.
        case number
        /// What stands in quotes.
        case quotation
        /// An operator or a bracket.
        case symbol
    }

    let kind: Kind
    let text: String
    let line: Int

    /// Whether it is the symbol `text`.
    func isSymbol(_ text: String) -> Bool { kind == .symbol && self.text == text }

    /// Whether it is the name or keyword `text`.
    func isName(_ text: String) -> Bool { kind == .name && self.text == text }

    /// The number that it is; nil for anything else.
    var number: CodeNumber? { kind == .number ? CodeNumber(literal: text) : nil }
}

extension Sequence where Element == CodeToken {
    /// The tokens as a line of text.
    var written: String {
        map(\.text).joined(separator: " ").replacing(" ;", with: ";").replacing("( ", with: "(").replacing(
            " )", with: ")")
    }
}

/// A number of C++: whether it is an integer decides what division means.
struct CodeNumber: Equatable {
    let value: Double
    let isInteger: Bool

    init(_ value: Double, isInteger: Bool) {
        self.value = value
        self.isInteger = isInteger
    }

    /// A truth value.
    init(_ answer: Bool) { self.init(answer ? 1 : 0, isInteger: true) }

    /// A decimal or hexadecimal literal, with suffixes of type; nil for other text.
    init?(literal: String) {
        let lower = literal.lowercased()
        if lower.hasPrefix("0x") {
            guard let value = Int(lower.dropFirst(2).prefix { !"ul".contains($0) }, radix: 16) else { return nil }
            self.init(Double(value), isInteger: true)
            return
        }
        var text = Substring(lower)
        while let last = text.last, "flu".contains(last) { text.removeLast() }
        if text.last == "." { text += "0" }
        guard literal.contains(where: \.isNumber), text.first?.isNumber == true || text.first == ".",
            let value = Double(text.first == "." ? "0" + text : text),
            value.isFinite
        else { return nil }
        self.init(value, isInteger: !text.contains { ".e".contains($0) })
    }
}
