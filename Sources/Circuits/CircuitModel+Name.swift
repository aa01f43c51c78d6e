// SPDX-License-Identifier: Apache-2.0

extension CircuitModel {
    /// Name of the circuit in a list of parts: the words of its type, "flash ADC".
    public var name: String { CircuitName.words(of: "\(type(of: self))") }
}

/// Names of circuits, made from those of their types.
enum CircuitName {
    /// The words that the name of a type is made of, in small letters but for abbreviations.
    static func words(of typeName: String) -> String {
        let letters = Array(typeName.utf8)
        var words: [ArraySlice<UInt8>] = []
        var start = letters.startIndex
        for index in letters.indices.dropFirst() {
            let followsSmall = isSmall(letters[index - 1])
            let endsAbbreviation =
                index + 1 < letters.endIndex && isSmall(letters[index + 1]) && isAbbreviation(letters[start..<index])
            if isCapital(letters[index]), followsSmall || endsAbbreviation {
                words.append(letters[start..<index])
                start = index
            }
        }
        words.append(letters[start...])
        return words.map { word in
            let text = String(decoding: word, as: UTF8.self)
            return isAbbreviation(word) ? text : text.lowercased()
        }.joined(separator: " ")
    }

    private static func isAbbreviation(_ word: ArraySlice<UInt8>) -> Bool {
        word.allSatisfy(isCapital)
    }

    private static func isCapital(_ letter: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) }

    private static func isSmall(_ letter: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) }
}
