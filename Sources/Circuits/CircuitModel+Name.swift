// SPDX-License-Identifier: Apache-2.0

extension CircuitModel {
    /// Name of the circuit in a list of parts: the words of its type, "flash ADC".
    public var name: String { CircuitName.words(of: "\(type(of: self))") }
}

/// Names of circuits, made from those of their types.
enum CircuitName {
    /// The words that the name of a type is made of, in small letters but for abbreviations.
    static func words(of typeName: String) -> String {
        var words: [String] = []
        for letter in typeName {
            guard let last = words.last, let before = last.last else {
                words.append("\(letter)")
                continue
            }
            let endsAbbreviation = letter.isLowercase && last.count > 1 && last.allSatisfy(\.isUppercase)
            if letter.isUppercase && before.isLowercase {
                words.append("\(letter)")
            } else if endsAbbreviation {
                words[words.count - 1].removeLast()
                words.append("\(before)\(letter)")
            } else {
                words[words.count - 1].append(letter)
            }
        }
        return words.map { $0.allSatisfy(\.isUppercase) ? $0 : $0.lowercased() }.joined(separator: " ")
    }
}
