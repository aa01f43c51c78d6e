// SPDX-License-Identifier: Apache-2.0

/// The form of a file with a picture.
public enum PlotFormat: String, Sendable, CaseIterable {
    /// Scalable Vector Graphics, whose text stays text.
    case svg
    /// Portable Document Format, with the font in it.
    case pdf
}

/// What all pictures have in common: the width of a column of a paper, and the size of its letters.
public struct PlotStyle: Sendable, Equatable {
    /// Width of a picture [m].
    public let width: Double
    /// Size of letters in points of 1/72 inch [pt].
    public let fontSize: Double

    /// One column of a paper of the IEEE: 3.5 inches [m].
    public static let columnWidth = 88.9e-3
    /// Both columns: 7.125 inches, rounded as the IEEE does [m].
    public static let pageWidth = 181e-3
    /// Widths that can be drawn [m].
    public static let widths = 60e-3...500e-3
    /// Sizes of letters that can be drawn [pt].
    public static let fontSizes = 5.0...16.0

    /// A style.
    ///
    /// - Parameters:
    ///   - width: width of a picture; one within `widths` [m].
    ///   - fontSize: size of letters; one within `fontSizes` [pt].
    public init(width: Double = PlotStyle.columnWidth, fontSize: Double = 8) {
        self.width = min(max(width, PlotStyle.widths.lowerBound), PlotStyle.widths.upperBound)
        self.fontSize = min(max(fontSize, PlotStyle.fontSizes.lowerBound), PlotStyle.fontSizes.upperBound)
    }

    /// Width of a picture [pt].
    var points: Double { width / 25.4e-3 * 72 }
    /// Distance between things that stand side by side [pt].
    var gap: Double { fontSize * 0.5 }
    /// Distance from one line of text to the next [pt].
    var line: Double { fontSize * 1.35 }
    /// Room at the edges of a picture [pt].
    var edge: Double { 3 }
    /// Lines of axes.
    var axis: PlotStroke { PlotStroke(color: .black, width: 0.5) }
    /// Lines of a grid.
    var grid: PlotStroke { PlotStroke(color: .grid, width: 0.4) }
    /// Curves.
    var curve: Double { 1 }
}
