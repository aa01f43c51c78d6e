// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

/// The fields of an object of a chip file. Fields that nobody asks for are passed over, as the format says; `null` is the same
/// as a field that is not there.
struct ChipFields {
    private let members: [String: JSONContent]
    private let content: JSONContent
    let place: String
    let file: String

    /// The fields of an object.
    ///
    /// - Throws: `InputError` when it is no object.
    init(_ content: JSONContent, place: String, file: String) throws(InputError) {
        guard case .object(let members) = content.value else {
            throw InputError(
                "\(place) is \(content), not a JSON object", file: file, line: content.line, column: content.column)
        }
        self.members = Dictionary(members.map { ($0.name, $0.content) }) { first, _ in first }
        self.content = content
        self.place = place
        self.file = file
    }

    /// A mistake in a field.
    func error(_ name: String, _ message: String) -> InputError {
        let (line, column) = members[name].map { ($0.line, $0.column) } ?? (content.line, content.column)
        return InputError("\(place): \(name) \(message)", file: file, line: line, column: column)
    }

    /// A field; nil where it is absent or null.
    func value(_ name: String) -> JSONContent? {
        guard let found = members[name] else { return nil }
        if case .null = found.value { return nil }
        return found
    }

    private func required<Value>(_ name: String, _ value: Value?) throws(InputError) -> Value {
        guard let value else { throw error(name, "is missing") }
        return value
    }

    // MARK: Values

    /// A text; nil where there is none.
    func text(_ name: String) throws(InputError) -> String? {
        guard let found = value(name) else { return nil }
        guard case .text(let text) = found.value else { throw error(name, "is \(found), not a text") }
        return text
    }

    /// A text that has to be there.
    func requiredText(_ name: String) throws(InputError) -> String { try required(name, text(name)) }

    /// A number; nil where there is none.
    func number(_ name: String, _ range: ClosedRange<Double>) throws(InputError) -> Double? {
        guard let found = value(name) else { return nil }
        guard case .number(let number) = found.value, range.contains(number) else {
            throw error(name, "is \(found) (allowed: \(range.lowerBound) to \(range.upperBound))")
        }
        return number
    }

    /// A number that has to be there.
    func requiredNumber(_ name: String, _ range: ClosedRange<Double>) throws(InputError) -> Double {
        try required(name, number(name, range))
    }

    /// A whole number; nil where there is none.
    func integer(_ name: String, _ range: ClosedRange<Int>) throws(InputError) -> Int? {
        guard let found = value(name) else { return nil }
        guard case .number(let number) = found.value, let integer = Int(exactly: number), range.contains(integer)
        else {
            throw error(
                name, "is \(found) (allowed: whole numbers from \(range.lowerBound) to \(range.upperBound))")
        }
        return integer
    }

    /// A whole number that has to be there.
    func requiredInteger(_ name: String, _ range: ClosedRange<Int>) throws(InputError) -> Int {
        try required(name, integer(name, range))
    }

    /// A whole number where the field is one; nil for words, which describe what a rule finds by itself.
    func integerUnlessText(_ name: String, _ range: ClosedRange<Int>) throws(InputError) -> Int? {
        if let found = value(name), case .text = found.value { return nil }
        return try integer(name, range)
    }

    /// A number that is rounded up to a whole one, as bits of ternary values are; nil where there is none.
    func roundedUp(_ name: String, _ range: ClosedRange<Int>) throws(InputError) -> Int? {
        try number(name, Double(range.lowerBound)...Double(range.upperBound)).map { Int($0.rounded(.up)) }
    }

    /// Yes or no; no where the field is not there.
    func flag(_ name: String) throws(InputError) -> Bool {
        guard let found = value(name) else { return false }
        guard case .flag(let flag) = found.value else { throw error(name, "is \(found) (allowed: true, false)") }
        return flag
    }

    /// A list; empty where there is none, and of one item where a number stands in its place.
    func list(_ name: String) throws(InputError) -> [JSONContent] {
        guard let found = value(name) else { return [] }
        if case .number = found.value { return [found] }
        guard case .list(let list) = found.value else { throw error(name, "is \(found), not a list") }
        return list
    }

    /// An object; nil where there is none.
    func fields(_ name: String) throws(InputError) -> ChipFields? {
        guard let found = value(name) else { return nil }
        return try ChipFields(found, place: "\(place): \(name)", file: file)
    }

    /// One of several words.
    func word<Word>(_ name: String, _ words: KeyValuePairs<String, Word>) throws(InputError) -> Word? {
        guard let text = try text(name) else { return nil }
        guard let found = words.first(where: { $0.key == text }) else {
            throw error(
                name, "is \"\(shortened(text))\" (allowed: \(words.map(\.key).joined(separator: ", ")))")
        }
        return found.value
    }

    /// One of several words, which has to be there.
    func requiredWord<Word>(_ name: String, _ words: KeyValuePairs<String, Word>) throws(InputError) -> Word {
        try required(name, word(name, words))
    }
}
