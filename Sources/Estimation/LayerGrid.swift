// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Counting

/// The subarrays of a layer: the cut of its cell matrix into blocks of wordlines and blocks of columns.
struct LayerGrid: Sendable {
    /// A run of wordlines or of columns.
    struct Block: Sendable, Equatable {
        let first: Int
        let count: Int
        var range: Range<Int> { first..<first + count }
    }

    /// Blocks of wordlines, in the order of the tiles.
    let rowBlocks: [Block]
    /// Blocks of columns, in the order of the tiles.
    let columnBlocks: [Block]
    /// The columns of each block of columns that are converted.
    let convertedBlocks: [Block]
    /// Positions of subarrays, row block by row block, in the order of the tiles and of the elements in them.
    let order: [Int]
    private let rowStarts: BlockStarts
    private let columnStarts: BlockStarts

    /// Goes through the tiles and elements of a layer.
    init(_ placement: LayerPlacement, strategy: any MappingStrategy, inputs: DesignInputs) {
        let matrix = placement.matrix
        let grid = strategy.tileGrid(matrix)
        let height = inputs.configuration.subarrayRows
        let width = inputs.configuration.subarrayColumns
        let rowRegions = (0..<grid.rows).flatMap { strategy.elementRegions(matrix, row: $0, column: 0) }
        let columnRegions = (0..<grid.columns).flatMap { strategy.elementRegions(matrix, row: 0, column: $0) }
        rowBlocks = LayerGrid.blocks(rowRegions.map { Block(first: $0.firstRow, count: $0.rows) }, size: height)
        columnBlocks = LayerGrid.blocks(
            columnRegions.map { Block(first: $0.firstColumn, count: $0.columns) }, size: width)
        convertedBlocks = columnBlocks.map { block in
            let used = matrix.packing?.usedColumns(first: block.first, count: block.count) ?? block.count
            return Block(
                first: block.first, count: inputs.counting.convertedColumns(used: used, mapped: block.count))
        }
        let rowStarts = BlockStarts(rowBlocks)
        let columnStarts = BlockStarts(columnBlocks)
        let columnCount = columnBlocks.count
        let tiles = (0..<grid.rows).flatMap { row in (0..<grid.columns).map { (row, $0) } }
        let regions = tiles.flatMap { strategy.elementRegions(matrix, row: $0.0, column: $0.1) }
        order = regions.flatMap { $0.blocks(height: height, width: width) }.compactMap { block in
            guard let row = rowStarts[block.firstRow], let column = columnStarts[block.firstColumn] else { return nil }
            return row * columnCount + column
        }
        self.rowStarts = rowStarts
        self.columnStarts = columnStarts
    }

    /// Cuts runs into blocks of at most `size`; a run that comes again is cut once.
    private static func blocks(_ runs: [Block], size: Int) -> [Block] {
        var seen = Set<Int>()
        var result: [Block] = []
        for run in runs where seen.insert(run.first).inserted {
            for first in stride(from: run.first, to: run.first + run.count, by: size) {
                result.append(Block(first: first, count: min(size, run.first + run.count - first)))
            }
        }
        return result
    }

    /// Position of a subarray's region in the grid.
    func index(of region: MatrixRegion) -> (row: Int, column: Int)? {
        guard let row = rowStarts[region.firstRow], let column = columnStarts[region.firstColumn] else { return nil }
        return (row, column)
    }
}

/// Where blocks start: finds the block that starts at a wordline or column, without a search.
private struct BlockStarts: Sendable {
    /// All starts are multiples of it.
    private let unit: Int
    /// The block that starts at each multiple.
    private let blocks: [Int?]

    init(_ blocks: [LayerGrid.Block]) {
        let unit = max(1, blocks.reduce(0) { Self.greatestCommonDivisor($0, $1.first) })
        let last = blocks.reduce(0) { max($0, $1.first) }
        var found = [Int?](repeating: nil, count: last / unit + 1)
        for (index, block) in blocks.enumerated() { found[block.first / unit] = index }
        self.unit = unit
        self.blocks = found
    }

    subscript(start: Int) -> Int? {
        let (place, rest) = start.quotientAndRemainder(dividingBy: unit)
        return rest == 0 && blocks.indices.contains(place) ? blocks[place] : nil
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        var (larger, smaller) = (first, second)
        while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}

/// Costs of a layer's subarrays over all its input vectors.
struct LayerTallies: Sendable {
    let grid: LayerGrid
    /// Cost of subarray (row block, column block), row by row.
    let costs: [BlockCost]
    /// Cost of writing all subarrays once onto erased cells, one after the other.
    let programming: OperationCost
    /// Times that a column of a subarray is digitized in the forward reads of one image, over all columns [1].
    let conversions: Double
    /// The selections of row drivers so far.
    let history: any SelectionHistory
    /// Whether the weight update never ends; its cost is that of selections that count once.
    let updateNeverEnds: Bool

    /// Cost of the subarray that holds `region`.
    func cost(of region: MatrixRegion) -> BlockCost {
        guard let index = grid.index(of: region) else { return BlockCost() }
        return costs[index.row * grid.columnBlocks.count + index.column]
    }
}
