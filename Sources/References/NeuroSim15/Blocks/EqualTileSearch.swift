// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Counting

// The grid of equal tiles of a chip whose layers exchange data in cycles of their own.

extension NeuroSim15Circuits {
    /// As many tiles of the novel mapping as have the arrays of a conventional one stand for it.
    func equalTiles(for tiles: TileSet, inputs: DesignInputs) -> EqualTiles? {
        guard inputs.configuration.synchronizesTransfers, let novel = tiles.novel else { return nil }
        let places = max(1, ceilingDivision(inputs.arrays(of: tiles.conventional), inputs.arrays(of: novel)))
        let grid = CompactGrid(holding: tiles.conventional.tiles * places + novel.tiles)
        return EqualTiles(rows: grid.rows, columns: grid.columns, placesPerConventionalTile: places)
    }
}

extension DesignInputs {
    /// Subarrays that are laid out in a tile.
    fileprivate func arrays(of kind: TileSet.Kind) -> Int {
        let side = layoutSide(ofElement: kind.elementSize)
        return kind.elements * side * side
    }
}

/// The smallest grid of at least so many tiles that is nearly square: it has at most a quarter more rows than columns.
struct CompactGrid: Equatable {
    let rows: Int
    let columns: Int

    /// The grid for so many tiles, four places at least.
    init(holding tiles: Int) {
        let least = max(2, tiles)
        // A square of this side holds all of them.
        let side = Int(Double(least).squareRoot().rounded(.up))
        var best = CompactGrid(rows: side, columns: side)
        for columns in (side / 2..<side).reversed() {
            let candidate = CompactGrid(rows: max(columns, ceilingDivision(least, columns)), columns: columns)
            if candidate.isNearlySquare, candidate.places < best.places { best = candidate }
        }
        self = best
    }

    private init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    var places: Int { rows * columns }
    private var isNearlySquare: Bool { rows * 4 <= columns * 5 }
}
