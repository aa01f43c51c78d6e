// SPDX-License-Identifier: Apache-2.0

/// Widths of text in Helvetica, and so in Arial, Liberation Sans and Nimbus Sans, which have the same ones.
enum TextWidth {
    /// Advance widths of the characters from the blank to the tilde [1/1000 of the size], from the font metrics that Adobe
    /// publishes for the 14 standard fonts of PDF.
    private static let advances = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]
    /// Of other characters of alphabets, and of wide ones.
    private static let (other, wide) = (620, 1000)

    /// The width of a text [pt].
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - size: height of the letters [pt].
    /// - Returns: the width, which a page in another font may differ from.
    static func of(_ text: String, size: Double) -> Double {
        let sum = text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 32..<127: sum + advances[Int(scalar.value) - 32]
            case 0..<32: sum + advances[0]
            case 0x2E80...: sum + wide
            default: sum + other
            }
        }
        return Double(sum) / 1000 * size
    }

    /// A text that is cut off, with a sign for it, where it is wider than that.
    static func shortened(_ text: String, size: Double, width: Double) -> String {
        guard of(text, size: size) > width else { return text }
        var kept = Substring(text)
        while !kept.isEmpty, of(String(kept) + "…", size: size) > width { kept.removeLast() }
        return kept + "…"
    }

    /// A text without characters that have no form in a font.
    static func printable(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            result.unicodeScalars.append(scalar.value < 32 || scalar.value == 127 ? " " : scalar)
        }
    }

}
