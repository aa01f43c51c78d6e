// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A picture for a paper, as SVG or PDF, and the data that it shows.
///
/// All pictures have one style: the width of a column, letters of one size, colours that the colour-blind tell apart, and
/// patterns, dashes and markers that remain in a copy in greys.
public struct Plot: Sendable {
    /// What the picture shows.
    public let title: String
    private let rows: [PlotDatum]
    private let draw: @Sendable (PlotStyle) -> PlotDrawing

    /// A picture of panels below each other, or in two columns where there is room.
    ///
    /// - Parameters:
    ///   - title: what the picture shows; documents are called so, and no text of the picture is.
    ///   - description: the picture in words, for those who do not see it.
    ///   - panels: the panels in their order.
    package init(title: String, description: String, panels: [PlotPanel]) {
        let drawings = panels.map(\.drawing)
        self.init(title: title, rows: drawings.flatMap(\.data)) { style in
            PanelLayout(panels: drawings, style: style).drawing(title: title, description: description)
        }
    }

    /// A picture that something else draws.
    init(title: String, rows: [PlotDatum], draw: @escaping @Sendable (PlotStyle) -> PlotDrawing) {
        self.title = title
        self.rows = rows
        self.draw = draw
    }

    /// The picture as marks.
    func drawing(_ style: PlotStyle) -> PlotDrawing { draw(style) }

    /// The picture as SVG.
    ///
    /// - Parameter style: width, and size of letters.
    /// - Returns: the text of the file.
    public func svg(_ style: PlotStyle = PlotStyle()) -> String { SVGPicture(drawing: drawing(style)).text }

    /// The picture as PDF, with its font in it.
    ///
    /// - Parameters:
    ///   - style: width, and size of letters.
    ///   - creator: the program that makes it, which the document names.
    /// - Returns: the bytes of the file.
    /// - Throws: `InputError` of kind `missingInput` where there is no cairo, of kind `internalError` where cairo fails.
    public func pdf(_ style: PlotStyle = PlotStyle(), creator: String = "Tessera") throws(InputError) -> [UInt8] {
        try PDFPage(drawing: drawing(style)).bytes(creator: creator)
    }

    /// What the picture shows, as CSV: figures in SI, one row a bar, part of a bar, or point.
    public var csv: String { PlotTable(rows: rows).text }
}
