// SPDX-License-Identifier: Apache-2.0

import Architecture
import Foundation
import ReportKit
import Technology
import Workload

/// A floorplan as an SVG picture for papers: tiles to scale, numbered by layer, with a legend and a scale bar.
///
/// Tiles stand in the order of the layers. The filled part of a tile is the share of its cells in use. Layers can be told
/// apart without colours: by their numbers, and neighbours by light and dark.
struct FloorplanDrawing {
    let floorplan: Floorplan
    let network: Network
    /// Sizes of tiles; without them tiles are equal squares, and there is no scale bar.
    let geometry: FloorplanGeometry?

    private static let width = 720.0
    private static let margin = 16.0
    private static let top = 44.0
    private static let mostHeight = 640.0
    private static let legendColumns = 3
    private static let legendLine = 17.0
    /// Beyond these many tiles, those of a layer in a row of the grid are drawn as one.
    private static let mostSingleTiles = 4000

    /// The picture.
    var text: String {
        let bottom = Self.top + sizes.height
        let legendTop = bottom + (geometry == nil ? 24 : 48)
        let lines = (network.layers.count + Self.legendColumns - 1) / Self.legendColumns
        let parts = [heading, ground] + floorplan.layers.indices.map(tiles)
        return SVGElement.picture(
            width: Self.width, height: legendTop + Double(lines) * Self.legendLine + 8, title: title,
            description: description, parts + shared + scaleBar(bottom + 22) + legend(legendTop))
    }

    // MARK: Words

    private var title: String {
        let tiles = floorplan.tiles == 1 ? "1 tile" : "\(floorplan.tiles) tiles"
        let percent = FigureText.fixed(floorplan.utilization * 100, digits: 1)
        return "Floorplan: \(tiles), \(percent) % of the cells in use"
    }

    private var description: String {
        "A grid of \(floorplan.gridRows) by \(floorplan.gridColumns) places. "
            + zip(network.layers, floorplan.layers).enumerated().map { index, pair in
                legendText(index, pair.0, pair.1)
            }.joined(separator: "; ") + "."
    }

    private func legendText(_ index: Int, _ layer: Layer, _ place: LayerPlacement) -> String {
        let name = layer.name.map { " \($0)" } ?? ""
        let tiles = place.tiles == 1 ? "1 tile" : "\(place.tiles) tiles"
        return "\(index + 1)\(name): \(tiles), \(FigureText.fixed(place.utilization * 100, digits: 1)) %"
    }

    // MARK: Sizes

    private var unit: FloorplanGeometry {
        geometry
            ?? FloorplanGeometry(
                conventionalTile: Footprint(width: 1, height: 1), novelTile: nil, sharedArea: 0)
    }

    /// Pixels: of a metre, of the grid, and of the strip beside it.
    private var sizes: (scale: Double, width: Double, height: Double, strip: Double) {
        let grid = (
            width: Double(floorplan.gridColumns) * unit.pitch.width,
            height: Double(floorplan.gridRows) * unit.pitch.height
        )
        let strip = unit.sharedArea / grid.height
        let scale = min((Self.width - 2 * Self.margin) / (grid.width + strip), Self.mostHeight / grid.height)
        return (scale, grid.width * scale, grid.height * scale, strip * scale)
    }

    // MARK: Parts

    private var heading: SVGElement { .label(title, x: Self.margin, y: 26, size: 14) }

    private var ground: SVGElement {
        SVGElement(
            "rect",
            [
                "x": .number(Self.margin), "y": .number(Self.top), "width": .number(sizes.width),
                "height": .number(sizes.height), "fill": "none", "stroke": "#555",
            ])
    }

    /// The circuits that tiles share, as a strip of their area.
    private var shared: [SVGElement] {
        let sizes = sizes
        guard sizes.strip > 0 else { return [] }
        return [
            SVGElement(
                "rect",
                [
                    "x": .number(Self.margin + sizes.width), "y": .number(Self.top), "width": .number(sizes.strip),
                    "height": .number(sizes.height), "fill": "#e6e6e6", "stroke": "#555",
                ], children: [SVGElement("title", text: "what tiles share: to scale in area, not in place")])
        ]
    }

    private struct Frame {
        let x: Double
        let y: Double
        let width: Double
        let height: Double

        /// The lower part of it, as a path.
        func path(share: Double = 1) -> String {
            let (start, part) = (SVGElement.number(y + height * (1 - share)), SVGElement.number(height * share))
            let across = SVGElement.number(width)
            return "M\(SVGElement.number(x)) \(start)h\(across)v\(part)h-\(across)z"
        }
    }

    /// Tiles of a layer: one by one, or those of a row of the grid as one.
    private func frames(_ index: Int) -> [Frame] {
        let scale = sizes.scale
        let pitch = (width: unit.pitch.width * scale, height: unit.pitch.height * scale)
        let tile = unit.tile(for: floorplan.layers[index].mapping)
        let gap = min(1.5, pitch.width * 0.06)
        var frames: [Frame] = []
        let places = floorplan.places[index]
        var next = places.lowerBound
        while next < places.upperBound {
            let (row, column) = next.quotientAndRemainder(dividingBy: floorplan.gridColumns)
            let count =
                (floorplan.equalTiles?.places ?? floorplan.tiles) <= Self.mostSingleTiles
                ? 1 : min(floorplan.gridColumns - column, places.upperBound - next)
            frames.append(
                Frame(
                    x: Self.margin + Double(column) * pitch.width + gap / 2,
                    y: Self.top + Double(row) * pitch.height + gap / 2,
                    width: Double(count - 1) * pitch.width + tile.width * scale - gap,
                    height: tile.height * scale - gap))
            next += count
        }
        return frames
    }

