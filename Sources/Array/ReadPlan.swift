// SPDX-License-Identifier: Apache-2.0

/// How the rows of a layer lie in arrays, and which of them are read together. Rows are rows of weights, not of cells.
public struct ReadPlan: Sendable, Equatable {
    /// Rows of weights that an array holds [1].
    public let rowsPerArray: Int
    /// Rows of an array that are read together, as many as it has at most [1].
    public let rowsPerRead: Int
    /// Whether rows are selected one after the other, so that a row whose digit is 0 is not read at all.
    public let isRowByRow: Bool

    /// A plan.
    ///
    /// - Parameters:
    ///   - rowsPerArray: Rows of weights that an array holds, at least 1.
    ///   - rowsPerRead: Rows that are read together, at least 1; no more than an array has count.
    ///   - isRowByRow: Whether rows are selected one after the other; by default where a read has one row.
    public init(rowsPerArray: Int, rowsPerRead: Int, isRowByRow: Bool? = nil) {
        self.rowsPerArray = max(1, rowsPerArray)
        self.rowsPerRead = max(1, min(rowsPerRead, rowsPerArray))
        self.isRowByRow = isRowByRow ?? (rowsPerRead == 1)
    }

    /// All reads of a layer of `rows` rows: arrays are filled one after another, and read from their first row on.
    public func groups(rows: Int) -> [ReadGroup] {
        stride(from: 0, to: rows, by: rowsPerArray).enumerated().flatMap { array, start in
            let end = min(start + rowsPerArray, rows)
            return stride(from: start, to: end, by: rowsPerRead).map { first in
                ReadGroup(array: array, rows: first..<min(first + rowsPerRead, end))
            }
        }
    }

    /// Reads of a layer of `rows` rows [1]: the number of its ``groups(rows:)``.
    public func reads(rows: Int) -> Int {
        func readsOfArray(_ rows: Int) -> Int { (rows + rowsPerRead - 1) / rowsPerRead }
        return rows / rowsPerArray * readsOfArray(rowsPerArray) + readsOfArray(rows % rowsPerArray)
    }
}
