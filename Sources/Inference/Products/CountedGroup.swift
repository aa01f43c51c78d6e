// SPDX-License-Identifier: Apache-2.0

import CellArrays
import InferenceKernels
import Models

/// Rows that are read together, in the form that is counted for many vectors at a time.
struct CountedGroup: @unchecked Sendable {
    let rows: StridedRows
    let table: CountingTable
    /// The group as C reads it, without what is recorded.
    let structure: tk_imc_block_group
    /// The weights as whole numbers, and their sum in each column; nil where they do not fit into bytes.
    let exact: (matrix: ByteMatrix, columnSums: [Double])?
    private let weights: ConstantArray<UInt8>
    private let codes: ConstantArray<UInt8>
    private let factors: ConstantArray<Int8>
    private let shifts: ConstantArray<UInt8>

    /// Bytes of a digit of a vector [1].
    var rowBytes: Int { (rows.count + 7) / 8 }

    init(_ plan: LayerPlan, _ rows: ReadRows, _ table: CountingTable, words: [UInt64], allowsExact: Bool) {
        let bytes = (rows.count + 7) / 8
        let words = words.map(\.littleEndian)
        let perLane = wordCount(rows.count)
        let weights = words.withUnsafeBytes { raw in
            (0..<plan.columns * plan.lanes).flatMap { raw[$0 * 8 * perLane..<$0 * 8 * perLane + bytes] }
        }
        self.rows = StridedRows(first: rows.start, step: rows.stride, count: rows.count)
        self.table = table
        self.weights = ConstantArray(weights)
        codes = ConstantArray(table.codes)
        factors = ConstantArray(table.factors)
        shifts = ConstantArray(table.shifts)
        structure = tk_imc_block_group(
            row_bytes: bytes, columns: plan.columns, lanes: plan.lanes, weights: self.weights.pointer,
            codes: codes.pointer, is_clamped: table.isClamped ? 1 : 0, top: table.top, factors: factors.pointer,
            shifts: shifts.pointer, first_clipped: 0, is_bipolar: plan.coding.isBipolar ? 1 : 0)
        exact = allowsExact && (table.exactLimit ?? 0) > 0 ? Self.exact(plan, rows.count, weights) : nil
    }

    /// The weights that the bits of lanes stand for; nil where they do not fit into bytes.
    private static func exact(_ plan: LayerPlan, _ rows: Int, _ bits: [UInt8]) -> (ByteMatrix, [Double])? {
        let scales = plan.laneScales.map { Int32($0) }
        let bytes = (rows + 7) / 8
        var weights = [Int32](repeating: 0, count: rows * plan.columns)
        for column in 0..<plan.columns {
            for (lane, scale) in scales.enumerated() {
                let start = (column * scales.count + lane) * bytes
                for row in 0..<rows where bits[start + row / 8] >> UInt8(row % 8) & 1 == 1 {
                    weights[row * plan.columns + column] += scale
                }
            }
        }
        guard let matrix = ByteMatrix(weights, rows: rows, columns: plan.columns) else { return nil }
        var sums = [Double](repeating: 0, count: plan.columns)
        for (place, weight) in weights.enumerated() { sums[place % plan.columns] += Double(weight - matrix.offset) }
        return (matrix, sums)
    }

    /// What lanes count, together.
    var laneSum: Int {
        table.factors.enumerated().reduce(0) { $0 + Int($1.element) << Int(table.shifts[$1.offset / 4]) }
    }
}
