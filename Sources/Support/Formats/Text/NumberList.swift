// SPDX-License-Identifier: Apache-2.0

/// Whole numbers in one field of a table: `2`, `1 2`, `1x2`, `0 1 0 1`, and with brackets around them and commas between
/// them, as `"(0, 1)"`, where the field is quoted.
package struct NumberList {
    /// The numbers in order, at least one.
    package let numbers: [Int]

    /// Reads a field.
    ///
    /// - Returns: nil when something in it is no whole number.
    package init?(_ text: some StringProtocol) {
        var inner = Substring(text)
        for (open, close) in [("(", ")"), ("[", "]")] where inner.hasPrefix(open) && inner.hasSuffix(close) {
            inner = inner.dropFirst().dropLast()
            break
        }
        let signs: Set<Character> = ["x", "X", "×", ","]
        var found: [Int] = []
        for part in inner.split(omittingEmptySubsequences: false, whereSeparator: { signs.contains($0) }) {
            let words = part.split(whereSeparator: \.isWhitespace)
            guard !words.isEmpty else { return nil }
            for word in words {
                guard let number = wholeNumber(word) else { return nil }
                found.append(number)
            }
        }
        numbers = found
    }
}
