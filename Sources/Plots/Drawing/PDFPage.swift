// SPDX-License-Identifier: Apache-2.0

import CCairoShim
import Diagnostics

/// A drawing as a PDF of one page, by cairo, with the font in it. Equal drawings give equal bytes.
public struct PDFPage {
    let drawing: PlotDrawing

    /// The version of cairo, as in `cairo 1.16.0`, once a page with a letter could be written.
    ///
    /// - Returns: the name and the version.
    /// - Throws: `InputError` of kind `missingInput` where there is no cairo or no font; it names the package that has it.
    public static func library() throws(InputError) -> String {
        let letter = PlotMark.label("A", 0, 10, size: 10)
        let drawing = PlotDrawing(width: 10, height: 10, title: "", description: "", marks: [letter])
        _ = try PDFPage(drawing: drawing).bytes(creator: "")
        return "cairo \(String(cString: pdf_library_version()))"
    }

    private static func missing(_ problem: UnsafePointer<CChar>) -> InputError {
        InputError("PDF is written by cairo: \(String(cString: problem))", kind: .missingInput)
    }

    /// The document.
    ///
    /// - Parameter creator: the program that makes it.
    /// - Returns: the bytes of the file.
    /// - Throws: `InputError` of kind `missingInput` where there is no cairo or no font, of kind `internalError` where cairo
    ///   fails.
    func bytes(creator: String) throws(InputError) -> [UInt8] {
        if let problem = pdf_problem() { throw Self.missing(problem) }
        let title = TextWidth.printable(drawing.title)
        guard let page = pdf_begin(drawing.width, drawing.height, title, creator) else {
            throw InputError("memory is short for a PDF", kind: .internalError)
        }
        defer { pdf_free(page) }
        let ground = PlotFrame(x: 0, y: 0, width: drawing.width, height: drawing.height)
        draw(.rectangle(ground, PlotFill(color: .white), nil), on: page)
        for mark in drawing.marks { draw(mark.shape, on: page) }
        var start: UnsafePointer<UInt8>?
        var count = 0
        if let problem = pdf_end(page, &start, &count) {
            throw InputError("cairo cannot write the PDF: \(String(cString: problem))", kind: .internalError)
        }
        // Without any font on the machine cairo draws letters of its own, which publishers refuse.
        guard pdf_has_font(page) else {
            throw InputError(
                "there is no font for Helvetica or a font like it, and PDF needs one; on Debian: apt-get install fonts-liberation",
                kind: .missingInput)
        }
        return Array(UnsafeBufferPointer(start: start, count: count))
    }

    private func draw(_ shape: PlotMark.Shape, on page: OpaquePointer) {
        switch shape {
        case .lines(let lines, let stroke):
            for line in lines { trace(line, on: page) }
            ink(nil, stroke, on: page)
        case .area(let corners, let fill, let stroke):
            trace(corners, on: page)
            pdf_close(page)
            ink(fill, stroke, on: page)
        case .rectangle(let frame, let fill, let stroke):
            trace(
                [
                    PlotPoint(frame.x, frame.y), PlotPoint(frame.right, frame.y), PlotPoint(frame.right, frame.bottom),
                    PlotPoint(frame.x, frame.bottom),
                ], on: page)
            pdf_close(page)
            ink(fill, stroke, on: page)
        case .circle(let middle, let radius, let fill, let stroke):
            pdf_circle(page, middle.x, middle.y, radius)
            ink(fill, stroke, on: page)
        case .label(let label):
            color(.black, on: page)
            pdf_text(
                page, TextWidth.printable(label.text), label.place.x, label.place.y, label.size, label.anchor.rawValue,
                label.width, label.isUpright ? -Double.pi / 2 : 0, label.halo)
        }
    }

    private func trace(_ points: [PlotPoint], on page: OpaquePointer) {
        for (index, point) in points.enumerated() {
            if index == 0 { pdf_move(page, point.x, point.y) } else { pdf_line(page, point.x, point.y) }
        }
    }

    private func ink(_ fill: PlotFill?, _ stroke: PlotStroke?, on page: OpaquePointer) {
        if let fill {
            color(fill.color, opacity: fill.opacity, on: page)
            pdf_fill(page)
        }
        if let stroke {
            color(stroke.color, on: page)
            stroke.dashes.withUnsafeBufferPointer {
                pdf_stroke(page, stroke.width, $0.baseAddress, Int32($0.count))
            }
        }
        pdf_forget(page)
    }

    private func color(_ color: PlotColor, opacity: Double = 1, on page: OpaquePointer) {
        pdf_color(page, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, opacity)
    }
}
