/// Numbers and texts as they stand in an SVG file.
enum SVGText {
    /// A length or place with at most two digits behind the point.
    static func number(_ value: Double) -> String {
        let text = FigureText.fixed(value, digits: 2)
        return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
    }

    /// A text without letters that mean something to XML.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
