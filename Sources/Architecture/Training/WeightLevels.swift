// SPDX-License-Identifier: Apache-2.0

/// Rows of weights as integer levels, each of which stands for a few neighbouring cells.
public struct WeightLevels: Sendable {
    /// The level of each weight, row by row: [rows][weights].
    public let values: [Int32]
    /// Weights of a row.
    public let weightsPerRow: Int
    /// Cells of a weight.
    public let cells: Int
    /// Conductances of the cells of each level, cell after cell [S].
    public let conductances: [Double]
    /// Resistances of the same cells [Ohm].
    public let resistances: [Double]

    /// Weights of levels whose cells have the given conductances [S].
    ///
    /// - Precondition: every level has its cells in the tables, and `values` holds whole rows.
    public init(values: [Int32], weightsPerRow: Int, cells: Int, conductances: [Double], resistances: [Double]) {
        precondition(weightsPerRow > 0 && values.count % weightsPerRow == 0, "the levels do not make whole rows")
        self.values = values
        self.weightsPerRow = weightsPerRow
        self.cells = cells
        self.conductances = conductances
        self.resistances = resistances
    }

    /// Number of rows.
    public var rows: Int { values.count / weightsPerRow }

    /// The weights whose cells are the columns `columns`; nil when these cut through a weight.
    public func weights(ofColumns columns: Range<Int>) -> Range<Int>? {
        guard columns.lowerBound % cells == 0, columns.upperBound % cells == 0 else { return nil }
        return columns.lowerBound / cells..<columns.upperBound / cells
    }
}
