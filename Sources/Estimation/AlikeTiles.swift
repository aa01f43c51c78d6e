// SPDX-License-Identifier: Apache-2.0

import Architecture

/// The tiles of a layer, each kind put together once: tiles of the same size whose subarrays cost the same.
struct AlikeTiles {
    private let estimation: TileEstimation
    private var known: [(contents: [Int], result: TileResult)] = []
    /// The contents of the tile that is looked for.
    private var wanted: [Int] = []

    init(_ estimation: TileEstimation) { self.estimation = estimation }

    /// Cost of tile (`row`, `column`) of the layer.
    mutating func result(row: Int, column: Int) -> TileResult {
        guard estimation.tallies.repeats else { return estimation.result(row: row, column: column) }
        list(row: row, column: column)
        if let found = known.lastIndex(where: { $0.contents == wanted }) { return known[found].result }
        let result = estimation.result(row: row, column: column)
        known.append((wanted, result))
        return result
    }

    /// Lists all that the cost of a tile depends on besides the layer: its extent, and the extents and subarrays of its
    /// elements.
    private mutating func list(row: Int, column: Int) {
        let (matrix, strategy) = (estimation.placement.matrix, estimation.strategy)
        let extent = strategy.tileExtent(matrix, row: row, column: column)
        wanted.removeAll(keepingCapacity: true)
        wanted.append(extent.rows)
        wanted.append(extent.columns)
        for element in strategy.elementRegions(matrix, row: row, column: column) {
            wanted.append(element.rows)
            wanted.append(element.columns)
            estimation.tallies.appendKinds(of: element, to: &wanted)
        }
    }
}

/// The processing elements of a tile: one that is like the one before it, of the same size and with subarrays that cost the
/// same, has its cost.
struct AlikeElements {
    private let estimation: ElementEstimation
    private var last: (contents: [Int], cost: BlockCost)?
    /// The contents of the element that is looked for.
    private var wanted: [Int] = []

    init(_ estimation: ElementEstimation) { self.estimation = estimation }

    /// Cost of the weights in a region.
    mutating func cost(_ region: MatrixRegion) -> BlockCost {
        guard estimation.tallies.repeats else { return estimation.cost(region) }
        wanted.removeAll(keepingCapacity: true)
        wanted.append(region.rows)
        wanted.append(region.columns)
        estimation.tallies.appendKinds(of: region, to: &wanted)
        if let last, last.contents == wanted { return last.cost }
        let cost = estimation.cost(region)
        last = (wanted, cost)
        return cost
    }
}
