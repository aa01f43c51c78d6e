// SPDX-License-Identifier: Apache-2.0

import Counting

/// The blocks of a rectangle of a layer's cell matrix, row by row. They are made one at a time, when they are asked for.
public struct MatrixBlocks: Sendable, RandomAccessCollection {
    private let region: MatrixRegion
    private let height: Int
    private let width: Int
    private let blocksPerRow: Int

    /// The number of blocks [1].
    public let endIndex: Int

    /// Cuts a rectangle into blocks of at most `height` x `width`.
    init(_ region: MatrixRegion, height: Int, width: Int) {
        self.region = region
        self.height = height
        self.width = width
        let (rows, columns) = (Swift.max(0, region.rows), Swift.max(0, region.columns))
        blocksPerRow = ceilingDivision(columns, width)
        endIndex = ceilingDivision(rows, height) * blocksPerRow
    }

    /// The first block has number 0.
    public var startIndex: Int { 0 }

    /// The block of a number; those at the lower and right edges may be smaller than the others.
    public subscript(position: Int) -> MatrixRegion {
        let (blockRow, blockColumn) = position.quotientAndRemainder(dividingBy: blocksPerRow)
        let (row, column) = (blockRow * height, blockColumn * width)
        return MatrixRegion(
            firstRow: region.firstRow + row, rows: Swift.min(height, region.rows - row),
            firstColumn: region.firstColumn + column, columns: Swift.min(width, region.columns - column))
    }
}
