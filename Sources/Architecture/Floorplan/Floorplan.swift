// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Counting
import Configuration
import Diagnostics
import Foundation
import Workload

/// The tiles of a layer on the chip.
public struct LayerPlacement: Sendable, Equatable {
    /// The layer as a matrix of cells.
    public let matrix: LayerMatrix
    /// How its weights are laid out.
    public let mapping: Mapping
    /// Tiles along the wordlines, copies made for pipelining included.
    public let tileRows: Int
    /// Tiles along the columns.
    public let tileColumns: Int
    /// Copies of the weights inside a tile, along the wordlines.
    public let copyRows: Int
    /// Copies of the weights inside a tile, along the columns.
    public let copyColumns: Int
    /// Copies of the layer's tiles that a pipeline makes.
    public let tileCopies: Int
    /// Cells used over cells owned [1]; copies count as used.
    public let utilization: Double
    /// Index of its first tile, counting tiles layer after layer.
    public let firstTile: Int

    /// Tiles that the layer owns.
    public var tiles: Int { tileRows * tileColumns }
    /// Copies of the weights inside a tile.
    public var copies: Int { copyRows * copyColumns }
    /// Input vectors that are processed at a time.
    public var speedUp: Int { copies * tileCopies }
}

/// The chip's partition into tiles, processing elements and subarrays, and each layer's place on it.
public struct Floorplan: Sendable, Equatable {
    /// Wordlines, and columns, of a conventionally mapped tile.
    public let conventionalTileSize: Int
    /// Wordlines, and columns, of a conventionally mapped processing element.
    public let conventionalElementSize: Int
    /// Wordlines, and columns, of a novel-mapped processing element; 0 when the novel mapping is off.
    public let novelElementSize: Int
    /// Processing elements of a novel-mapped tile: positions of the most frequent kernel; 0 when the mapping is off.
    public let novelElementsPerTile: Int
    /// Wordlines and columns of a subarray.
    public let subarrayRows: Int
    /// Columns of a subarray.
    public let subarrayColumns: Int
    /// Tiles of each mapping on the chip.
    public let conventionalTiles: Int
    /// Tiles of the novel mapping on the chip.
    public let novelTiles: Int
    /// Tiles are placed in a grid of this many rows.
    public let gridRows: Int
    /// Columns of the grid of tiles.
    public let gridColumns: Int
    /// The grid if all of its tiles are equal; nil where each layer has tiles of its mapping.
    public let equalTiles: EqualTiles?
    /// One for each layer of the network.
    public let layers: [LayerPlacement]
    /// Pipeline copies asked for after limiting to what the maps allow; 1 without pipeline.
    public let speedUpDegree: Int

    /// Tiles on the chip.
    public var tiles: Int { conventionalTiles + novelTiles }

    /// Tiles on a side of the smallest square that holds all of them.
    public var squareSide: Int { Int(Double(tiles).squareRoot().rounded(.up)) }

    /// The places of each layer in the grid of tiles, row after row.
    public var places: [Range<Int>] {
        guard let equalTiles else { return layers.map { $0.firstTile..<$0.firstTile + $0.tiles } }
        var next = 0
        return layers.map { layer in
            let first = next
            next += layer.tiles * (layer.mapping == .conventional ? equalTiles.placesPerConventionalTile : 1)
            return first..<next
        }
    }

    /// Cells used over cells on the chip [1]; copies count as used.
    public var utilization: Double {
        let used = layers.reduce(0.0) { $0 + $1.utilization * Double($1.tiles) }
        let owned = layers.reduce(0) { $0 + $1.tiles }
        return owned == 0 ? 0 : used / Double(owned)
    }

    /// Whether the chip was partitioned with the novel mapping in use.
    public var usesNovelMapping: Bool { novelElementsPerTile > 0 }

    /// The layout strategy of a layer.
    public func strategy(for mapping: Mapping) -> any MappingStrategy {
        switch mapping {
        case .conventional:
            ConventionalMapping(tileSize: conventionalTileSize, elementSize: conventionalElementSize)
        case .novel:
            NovelMapping(elementSize: novelElementSize, elementsPerTile: novelElementsPerTile)
        }
    }

