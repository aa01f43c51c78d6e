// SPDX-License-Identifier: Apache-2.0

/// The weights of a layer as a matrix: one row an input of the dot products, one column an output channel.
public struct WeightMatrix: Sendable, Equatable {
    /// Inputs of each dot product: input channels of a group x kernel height x kernel width.
    public let rows: Int
    /// Output channels.
    public let columns: Int
    /// The values, row by row.
    public let values: [Double]

    /// Makes a matrix.
    ///
    /// - Precondition: `values` has `rows * columns` elements.
    public init(rows: Int, columns: Int, values: [Double]) {
        precondition(values.count == rows * columns, "a matrix of \(rows) x \(columns) needs as many values")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// The weight of an input for an output.
    public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }
}
