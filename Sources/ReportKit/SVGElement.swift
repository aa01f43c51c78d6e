// SPDX-License-Identifier: Apache-2.0

/// An element of an SVG picture. All texts are escaped, so that the picture is well-formed for any names.
package struct SVGElement: Sendable {
    /// The value of an attribute.
    package enum Value: Sendable {
        case text(String)
        /// Written with two digits after the decimal point at most.
        case number(Double)
    }

    private let name: String
    private let attributes: [(name: String, value: Value)]
    private let content: String?
    private let children: [SVGElement]

    /// An element with attributes, in their order, and what stands in it: text, or other elements.
    package init(
        _ name: String, _ attributes: KeyValuePairs<String, Value> = [:], text: String? = nil,
        children: [SVGElement] = []
    ) {
        self.name = name
        self.attributes = attributes.map { ($0.key, $0.value) }
        self.content = text
        self.children = children
    }

    /// The element as markup, with nested elements on separate lines.
    package var markup: String {
        let tag = attributes.reduce(name) { "\($0) \($1.name)=\"\(SVGElement.escaped($1.value.text))\"" }
        if let content { return "<\(tag)>\(SVGElement.escaped(content))</\(name)>" }
        guard !children.isEmpty else { return "<\(tag)/>" }
        return "<\(tag)>\n" + children.map(\.markup).joined(separator: "\n") + "\n</\(name)>"
    }

    /// Text as it may stand in an element or in an attribute. Characters that XML does not know become the sign for one
    /// that is lost.
    package static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result += " "
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    /// A number with two digits after the decimal point at most.
    package static func number(_ value: Double) -> String {
        // Rounded before it is printed: what rounds to zero has no sign.
        let text = FigureText.fixed((value * 100).rounded() / 100, digits: 2)
        guard text.contains(".") else { return text }
        let digits = text.reversed().drop { $0 == "0" }
        return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
    }
}

extension SVGElement.Value: ExpressibleByStringInterpolation, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(integerLiteral value: Int) { self = .number(Double(value)) }

    fileprivate var text: String {
        switch self {
        case .text(let text): text
        case .number(let value): SVGElement.number(value)
        }
    }
}

extension SVGElement {
    /// A whole picture on white ground, with what those who do not see it are told.
    package static func picture(
        width: Double, height: Double, title: String, description: String? = nil, _ children: [SVGElement]
    ) -> String {
        let description = description.map { [SVGElement("desc", text: $0)] } ?? []
        let ground = SVGElement("rect", ["width": .number(width), "height": .number(height), "fill": "white"])
        let root = SVGElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "width": .number(width), "height": .number(height),
                "viewBox": "0 0 \(number(width)) \(number(height))", "role": "img", "font-family": "sans-serif",
                "font-size": 12,
            ], children: [SVGElement("title", text: title)] + description + [ground] + children)
        return root.markup + "\n"
    }

    /// Text at a place.
    package static func label(
        _ text: String, x: Double, y: Double, anchor: String = "start", size: Double = 12, fill: String = "black"
    ) -> SVGElement {
        SVGElement(
            "text",
            [
                "x": .number(x), "y": .number(y), "text-anchor": .text(anchor), "font-size": .number(size),
                "fill": .text(fill),
            ], text: text)
    }

    /// A straight line.
    package static func line(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double), stroke: String, dashes: String? = nil
    ) -> SVGElement {
        SVGElement(
            "line",
            [
                "x1": .number(start.x), "y1": .number(start.y), "x2": .number(end.x), "y2": .number(end.y),
                "stroke": .text(stroke), "stroke-dasharray": .text(dashes ?? "none"),
            ])
    }
}