    /// How the rows of a layer lie in the arrays of a design, and are read.
    public func reads(of placement: LayerPlacement, in array: ArrayDesign) -> ReadPlan {
        let wordlines = strategy(for: placement.mapping).rowBlocks
        return array.reads.filled(
            placement.mapping.rowOrder, blocks: wordlines.map { $0 / array.weights.rowsPerWeight })
    }

    /// Partitions the chip for a network.
    ///
    /// - Throws: `InputError` when the chip would need more tiles than can be counted.
    public init(network: Network, inputs: DesignInputs) throws(InputError) {
        let configuration = inputs.configuration
        let matrices = network.layers.map { LayerMatrix($0, inputs: inputs) }
        let choice = MappingChoice(network: network, matrices: matrices, inputs: inputs)
        let search = FloorplanSearch(
            configuration: .init(
                subarrayRows: configuration.subarrayRows, subarrayColumns: configuration.subarrayColumns),
            matrices: matrices, mappings: choice.mappings)
        let elements = choice.elementsPerTile
        novelElementsPerTile = elements
        novelElementSize = elements > 0 ? search.novelElementSize(elementsPerTile: elements) : 0
        let sizes = search.conventionalSizes()
        conventionalTileSize = sizes.tile
        conventionalElementSize = sizes.element
        subarrayRows = configuration.subarrayRows
        subarrayColumns = configuration.subarrayColumns
        let pipeline = PipelineCopies(network: network, configuration: configuration)
        speedUpDegree = pipeline.degree

        let laidOut = matrices.map { matrix in
            inputs.counting.keepsPacksApart
                ? matrix.keepingPacksApart(
                    subarrayColumns: configuration.subarrayColumns, elementColumns: sizes.element) : matrix
        }
        let builder = PlacementBuilder(
            search: search.placing(laidOut), tile: sizes.tile, element: sizes.element,
            novelElement: novelElementSize, elementsPerTile: elements, pipeline: pipeline, counting: inputs.counting)
        layers = builder.placements()
        let counts = builder.tileCounts(layers)
        conventionalTiles = counts.conventional
        novelTiles = counts.novel
        let grid = try TileGrid(
            TileSet(
                conventional: TileSet.Kind(
                    tiles: counts.conventional, elementSize: sizes.element,
                    elements: ceilingDivision(sizes.tile, sizes.element) * ceilingDivision(sizes.tile, sizes.element)),
                novel: elements > 0
                    ? TileSet.Kind(tiles: counts.novel, elementSize: novelElementSize, elements: elements) : nil),
            inputs: inputs)
        equalTiles = grid.equalTiles
        gridRows = grid.rows
        gridColumns = grid.columns
    }
}

/// Which layers use the novel mapping.
struct MappingChoice {
    let mappings: [Mapping]
    let elementsPerTile: Int

    /// The novel mapping serves the most frequent kernel size, and of those layers the ones that fill a subarray's
    /// rows.
    init(network: Network, matrices: [LayerMatrix], inputs: DesignInputs) {
        guard inputs.configuration.usesNovelMapping else {
            mappings = matrices.map { _ in .conventional }
            elementsPerTile = 0
            return
        }
        var counts: [Int: Int] = [:]
        for matrix in matrices { counts[matrix.kernelPositions, default: 0] += 1 }
        var best = (count: 0, positions: 0)
        for matrix in matrices {
            let count = inputs.counting.kernelFrequency(
                of: counts[matrix.kernelPositions, default: 0], positions: matrix.kernelPositions)
            if count > best.count { best = (count, matrix.kernelPositions) }
        }
        let positions = best.positions
        let subarrayRows = inputs.configuration.subarrayRows
        mappings = matrices.map { matrix in
            let fits = matrix.kernelPositions == positions && matrix.rows >= subarrayRows
            return fits && matrix.packing == nil ? .novel : .conventional
        }
        elementsPerTile = positions
    }
}

/// Copies of layers that let a pipeline keep pace with its first stage.
struct PipelineCopies {
    let isPipelined: Bool
    let degree: Int
    let copies: [Int]

