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
        var text: [UInt8] = []
        text.reserveCapacity(letters.count + 8)
        var start = letters.startIndex
        for index in letters.indices.dropFirst() {
            let followsSmall = isSmall(letters[index - 1])
            let endsAbbreviation =
                index + 1 < letters.endIndex && isSmall(letters[index + 1]) && isAbbreviation(letters[start..<index])
            if isCapital(letters[index]), followsSmall || endsAbbreviation {
                text += word(letters[start..<index]) + [UInt8(ascii: " ")]
                start = index
            }
        }
        return String(decoding: text + word(letters[start...]), as: UTF8.self)
    }

    /// A word in small letters, unless it is an abbreviation.
    private static func word(_ letters: ArraySlice<UInt8>) -> [UInt8] {
        isAbbreviation(letters) ? Array(letters) : letters.map { isCapital($0) ? $0 | 0x20 : $0 }
    }

    private static func isAbbreviation(_ word: ArraySlice<UInt8>) -> Bool {
        word.allSatisfy(isCapital)
    }

    private static func isCapital(_ letter: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) }

    private static func isSmall(_ letter: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) }
}
