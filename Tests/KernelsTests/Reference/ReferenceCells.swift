// SPDX-License-Identifier: Apache-2.0

/// Cells of weights as `tk_cells.h` describes them, one at a time.
enum ReferenceCells {
    /// `tk_weight_levels`: the level of one weight.
    static func level(_ weight: Double, weights: ClosedRange<Double>, top: Double) -> Int32 {
        let clipped = min(max(weight, weights.lowerBound), weights.upperBound)
        let scale = top / (weights.upperBound - weights.lowerBound)
        let level = scale * (clipped - weights.upperBound) + top
        return Int32(level >= 0 ? level + 0.5 : level - 0.5)
    }

    /// `tk_spread_cells`: the cells of all levels.
    static func cells(of levels: [Int32], table: [Double], cells: Int) -> [Double] {
        levels.flatMap { level in (0..<cells).map { table[Int(level) * cells + $0] } }
    }

    /// Wires of a subarray, between two cells of a row and of a column, and what a cell has in series [Ohm].
    struct Wires {
        let row: Double
        let column: Double
        let access: Double

        /// `tk_effective_conductances`: what is measured of a cell from outside [S].
        func conductance(resistance: Double, row i: Int, column j: Int, rows: Int) -> Double {
            1 / (resistance + Double(j + 1) * row + (Double(rows - i) * column + access))
        }
    }

    /// `tk_divide_rows`: one element.
    static func quotient(_ value: Double, _ divisor: Int32) -> Double { divisor == 0 ? .nan : value / Double(divisor) }
}
