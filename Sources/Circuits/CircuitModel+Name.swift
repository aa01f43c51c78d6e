extension CircuitModel {
    /// What the circuit is called in a list of parts: the words of its type, "flash ADC".
    public var name: String { CircuitName.words(of: "\(type(of: self))") }
}

/// Names of circuits, made from those of their types.
enum CircuitName {
    /// The words that the name of a type is made of, in small letters but for abbreviations.
    static func words(of typeName: String) -> String {
        var words: [String] = []
        for letter in typeName {
            let beginsWord = letter.isUppercase && words.last?.last?.isLowercase ?? true
            let endsAbbreviation =
                letter.isLowercase && (words.last?.count ?? 0) > 1 && words.last?.allSatisfy(\.isUppercase) == true
            if beginsWord {
                words.append("\(letter)")
            } else if endsAbbreviation, let first = words[words.count - 1].popLast() {
                words.append("\(first)\(letter)")
            } else {
                words[words.count - 1].append(letter)
            }
        }
        return words.map { $0.allSatisfy(\.isUppercase) ? $0 : $0.lowercased() }.joined(separator: " ")
    }
}
