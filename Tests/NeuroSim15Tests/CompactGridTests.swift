// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import NeuroSim15

/// Grids of equal tiles that are nearly square.
@Suite struct CompactGridTests {
    @Test(arguments: [
        (1, 2, 2), (2, 2, 2), (3, 2, 2), (4, 2, 2), (5, 3, 3), (9, 3, 3), (10, 4, 4), (16, 4, 4), (17, 5, 4),
        (20, 5, 4),
        (21, 5, 5), (26, 6, 5), (31, 6, 6), (101, 11, 10),
    ])
    func knownGrids(tiles: Int, rows: Int, columns: Int) {
        let grid = CompactGrid(holding: tiles)
        #expect(grid.rows == rows && grid.columns == columns, "\(grid)")
    }

    /// Numbers one after the other, each split as evenly as it can be, until one is nearly square.
    @Test func itIsTheFirstNumberWithTwoNearFactors() {
        for tiles in 1...3000 {
            var places = max(2, tiles)
            while true {
                let columns = (1...Int(Double(places).squareRoot())).last { places % $0 == 0 } ?? 1
                let rows = places / columns
                if Double(rows - columns) / Double(rows) <= 0.2 {
                    let grid = CompactGrid(holding: tiles)
                    #expect(grid.rows == rows && grid.columns == columns, "\(tiles): \(grid)")
                    break
                }
                places += 1
            }
        }
    }

    @Test func manyTiles() {
        let grid = CompactGrid(holding: 1 << 40)
        #expect(grid.rows == 1 << 20 && grid.columns == 1 << 20)
    }
}
