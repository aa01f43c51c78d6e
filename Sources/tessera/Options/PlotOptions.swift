// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Plots

/// The width of a picture on the command line: a word, or millimetres.
struct PlotWidth: ExpressibleByArgument {
    /// The width [m].
    let metres: Double

    init?(argument: String) {
        switch argument {
        case "column": metres = PlotStyle.columnWidth
        case "page": metres = PlotStyle.pageWidth
        default:
            guard let millimetres = Double(argument) else { return nil }
            metres = millimetres * 1e-3
        }
    }
}

/// Options of pictures.
struct PlotOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Width of a picture: column (88.9 mm), page (181 mm), or millimetres, 60 to 500. Needs --format svg or pdf. "
                + "(default: column)", valueName: "width"))
    var figureWidth: PlotWidth?

    @Option(
        help: ArgumentHelp(
            "Size of the letters of a picture in points, 5 to 16. Needs --format svg or pdf. (default: 8)",
            valueName: "pt"))
    var fontSize: Double?

    func validate() throws {
        if let figureWidth, !PlotStyle.widths.contains(figureWidth.metres) {
            throw ValidationError("--figure-width is out of range (allowed: column, page, or 60 to 500 mm)")
        }
        if let fontSize, !PlotStyle.fontSizes.contains(fontSize) {
            throw ValidationError("--font-size is \(fontSize) (allowed: 5 to 16)")
        }
    }

    /// Checks that the options are given for a picture only.
    func validate<Report>(_ format: DrawnFormat<Report>) throws {
        guard format.picture == nil else { return }
        for (option, isGiven) in [("--figure-width", figureWidth != nil), ("--font-size", fontSize != nil)]
        where isGiven {
            throw ValidationError("\(option) is for pictures: it needs --format svg or pdf")
        }
    }

    /// The style of pictures.
    private var style: PlotStyle {
        PlotStyle(width: figureWidth?.metres ?? PlotStyle.columnWidth, fontSize: fontSize ?? 8)
    }

    /// The place of a picture, checked before a long run.
    ///
    /// - Parameters:
    ///   - path: the file; nil for standard output.
    ///   - format: the form of the picture.
    ///   - force: whether existing files may be replaced.
    /// - Returns: the place.
    /// - Throws: `InputError` of kind `usage` where PDF would go to a terminal or into an answer of a server, of kind
    ///   `missingInput` where there is no cairo, and of kind `cannotWrite`.
    func destination(_ path: String?, _ format: PlotFormat, force: Bool) throws(InputError) -> PictureDestination {
        if format == .pdf {
            guard path != nil || (!StandardStreams.isTerminal && Invocation.current.captured == nil) else {
                throw InputError("--format pdf is no text: it needs --output FILE or --report FILE", kind: .usage)
            }
            _ = try PDFPage.library()
        }
        return try PictureDestination(path, format, style, replacing: force)
    }
}
