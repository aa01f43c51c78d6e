// SPDX-License-Identifier: Apache-2.0

import Architecture

/// The tiles of a layer, each kind put together once: tiles of the same size whose subarrays cost the same.
struct AlikeTiles {
    private let estimation: TileEstimation
    private var known: [(contents: [Int], result: TileResult)] = []

    init(_ estimation: TileEstimation) { self.estimation = estimation }

    /// Cost of tile (`row`, `column`) of the layer.
    mutating func result(row: Int, column: Int) -> TileResult {
        guard estimation.tallies.repeats else { return estimation.result(row: row, column: column) }
        let contents = contents(row: row, column: column)
        if let found = known.last(where: { $0.contents == contents }) { return found.result }
        let result = estimation.result(row: row, column: column)
        known.append((contents, result))
        return result
    }

    /// All that the cost of a tile depends on besides the layer: its extent, and the extents and subarrays of its elements.
    private func contents(row: Int, column: Int) -> [Int] {
        let (matrix, strategy) = (estimation.placement.matrix, estimation.strategy)
        let extent = strategy.tileExtent(matrix, row: row, column: column)
        var result = [extent.rows, extent.columns]
        for element in strategy.elementRegions(matrix, row: row, column: column) {
            result.append(element.rows)
            result.append(element.columns)
            estimation.tallies.appendKinds(of: element, to: &result)
        }
        return result
    }
}
