// SPDX-License-Identifier: Apache-2.0

import Architecture
import Plots
import ReportKit
import Technology
import Workload

/// A floorplan as a picture: tiles to scale, numbered by layer, in the order of the layers. The filled part of a tile is the
/// share of its cells in use.
struct FloorplanDrawing {
    let floorplan: Floorplan
    let network: Network
    /// Sizes of tiles; without them tiles are equal squares, and there is no scale bar.
    let geometry: FloorplanGeometry?

    /// Beyond these many tiles, those of a layer in a row of the grid are drawn as one.
    private static let mostSingleTiles = 4000

    /// The picture.
    var plot: Plot {
        let (width, height) = ground
        let area = FigureText.fixed(unit.sharedArea * 1e6, digits: 3)
        return TilePlot(
            title: title, description: description, groups: floorplan.layers.indices.map(group), width: width,
            height: height,
            strip: unit.sharedArea > 0
                ? (width: unit.sharedArea / height, words: "strip: shared circuits, \(area) mm²") : nil,
            hasScale: geometry != nil
        ).plot
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

    /// Sides of the grid [m].
    private var ground: (width: Double, height: Double) {
        (Double(floorplan.gridColumns) * unit.pitch.width, Double(floorplan.gridRows) * unit.pitch.height)
    }

    private func group(_ index: Int) -> TilePlot.Group {
        let place = floorplan.layers[index]
        return TilePlot.Group(
            name: network.layers[index].name ?? String(index + 1),
            words: legendText(index, network.layers[index], place), count: place.tiles, share: place.utilization,
            tiles: tiles(index))
    }

    /// Tiles of a layer: one by one, or those of a row of the grid as one.
    private func tiles(_ index: Int) -> [TilePlot.Tile] {
        let pitch = unit.pitch
        let tile = unit.tile(for: floorplan.layers[index].mapping)
        let gap = min(tile.width, tile.height) * 0.04
        var tiles: [TilePlot.Tile] = []
        let places = floorplan.places[index]
        var next = places.lowerBound
        while next < places.upperBound {
            let (row, column) = next.quotientAndRemainder(dividingBy: floorplan.gridColumns)
            let count =
                (floorplan.equalTiles?.places ?? floorplan.tiles) <= Self.mostSingleTiles
                ? 1 : min(floorplan.gridColumns - column, places.upperBound - next)
            tiles.append(
                TilePlot.Tile(
                    x: Double(column) * pitch.width + gap / 2, y: Double(row) * pitch.height + gap / 2,
                    width: Double(count - 1) * pitch.width + tile.width - gap, height: tile.height - gap))
            next += count
        }
        return tiles
    }
}
