// SPDX-License-Identifier: Apache-2.0

/// A rectangle of memory cells inside a larger row-major matrix, without a copy.
///
/// `Element` is `Double` for conductances [S].
/// The memory must outlive the block.
public struct CellBlock<Element> {
    /// The cell of the first row and the first column.
    public let base: UnsafePointer<Element>
    /// Elements from a cell to the one below it; 0 repeats one row.
    public let rowStride: Int
    /// Number of rows.
    public let rows: Int
    /// Number of columns.
    public let columns: Int

    /// The rectangle of `rows` x `columns` cells whose first cell is at `base`.
    public init(base: UnsafePointer<Element>, rowStride: Int, rows: Int, columns: Int) {
        self.base = base
        self.rowStride = rowStride
        self.rows = rows
        self.columns = columns
    }

    /// The rectangle that starts at (`row`, `column`) of a matrix with `matrixColumns` columns.
    ///
    /// Returns nil when the rectangle does not lie inside `cells`.
    public init?(
        _ cells: UnsafeBufferPointer<Element>, matrixColumns: Int, row: Int = 0, column: Int = 0, rows: Int,
        columns: Int
    ) {
        guard let start = cells.baseAddress, rows > 0, columns > 0, row >= 0, column >= 0 else { return nil }
        let lastRow = row + rows - 1
        let fits = column + columns <= matrixColumns && (lastRow + 1) * matrixColumns <= cells.count
        guard fits else { return nil }
        self.init(
            base: start + (row * matrixColumns + column), rowStride: matrixColumns, rows: rows, columns: columns)
    }
}
