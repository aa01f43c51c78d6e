// SPDX-License-Identifier: Apache-2.0

/// A piece of a Param file with its place, from 1.
struct ParameterToken: Equatable {
    enum Kind: Equatable {
        /// A name or a word.
        case word
        /// Something that starts like a number.
        case number
        /// A text in double quotes, without the quotes.
        case quotation
        /// A single character: operator, parenthesis, or something that has no business here.
        case symbol
        /// The end of a statement: a line break or a semicolon.
        case end
    }

    let kind: Kind
    let text: String
    let line: Int
    let column: Int

    /// The text for a message: the beginning of it, if it is long.
    var shown: String { (kind == .quotation ? "\"\(text)\"" : text).shortened(to: 60) }

    /// Whether the token is the symbol `character`.
    func isSymbol(_ character: String) -> Bool {
        kind == .symbol && text == character
    }
}

extension String {
    /// The text itself, or its beginning and three points.
    func shortened(to length: Int) -> String {
        count > length ? prefix(length - 3) + "..." : self
    }
}
