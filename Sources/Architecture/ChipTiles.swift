// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import Technology

/// Both kinds of tile and what they take on the chip.
struct ChipTiles {
    let conventional: Tile
    let novel: Tile?
    /// The tiles of each mapping, as many as the floorplan has; those of layers are powered.
    let blocks: [ChipBlock]
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
        func block(_ tile: Tile, _ mapping: Mapping, count: Int, named name: String) -> ChipBlock {
            let used = floorplan.layers.filter { $0.mapping == mapping }.reduce(0) { $0 + $1.tiles }
            return tile.blocks.repeated(Double(count), powered: Double(used), named: name)
        }
        blocks =
            [block(conventional, .conventional, count: floorplan.conventionalTiles, named: "conventional tile")]
            + [novel].compactMap { $0 }.map {
                block($0, .novel, count: floorplan.novelTiles, named: "novel tile")
            }
        self.conventional = conventional
        self.novel = novel
        largestFootprint = largest
    }
}