    init(network: Network, configuration: Configuration) {
        isPipelined = configuration.isPipelined
        guard configuration.isPipelined, let first = network.layers.first else {
            degree = 1
            copies = network.layers.map { _ in 1 }
            return
        }
        let largest = first.inputHeight
        let convolutions = network.layers.filter { $0.kernelHeight != 1 }
        let smallest = min(largest, convolutions.map(\.inputHeight).min() ?? largest)
        degree = max(1, min(configuration.speedUpDegree, largest / smallest))
        let bound = Double(ceilingDivision(largest, degree))
        copies = network.layers.map { layer in
            let ratio = Double(layer.inputHeight) / bound
            return max(1, Int((ratio * ratio).rounded(.up)))
        }
    }
}

/// Turns sizes into placements.
struct PlacementBuilder {
    let search: FloorplanSearch
    let tile: Int
    let element: Int
    let novelElement: Int
    let elementsPerTile: Int
    let pipeline: PipelineCopies
    let counting: any CountingPolicy

    func placements() -> [LayerPlacement] {
        var result: [LayerPlacement] = []
        var nextTile = 0
        for (index, matrix) in search.matrices.enumerated() {
            let placement = place(
                matrix, search.mappings[index], pipelineCopies: pipeline.copies[index], firstTile: nextTile)
            nextTile += placement.tiles
            result.append(placement)
        }
        return result
    }

    private func place(
        _ matrix: LayerMatrix, _ mapping: Mapping, pipelineCopies: Int, firstTile: Int
    ) -> LayerPlacement {
        let strategy: any MappingStrategy
        var copies: (rows: Int, columns: Int)
        switch mapping {
        case .conventional:
            strategy = ConventionalMapping(tileSize: tile, elementSize: element)
            let elements = search.elementCopies(matrix, tile: tile, element: element)
            let arrays = search.subarrayCopies(rows: matrix.rows, columns: matrix.columns, element: element)
            copies = (elements.rows * arrays.rows, elements.columns * arrays.columns)
        case .novel:
            strategy = NovelMapping(elementSize: novelElement, elementsPerTile: elementsPerTile)
            copies = search.subarrayCopies(
                rows: matrix.channelRows, columns: matrix.columns, element: novelElement)
        }
        let grid = strategy.tileGrid(matrix)
        let built = copies.rows * copies.columns
        let extra = pipeline.isPipelined ? ceilingDivision(pipelineCopies, built) : 1
        let needed = pipeline.isPipelined ? max(pipelineCopies, built) : built
        let occupancy = counting.occupancy(
            built: TileOccupancy(copies: built * extra, cellsPerTile: storage(mapping)),
            needed: TileOccupancy(copies: needed, cellsPerTile: strategy.cellsPerTile))
        let cells = Double(occupancy.copies) * Double(matrix.usedCells)
        let owned = Double(grid.rows * extra * grid.columns) * Double(occupancy.cellsPerTile)
        return LayerPlacement(
            matrix: matrix, mapping: mapping,
            tileRows: grid.rows * extra, tileColumns: grid.columns,
            copyRows: copies.rows, copyColumns: copies.columns, tileCopies: extra,
            utilization: cells / owned, firstTile: firstTile)
    }

    /// Cells of the subarrays of a tile.
    private func storage(_ mapping: Mapping) -> Int {
        func cells(elementSize: Int) -> Int {
            let (rows, columns) = (search.configuration.subarrayRows, search.configuration.subarrayColumns)
            return ceilingDivision(elementSize, rows) * rows * ceilingDivision(elementSize, columns) * columns
        }
        switch mapping {
        case .conventional:
            let side = ceilingDivision(tile, element)
            return cells(elementSize: element) * side * side
        case .novel:
            return cells(elementSize: novelElement) * elementsPerTile
        }
    }

    func tileCounts(_ layers: [LayerPlacement]) -> (conventional: Int, novel: Int) {
        layers.reduce(into: (conventional: 0, novel: 0)) { counts, layer in
            switch layer.mapping {
            case .conventional: counts.conventional += layer.tiles
            case .novel: counts.novel += layer.tiles
            }
        }
    }
}