    private func tiles(_ index: Int) -> SVGElement {
        let place = floorplan.layers[index]
        let frames = frames(index)
        let color = SVGElement.Value.text(Self.color(index))
        let share = min(1, place.utilization)
        let outline = SVGElement(
            "path",
            [
                "d": .text(frames.map { $0.path() }.joined()), "fill": color, "fill-opacity": 0.25, "stroke": "black",
                "stroke-width": 0.6,
            ])
        let used = SVGElement(
            "path", ["d": .text(frames.map { $0.path(share: share) }.joined()), "fill": color])
        let tip = SVGElement("title", text: legendText(index, network.layers[index], place))
        return SVGElement("g", children: [tip, outline, used] + number(index, frames))
    }

    /// The number of a layer, in the widest of its frames.
    private func number(_ index: Int, _ frames: [Frame]) -> [SVGElement] {
        guard let frame = frames.max(by: { $0.width < $1.width }) else { return [] }
        let text = String(index + 1)
        let size = min(13, frame.height * 0.7, frame.width / (0.62 * Double(text.count)))
        guard size >= 3 else { return [] }
        return [
            SVGElement(
                "text",
                [
                    "x": .number(frame.x + frame.width / 2), "y": .number(frame.y + frame.height / 2 + size * 0.36),
                    "text-anchor": "middle", "font-size": .number(size), "font-weight": "bold", "fill": "black",
                    "stroke": "white", "stroke-width": .number(size / 5), "stroke-linejoin": "round",
                    "paint-order": "stroke",
                ], text: text)
        ]
    }

    /// Hues a golden angle apart, light and dark in turn.
    private static func color(_ index: Int) -> String {
        let hue = (Double(index) * 137.508 + 210).truncatingRemainder(dividingBy: 360)
        return hexadecimal(hue: hue, saturation: 0.52, lightness: index % 2 == 0 ? 0.44 : 0.7)
    }

    /// A colour as programs of all kinds read it.
    private static func hexadecimal(hue: Double, saturation: Double, lightness: Double) -> String {
        let reach = saturation * min(lightness, 1 - lightness)
        return [0.0, 8, 4].reduce(into: "#") { result, offset in
            let position = (offset + hue / 30).truncatingRemainder(dividingBy: 12)
            let value = lightness - reach * max(-1, min(position - 3, 9 - position, 1))
            let digits = String(Int((value * 255).rounded()), radix: 16)
            result += digits.count < 2 ? "0" + digits : digits
        }
    }

    private func scaleBar(_ y: Double) -> [SVGElement] {
        guard geometry != nil else { return [] }
        let sizes = sizes
        let quarter = (sizes.width + sizes.strip) / sizes.scale / 4
        let decade = pow(10, log10(quarter).rounded(.down))
        let length = [5.0, 2, 1].map { $0 * decade }.first { $0 <= quarter * 1.001 } ?? decade
        let end = SVGElement.number(Self.margin + length * sizes.scale)
        let (start, low, high) = (SVGElement.number(Self.margin), SVGElement.number(y - 4), SVGElement.number(y + 4))
        let text =
            length >= 0.999e-3
            ? "\(FigureText.sixDigits(length * 1e3)) mm" : "\(FigureText.sixDigits(length * 1e6)) µm"
        let bar = SVGElement(
            "path",
            [
                "d": "M\(start) \(low)V\(high)M\(start) \(SVGElement.number(y))H\(end)M\(end) \(low)V\(high)",
                "stroke": "black", "fill": "none",
            ])
        let area = FigureText.fixed(unit.sharedArea * 1e6, digits: 3)
        let right = Self.margin + sizes.width + sizes.strip
        return [
            bar, .label(text, x: Self.margin + length * sizes.scale + 8, y: y + 4),
            .label("strip: shared circuits, \(area) mm²", x: max(right, 420), y: y + 4, anchor: "end", fill: "#444"),
        ]
    }

    private func legend(_ top: Double) -> [SVGElement] {
        let column = (Self.width - 2 * Self.margin) / Double(Self.legendColumns)
        let lines = (network.layers.count + Self.legendColumns - 1) / Self.legendColumns
        return zip(network.layers, floorplan.layers).enumerated().flatMap { index, pair in
            let x = Self.margin + Double(index / lines) * column
            let y = top + Double(index % lines) * Self.legendLine
            let swatch = SVGElement(
                "rect",
                [
                    "x": .number(x), "y": .number(y), "width": 10, "height": 10, "fill": .text(Self.color(index)),
                    "stroke": "black", "stroke-width": 0.6,
                ])
            let text = legendText(index, pair.0, pair.1)
            let short = text.count > 33 ? text.prefix(15) + "…" + text.suffix(17) : Substring(text)
            return [swatch, .label(String(short), x: x + 15, y: y + 9, size: 11)]
        }
    }
}
