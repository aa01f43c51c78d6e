// SPDX-License-Identifier: Apache-2.0

import CellArrays
import InferenceKernels
import Models

/// Rows that are read together, in the form that is counted for many vectors at a time.
struct CountedGroup: @unchecked Sendable {
    let rows: StridedRows
    let table: CountingTable
    /// The weights as whole numbers; nil where no digit is multiplied as such.
    let exact: ByteMatrix?
    /// What lanes count, together.
    let laneSum: Int
    /// The group as C reads it, without what is recorded.
    let structure: tk_imc_block_group
    private let bits: ConstantArray<UInt8>
    private let codes: ConstantArray<UInt8>
    private let factors: ConstantArray<Int8>
    private let shifts: ConstantArray<UInt8>

    /// Bytes of a digit of a vector [1].
    var rowBytes: Int { (rows.count + 7) / 8 }
    /// Whether no converter can round or clip a sum.
    var isExact: Bool { exact != nil && (table.exactLimit ?? -1) >= rows.count }

    /// Prepares a group.
    ///
    /// - Parameters:
    ///   - plan: the layer.
    ///   - rows: the rows.
    ///   - table: codes of the group.
    ///   - cells: the levels of its cells.
    init(_ plan: LayerPlan, _ rows: ReadRows, _ table: CountingTable, cells: CountedCells) {
        self.rows = StridedRows(first: rows.start, step: rows.stride, count: rows.count)
        self.table = table
        exact = (table.exactLimit ?? 0) > 0 ? cells.exactMatrix(plan, rows) : nil
        // Without conversions one by one nobody reads the bits.
        let isExact = exact != nil && (table.exactLimit ?? -1) >= rows.count
        bits = ConstantArray(isExact ? [] : cells.bits(plan, rows))
        codes = ConstantArray(table.codes)
        factors = ConstantArray(table.factors)
        shifts = ConstantArray(table.shifts)
        laneSum = plan.laneScales.reduce(0) { $0 + Int($1) }
        structure = tk_imc_block_group(
            row_bytes: (rows.count + 7) / 8, columns: plan.columns, lanes: plan.lanes, weights: bits.pointer,
            codes: codes.pointer, is_clamped: table.isClamped ? 1 : 0, top: table.top, factors: factors.pointer,
            shifts: shifts.pointer, first_clipped: 0, is_bipolar: plan.coding.isBipolar ? 1 : 0)
    }
}

/// Where the levels of cells of one bit come from.
enum CountedCells {
    /// From the weights of the layer, which all cells hold as they should.
    case ideal
    /// From cells of which some may be stuck.
    case programmed(CellPacking)

    /// Bits of the cells of a group: [columns][lanes][bytes of eight rows].
    fileprivate func bits(_ plan: LayerPlan, _ rows: ReadRows) -> [UInt8] {
        let bytes = (rows.count + 7) / 8
        guard case .programmed(let packing) = self else { return Self.idealBits(plan, rows) }
        let perLane = wordCount(rows.count)
        return packing.words(rows).map(\.littleEndian).withUnsafeBytes { raw in
            (0..<plan.columns * plan.lanes).flatMap { raw[$0 * 8 * perLane..<$0 * 8 * perLane + bytes] }
        }
    }

    private static func idealBits(_ plan: LayerPlan, _ rows: ReadRows) -> [UInt8] {
        let encoding = plan.array.weights
        // Bits of all lanes for each weight that there can be.
        let masks = encoding.range.map { weight -> UInt32 in
            encoding.levels(of: weight).enumerated().reduce(0) { $0 | ($1.element > 0 ? 1 << UInt32($1.offset) : 0) }
        }
        return [UInt8](unsafeUninitializedCapacity: plan.columns * plan.lanes * ((rows.count + 7) / 8)) { bits, count in
            tk_imc_cell_bits(
                plan.weights, plan.columns, rows.start, rows.stride, rows.count, Int32(encoding.range.lowerBound), masks,
                plan.lanes, bits.baseAddress)
            count = bits.count
        }
    }

    /// The weights that the bits of a group stand for; nil where they do not fit into bytes.
    fileprivate func exactMatrix(_ plan: LayerPlan, _ rows: ReadRows) -> ByteMatrix? {
        var weights = [Int32](repeating: 0, count: rows.count * plan.columns)
        switch self {
        case .ideal:
            let offset = Int32(plan.array.weights.offset)
            for (place, row) in rows.enumerated() {
                let (from, to) = (row * plan.columns, place * plan.columns)
                for column in 0..<plan.columns { weights[to + column] = plan.weights[from + column] + offset }
            }
        case .programmed:
            let bits = bits(plan, rows)
            let bytes = (rows.count + 7) / 8
            let scales = plan.laneScales.map { Int32($0) }
            for column in 0..<plan.columns {
                for (lane, scale) in scales.enumerated() {
                    let start = (column * scales.count + lane) * bytes
                    for row in 0..<rows.count where bits[start + row / 8] >> UInt8(row % 8) & 1 == 1 {
                        weights[row * plan.columns + column] += scale
                    }
                }
            }
        }
        return ByteMatrix.offset(for: weights).map {
            ByteMatrix(weights, rows: rows.count, columns: plan.columns, offset: $0)
        }
    }
}
