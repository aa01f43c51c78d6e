// SPDX-License-Identifier: Apache-2.0

/// Rows that are read together.
public struct ReadGroup: Sendable, Equatable {
    /// The array that holds them, from 0.
    public let array: Int
    /// The rows of the layer.
    public let rows: Range<Int>

    /// Rows of one array.
    public init(array: Int, rows: Range<Int>) {
        self.array = array
        self.rows = rows
    }
}
