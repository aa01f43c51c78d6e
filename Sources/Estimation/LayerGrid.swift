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
    private let placement: LayerPlacement
    private let strategy: any MappingStrategy
    /// Wordlines and columns of a subarray.
    private let size: (rows: Int, columns: Int)
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
        rowStarts = BlockStarts(rowBlocks)
        columnStarts = BlockStarts(columnBlocks)
        self.placement = placement
        self.strategy = strategy
        size = (height, width)
    }

    /// Positions of subarrays, row block by row block, in the order of the tiles and of the elements in them.
    var order: [Int] {
        let matrix = placement.matrix
        let grid = strategy.tileGrid(matrix)
        let tiles = (0..<grid.rows).flatMap { row in (0..<grid.columns).map { (row, $0) } }
        return tiles.flatMap { strategy.elementRegions(matrix, row: $0.0, column: $0.1) }.flatMap { element in
            element.blocks(height: size.rows, width: size.columns).compactMap { position(of: $0) }
        }
    }

    /// Calls a function with the positions of the subarrays of an element, row by row. Those of a row follow each other,
    /// because an element is one run of columns.
    func forEachRow(of element: MatrixRegion, _ body: (Range<Int>) -> Void) {
        guard let columns = columnStarts[element.firstColumn] else { return }
        let count = ceilingDivision(element.columns, size.columns)
        for first in stride(from: element.firstRow, to: element.firstRow + element.rows, by: size.rows) {
            guard let row = rowStarts[first] else { continue }
            let start = row * columnBlocks.count + columns
            body(start..<start + count)
        }
    }

    /// Cuts runs into blocks of at most `size`; a run that comes again is cut once.
    private static func blocks(_ runs: [Block], size: Int) -> [Block] {
        var seen = Set<Int>(minimumCapacity: runs.count)
        var result: [Block] = []
        for run in runs where seen.insert(run.first).inserted {
            for first in stride(from: run.first, to: run.first + run.count, by: size) {
                result.append(Block(first: first, count: min(size, run.first + run.count - first)))
            }
        }
        return result
    }

    /// Position of the subarray that holds `region`, row block by row block; nil where no block starts there.
    func position(of region: MatrixRegion) -> Int? {
        guard let row = rowStarts[region.firstRow], let column = columnStarts[region.firstColumn] else { return nil }
        return row * columnBlocks.count + column
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
    /// The costs of subarrays, as far as they are known to be alike once.
    let distinct: [BlockCost]
    /// The cost of subarray (row block, column block) among the distinct ones, row by row.
    let kinds: [Int]
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
        guard let position = grid.position(of: region) else { return BlockCost() }
        return distinct[kinds[position]]
    }

    /// Whether subarrays are known to cost the same.
    var repeats: Bool { distinct.count < kinds.count }

    /// Appends the kinds of the subarrays of an element.
    func appendKinds(of element: MatrixRegion, to list: inout [Int]) {
        grid.forEachRow(of: element) { row in
            for position in row { list.append(kinds[position]) }
        }
    }
}
