// SPDX-License-Identifier: Apache-2.0

/// A drawing as SVG. Text stays text.
struct SVGPicture {
    let drawing: PlotDrawing

    /// Families with the widths that pictures are laid out with.
    private static let families = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif"

    /// The document.
    var text: String {
        let (width, height) = (SVGElement.number(drawing.width), SVGElement.number(drawing.height))
        let root = SVGElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "width": "\(width)pt", "height": "\(height)pt",
                "viewBox": "0 0 \(width) \(height)", "role": "img", "font-family": "\(Self.families)",
                "stroke-linejoin": "round",
            ],
            children: [
                SVGElement("title", text: drawing.title), SVGElement("desc", text: drawing.description),
                SVGElement("rect", ["width": "\(width)", "height": "\(height)", "fill": "#ffffff"]),
            ] + drawing.marks.map(element))
        return root.markup + "\n"
    }

    private func element(_ mark: PlotMark) -> SVGElement {
        let note = mark.note.map { [SVGElement("title", text: $0)] } ?? []
        switch mark.shape {
        case .lines(let lines, let stroke):
            let path = lines.map { "M" + $0.map(Self.pair).joined(separator: "L") }.joined()
            return SVGElement("path", [("d", .text(path))] + ink(nil, stroke), children: note)
        case .area(let corners, let fill, let stroke):
            let path = "M" + corners.map(Self.pair).joined(separator: "L") + "Z"
            return SVGElement("path", [("d", .text(path))] + ink(fill, stroke), children: note)
        case .rectangle(let frame, let fill, let stroke):
            return SVGElement(
                "rect",
                [
                    ("x", .number(frame.x)), ("y", .number(frame.y)), ("width", .number(frame.width)),
                    ("height", .number(frame.height)),
                ] + ink(fill, stroke), children: note)
        case .circle(let middle, let radius, let fill, let stroke):
            return SVGElement(
                "circle",
                [("cx", .number(middle.x)), ("cy", .number(middle.y)), ("r", .number(radius))] + ink(fill, stroke),
                children: note)
        case .label(let label):
            return note.isEmpty ? element(label) : SVGElement("g", children: note + [element(label)])
        }
    }

    private static func pair(_ point: PlotPoint) -> String {
        "\(SVGElement.number(point.x)) \(SVGElement.number(point.y))"
    }

    private func ink(_ fill: PlotFill?, _ stroke: PlotStroke?) -> [(name: String, value: SVGElement.Value)] {
        var attributes: [(name: String, value: SVGElement.Value)] = [
            ("fill", .text(fill?.color.hexadecimal ?? "none"))
        ]
        if let fill, fill.opacity < 1 { attributes.append(("fill-opacity", .number(fill.opacity))) }
        guard let stroke else { return attributes }
        attributes += [("stroke", .text(stroke.color.hexadecimal)), ("stroke-width", .number(stroke.width))]
        if !stroke.dashes.isEmpty {
            attributes.append(
                ("stroke-dasharray", .text(stroke.dashes.map(SVGElement.number).joined(separator: " "))))
        }
        return attributes
    }

    private func element(_ label: PlotLabel) -> SVGElement {
        let (x, y) = (SVGElement.number(label.place.x), SVGElement.number(label.place.y))
        var attributes: [(name: String, value: SVGElement.Value)] = [
            ("x", .text(x)), ("y", .text(y)), ("font-size", .number(label.size)),
        ]
        switch label.anchor {
        case .start: break
        case .middle: attributes.append(("text-anchor", "middle"))
        case .end: attributes.append(("text-anchor", "end"))
        }
        if label.isUpright { attributes.append(("transform", "rotate(-90 \(x) \(y))")) }
        if label.halo > 0 {
            attributes += [
                ("stroke", "#ffffff"), ("stroke-width", .number(label.halo)), ("paint-order", "stroke"),
            ]
        }
        return SVGElement("text", attributes, text: label.text)
    }
}
