// SPDX-License-Identifier: Apache-2.0

import ReportKit

/// An element of an SVG picture. All texts are escaped, so that the picture is well-formed for any names.
struct SVGElement: Sendable {
    /// The value of an attribute.
    enum Value: Sendable {
        case text(String)
        /// Written with two digits after the decimal point at most.
        case number(Double)
    }

    private let name: String
    private let attributes: [(name: String, value: Value)]
    private let content: String?
    private let children: [SVGElement]

    /// An element with attributes, in their order, and what stands in it: text, or other elements.
    init(
        _ name: String, _ attributes: [(name: String, value: Value)] = [], text: String? = nil,
        children: [SVGElement] = []
    ) {
        self.name = name
        self.attributes = attributes
        self.content = text
        self.children = children
    }

    /// The same with attributes as a literal.
    init(
        _ name: String, _ attributes: KeyValuePairs<String, Value>, text: String? = nil, children: [SVGElement] = []
    ) {
        self.init(name, attributes.map { ($0.key, $0.value) }, text: text, children: children)
    }

    /// The element as markup, with nested elements on separate lines.
    var markup: String {
        let tag = attributes.reduce(name) { "\($0) \($1.name)=\"\(SVGElement.escaped($1.value.text))\"" }
        if let content { return "<\(tag)>\(SVGElement.escaped(content))</\(name)>" }
        guard !children.isEmpty else { return "<\(tag)/>" }
        return "<\(tag)>\n" + children.map(\.markup).joined(separator: "\n") + "\n</\(name)>"
    }

    /// Text as it may stand in an element or in an attribute. Characters that XML does not know become the sign for one
    /// that is lost.
    static func escaped(_ text: String) -> String {
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
    static func number(_ value: Double) -> String {
        // Rounded before it is printed: what rounds to zero has no sign.
        let text = FigureText.fixed((value * 100).rounded() / 100, digits: 2)
        guard text.contains(".") else { return text }
        let digits = text.reversed().drop { $0 == "0" }
        return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
    }
}

extension SVGElement.Value: ExpressibleByStringInterpolation, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    init(stringLiteral value: String) { self = .text(value) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }

    fileprivate var text: String {
        switch self {
        case .text(let text): text
        case .number(let value): SVGElement.number(value)
        }
    }
}
