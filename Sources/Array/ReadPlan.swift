// SPDX-License-Identifier: Apache-2.0

/// How the rows of a layer lie in arrays, and which of them are read together. Rows are rows of weights, not of cells.
public struct ReadPlan: Sendable, Equatable {
    /// Rows of weights that an array holds [1].
    public let rowsPerArray: Int
    /// Rows of an array that are read together, as many as it has at most [1].
    public let rowsPerRead: Int
    /// Whether rows are selected one after the other, so that a row whose digit is 0 is not read at all.
    public let isRowByRow: Bool
    /// In which order rows fill arrays.
    public let order: RowOrder
    /// Rows that what arrays are parts of holds, the largest first: tiles, processing elements. A new one begins with a
    /// new array [1].
    public let blocks: [Int]

    /// A plan.
    ///
    /// - Parameters:
    ///   - rowsPerArray: Rows of weights that an array holds, at least 1.
    ///   - rowsPerRead: Rows that are read together, at least 1; no more than an array has count.
    ///   - isRowByRow: Whether rows are selected one after the other; by default where a read has one row.
    ///   - order: In which order rows fill arrays.
    ///   - blocks: Rows that what arrays are parts of holds, the largest first, each at least 1.
    public init(
        rowsPerArray: Int, rowsPerRead: Int, isRowByRow: Bool? = nil, order: RowOrder = .channels, blocks: [Int] = []
    ) {
        self.rowsPerArray = max(1, rowsPerArray)
        self.rowsPerRead = max(1, min(rowsPerRead, rowsPerArray))
        self.isRowByRow = isRowByRow ?? (rowsPerRead == 1)
        self.order = order
        self.blocks = blocks
    }

    /// The same arrays, filled in another way.
    public func filled(_ order: RowOrder, blocks: [Int] = []) -> ReadPlan {
        ReadPlan(
            rowsPerArray: rowsPerArray, rowsPerRead: rowsPerRead, isRowByRow: isRowByRow, order: order, blocks: blocks)
    }

    /// The rows that each array holds, one after the other; arrays are filled from their first row on.
    public func arrays(of rows: LayerRows) -> [ReadRows] {
        let positions = order == .positions ? rows.kernelPositions : 1
        let perPosition = rows.count / positions
        return ReadRows(0..<perPosition).pieces(of: blocks.first ?? max(1, perPosition)).flatMap { block in
            // A block holds its rows of all positions, each in arrays of its own.
            (0..<positions).flatMap { position in
                let own = ReadRows(start: block.start * positions + position, count: block.count, stride: positions)
                return blocks.dropFirst().reduce([own]) { runs, size in runs.flatMap { $0.pieces(of: size) } }
                    .flatMap { $0.pieces(of: rowsPerArray) }
            }
        }
    }

    /// All reads of a layer, array after array, each from its first row on.
    public func groups(of rows: LayerRows) -> [ReadGroup] {
        arrays(of: rows).enumerated().flatMap { array, held in
            held.pieces(of: rowsPerRead).map { ReadGroup(array: array, rows: $0) }
        }
    }

    /// Reads of a layer [1]: the number of its ``groups(of:)``.
    public func reads(of rows: LayerRows) -> Int {
        arrays(of: rows).reduce(0) { $0 + ($1.count + rowsPerRead - 1) / rowsPerRead }
    }
}
