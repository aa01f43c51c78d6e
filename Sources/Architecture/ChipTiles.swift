// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import Technology

/// Both kinds of tile and what they take on the chip.
struct ChipTiles {
    let conventional: Tile
    let novel: Tile?
    /// The tiles of each mapping, as many as the chip has; those of layers are powered.
    let blocks: [ChipBlock]
    /// The tiles of each mapping, as many as the floorplan has.
    private let ofLayers: [ChipBlock]
    /// Largest height and largest width among the kinds.
    let largestFootprint: Footprint

    init(floorplan: Floorplan, subarray: Subarray, inputs: DesignInputs) {
        func makeTile(_ shape: TileShape, beside conventional: BufferCores?) -> Tile {
            let element = ProcessingElement(size: shape.elementSize, subarray: subarray, inputs: inputs)
            return Tile(shape: shape, element: element, inputs: inputs, conventionalCores: conventional)
        }
        let conventional = makeTile(
            .conventional(tileSize: floorplan.conventionalTileSize, elementSize: floorplan.conventionalElementSize),
            beside: nil)
        var largest = conventional.footprint
        var novel: Tile?
        if floorplan.usesNovelMapping {
            let tile = makeTile(
                .novel(elementSize: floorplan.novelElementSize, elementsPerTile: floorplan.novelElementsPerTile),
                beside: conventional.cores)
            novel = tile
            largest = Footprint(
                width: max(largest.width, tile.footprint.width), height: max(largest.height, tile.footprint.height))
        }
        func blocks(conventionalTiles: Int, novelTiles: Int) -> [ChipBlock] {
            let tiles: [(tile: Tile?, mapping: Mapping, count: Int)] = [
                (conventional, .conventional, conventionalTiles), (novel, .novel, novelTiles),
            ]
            return tiles.compactMap { tile, mapping, count in
                let used = floorplan.layers.filter { $0.mapping == mapping }.reduce(0) { $0 + $1.tiles }
                return tile?.blocks.repeated(Double(count), powered: Double(used), named: "\(mapping.rawValue) tile")
            }
        }
        ofLayers = blocks(conventionalTiles: floorplan.conventionalTiles, novelTiles: floorplan.novelTiles)
        self.blocks =
            floorplan.equalTiles.map { blocks(conventionalTiles: 0, novelTiles: $0.places) } ?? ofLayers
        self.conventional = conventional
        self.novel = novel
        largestFootprint = largest
    }

    /// Area by category of the tiles beside so many other parts [m²].
    func area(besides shared: [ChipBlock]) -> AreaBreakdown {
        var area = AreaBreakdown(ChipBlock("chip", repeating: ofLayers, parts: shared))
        area.array = ChipBlock("chip", repeating: blocks, parts: shared).area(of: .array)
        return area
    }
}
