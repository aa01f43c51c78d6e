// SPDX-License-Identifier: Apache-2.0

import Foundation
import ReportKit

/// Tiles of a chip to scale, numbered by group, with a legend and a scale bar.
///
/// The filled part of a tile is the share of it that is in use. Groups can be told apart without colours: by their numbers, and
/// neighbours by light and dark.
package struct TilePlot: Sendable {
    /// A rectangle on the chip.
    package struct Tile: Sendable {
        let x: Double
        let y: Double
        let width: Double
        let height: Double

        /// A rectangle, or equal ones beside each other that are drawn as one.
        ///
        /// - Parameters:
        ///   - x: its left side [m].
        ///   - y: its upper side [m].
        ///   - width: its width [m].
        ///   - height: its height [m].
        package init(x: Double, y: Double, width: Double, height: Double) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }

    /// Tiles of a layer.
    package struct Group: Sendable {
        let name: String
        let words: String
        let count: Int
        let share: Double
        let tiles: [Tile]

        /// Tiles that belong together.
        ///
        /// - Parameters:
        ///   - name: what they are of.
        ///   - words: their line of the legend.
        ///   - count: how many there are.
        ///   - share: the share of each that is in use [1].
        ///   - tiles: what is drawn of them.
        package init(name: String, words: String, count: Int, share: Double, tiles: [Tile]) {
            self.name = name
            self.words = words
            self.count = count
            self.share = share
            self.tiles = tiles
        }
    }

    private let title: String
    private let description: String
    private let groups: [Group]
    private let width: Double
    private let height: Double
    private let strip: (width: Double, words: String)?
    private let hasScale: Bool

    /// Tiles on a chip.
    ///
    /// - Parameters:
    ///   - title: what the picture shows.
    ///   - description: the picture in words.
    ///   - groups: the tiles by what they are of.
    ///   - width: width of the ground that they stand on [m].
    ///   - height: its height [m].
    ///   - strip: width of what all share, beside the ground [m], with its line of the legend; nil for none.
    ///   - hasScale: whether lengths are known, and a scale bar says them.
    package init(
        title: String, description: String, groups: [Group], width: Double, height: Double,
        strip: (width: Double, words: String)?, hasScale: Bool
    ) {
        self.title = title
        self.description = description
        self.groups = groups
        self.width = width
        self.height = height
        self.strip = strip
        self.hasScale = hasScale
    }

    /// The picture with its data: a row a group, with the number of its tiles and the share of them in use.
    package var plot: Plot {
        let rows = groups.flatMap { group in
            [
                PlotDatum(panel: "tiles", item: group.name, value: Double(group.count), unit: "1"),
                PlotDatum(panel: "share in use", item: group.name, value: group.share, unit: "1"),
            ]
        }
        return Plot(title: title, rows: rows) { style in
            TileDrawing(plot: self, style: style).drawing
        }
    }

    /// Colours of Okabe and Ito, light and dark by turns.
    private static let colors = [0x0072B2, 0xE69F00, 0xD55E00, 0xF0E442, 0x009E73, 0x56B4E9, 0xCC79A7, 0xBBBBBB].map {
        PlotColor($0)
    }

    /// A picture in some style.
    private struct TileDrawing {
        let plot: TilePlot
        let style: PlotStyle

        private var size: Double { style.fontSize }
        private var inner: Double { style.points - 2 * style.edge }

        /// Points of a metre: the picture is no higher than it is wide.
        private var scale: Double { min(inner / (plot.width + (plot.strip?.width ?? 0)), inner / plot.height) }

        var drawing: PlotDrawing {
            let bottom = style.edge + plot.height * scale
            let signs = plot.hasScale ? [scaleBar(bottom + style.line)].flatMap { $0 } : []
            let top = bottom + style.gap + (plot.hasScale ? style.line : 0)
            let legend = legend(top)
            return PlotDrawing(
                width: style.points, height: top + legend.height + style.edge, title: plot.title,
                description: plot.description,
                marks: [ground] + plot.groups.indices.flatMap(tiles) + strip + signs + legend.marks)
        }

        private func frame(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> PlotFrame {
            PlotFrame(
                x: style.edge + x * scale, y: style.edge + y * scale, width: width * scale, height: height * scale)
        }

        private var ground: PlotMark {
            PlotMark(.rectangle(frame(0, 0, plot.width, plot.height), nil, style.axis))
        }

        /// What tiles share, as a strip of its area.
        private var strip: [PlotMark] {
            guard let strip = plot.strip, strip.width > 0 else { return [] }
            let frame = frame(plot.width, 0, strip.width, plot.height)
            return [PlotMark(.rectangle(frame, PlotFill(color: .grid), style.axis), note: strip.words)]
        }

        private func tiles(_ index: Int) -> [PlotMark] {
            let group = plot.groups[index]
            let color = TilePlot.colors[index % TilePlot.colors.count]
            let frames = group.tiles.map { frame($0.x, $0.y, $0.width, $0.height) }
            let share = min(1, group.share)
            let outline = PlotStroke(color: .black, width: 0.35)
            let marks = frames.flatMap { frame -> [PlotMark] in
                let used = PlotFrame(
                    x: frame.x, y: frame.bottom - frame.height * share, width: frame.width, height: frame.height * share
                )
                return [
                    PlotMark(.rectangle(frame, PlotFill(color: color, opacity: 0.25), nil), note: group.words),
                    PlotMark(.rectangle(used, PlotFill(color: color), nil), note: group.words),
                    PlotMark(.rectangle(frame, nil, outline)),
                ]
            }
            return marks + number(index + 1, frames)
        }

        /// The number of a group, in the widest of its tiles.
        private func number(_ number: Int, _ frames: [PlotFrame]) -> [PlotMark] {
            guard let frame = frames.max(by: { $0.width < $1.width }) else { return [] }
            let text = String(number)
            let size = min(size, frame.height * 0.8, 0.9 * frame.width / TextWidth.of(text, size: 1))
            guard size >= 2 else { return [] }
            let place = PlotPoint(frame.middle.x, frame.middle.y + size * 0.36)
            return [
                PlotMark(
                    .label(PlotLabel(text: text, place: place, size: size, anchor: .middle, halo: size * 0.2)))
            ]
        }

        /// A bar of a round length, about a quarter of the chip, and the meaning of the strip.
        private func scaleBar(_ y: Double) -> [PlotMark] {
            let quarter = (plot.width + (plot.strip?.width ?? 0)) / 4
            let decade = pow(10, log10(quarter).rounded(.down))
            let length = [5.0, 2, 1].map { $0 * decade }.first { $0 <= quarter * 1.001 } ?? decade
            let (start, end) = (style.edge, style.edge + length * scale)
            let middle = y - size * 0.34
            let text =
                length >= 0.999e-3
                ? "\(FigureText.sixDigits(length * 1e3)) mm" : "\(FigureText.sixDigits(length * 1e6)) µm"
            let bar = PlotMark(
                .lines(
                    [[start, start], [end, end]].map { [PlotPoint($0[0], middle - 3), PlotPoint($0[1], middle + 3)] }
                        + [[PlotPoint(start, middle), PlotPoint(end, middle)]], style.axis))
            let label = PlotMark.label(text, end + style.gap, y, size: size)
            guard let strip = plot.strip else { return [bar, label] }
            let used = end + style.gap + TextWidth.of(text, size: size) + size
            let words = TextWidth.shortened(strip.words, size: size, width: style.points - style.edge - used)
            return [bar, label, .label(words, style.points - style.edge, y, size: size, .end)]
        }

        /// The groups in columns, each from top to bottom.
        private func legend(_ top: Double) -> (marks: [PlotMark], height: Double) {
            let box = size * 0.8
            let widest = plot.groups.map { TextWidth.of($0.words, size: size) }.max() ?? 0
            let cell = box + style.gap + widest * 1.03 + size
            let columns = max(1, min(4, Int(inner / cell)))
            let lines = (plot.groups.count + columns - 1) / columns
            let room = inner / Double(columns)
            let marks = plot.groups.enumerated().flatMap { index, group -> [PlotMark] in
                let x = style.edge + Double(index / max(1, lines)) * room
                let y = top + style.gap + Double(index % max(1, lines)) * style.line
                let color = TilePlot.colors[index % TilePlot.colors.count]
                let swatch = PlotFrame(x: x, y: y, width: box, height: box)
                let words = TextWidth.shortened(group.words, size: size, width: room - box - style.gap)
                return [
                    PlotMark(.rectangle(swatch, PlotFill(color: color), PlotStroke(color: .black, width: 0.35))),
                    .label(words, x + box + style.gap, y + box * 0.93, size: size),
                ]
            }
            return (marks, style.gap + Double(lines) * style.line)
        }
    }
}
