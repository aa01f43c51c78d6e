// SPDX-License-Identifier: Apache-2.0

/// The type of a parameter's values.
public enum ParameterType: Sendable, Equatable {
    /// A whole number within bounds.
    case integer(ClosedRange<Int>)
    /// A power of two within bounds.
    case powerOfTwo(ClosedRange<Int>)
    /// One of a list of whole numbers.
    case oneOf([Int])
    /// A real number within bounds.
    case real(ClosedRange<Double>)
    /// Yes or no, with what each means.
    case boolean(no: ParameterChoice, yes: ParameterChoice)
    /// One of a list of words.
    case choice([ParameterChoice])

    /// The type in one word.
    public var name: String {
        switch self {
        case .integer, .powerOfTwo, .oneOf: "integer"
        case .real: "real"
        case .boolean: "boolean"
        case .choice: "choice"
        }
    }

    /// The alternatives of a boolean or a choice.
    public var choices: [ParameterChoice] {
        switch self {
        case .boolean(let no, let yes): [no, yes]
        case .choice(let choices): choices
        case .integer, .powerOfTwo, .oneOf, .real: []
        }
    }

    /// The allowed values in short, such as `300 to 400` or `2, 4, 8, ... 1024`.
    public var allowed: String {
        switch self {
        case .integer(let range):
            "\(range.lowerBound) to \(range.upperBound)"
        case .powerOfTwo(let range):
            "\(range.lowerBound), \(range.lowerBound * 2), \(range.lowerBound * 4), ... \(range.upperBound)"
        case .oneOf(let values):
            values.map(String.init).joined(separator: ", ")
        case .real(let range):
            "\(NumberText.shortest(range.lowerBound)) to \(NumberText.shortest(range.upperBound))"
        case .boolean, .choice:
            choices.map(\.summary).joined(separator: ", ")
        }
    }
}

/// One alternative of a parameter: its word, the integer that NeuroSim writes for it, and what it means.
public struct ParameterChoice: Sendable, Equatable {
    /// The word that Tessera writes.
    public let word: String
    /// NeuroSim's integer for it.
    public let code: Int
    /// Other words that are accepted.
    public let aliases: [String]
    /// Its meaning in a few words.
    public let meaning: String

    init(_ word: String, _ code: Int, _ meaning: String, aliases: [String] = []) {
        self.word = word
        self.code = code
        self.meaning = meaning
        self.aliases = aliases
    }

    /// The word with its integer, such as `FeFET (3)`.
    var summary: String { "\(word) (\(code))" }

    /// Whether `text` names this alternative; case does not matter.
    func isCalled(_ text: String) -> Bool {
        let wanted = text.lowercased()
        return wanted == word.lowercased() || aliases.contains { $0.lowercased() == wanted }
    }
}
