// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import _TestSupport

/// A random group of rows with whole partial sums.
struct RandomTableGroup {
    let reference: ReferenceTableGroup
    let structure: tk_imc_table_group

    /// How codes are found.
    enum Form: CaseIterable {
        case table, drawn
    }

    init(_ random: inout SeededGenerator, pool: ArrayPool, activations: RandomActivations, form: Form) {
        let coding = activations.coding
        let rows = activations.rows
        let columns = random.size(1...9)
        let lanes = random.integer(1...4)
        let isSingle = coding.isBipolar || coding.digitPlanes == 1 && random.flip()
        let planes = isSingle ? 1 : random.integer(1...3)
        // Cells with a sign have a highest plane that counts negative.
        let isSigned = !isSingle && random.flip()
        let weights = (0..<planes).map { isSigned && $0 == planes - 1 ? -(1 << $0) : 1 << $0 }
        let digit = 1 << coding.digitPlanes - 1
        let lowest = weights.reduce(0) { $0 + min(0, $1) } * rows * digit
        let highest = weights.reduce(0) { $0 + max(0, $1) } * rows * digit
        let size = coding.isBipolar ? 2 * rows + 1 : highest - lowest + 1
        let share = random.pick([0, 0.5, 1])
        let cells = (0..<columns).map { _ in
            (0..<lanes).map { _ in (0..<planes).map { _ in (0..<rows).map { _ in random.flip(share) } } }
        }
        let table = Self.table(&random, size: size, lanes: lanes)
        let drawing = form == .drawn ? Self.drawing(&random, size: size, lanes: lanes) : nil
        reference = ReferenceTableGroup(
            rows: rows, columns: columns, lanes: lanes, cells: cells, planeWeights: weights,
            indexOffset: coding.isBipolar ? 2 * rows : -lowest, values: table.values,
            codes: table.codes, isClipped: table.isClipped, drawing: drawing)
        structure = Self.structure(reference, words: activations.words, pool: pool)
    }

    /// A converter of even steps that clips.
    private static func table(
        _ random: inout SeededGenerator, size: Int, lanes: Int
    ) -> (values: [[Double]], codes: [Int32], isClipped: [Bool]) {
        let step = random.integer(1...3)
        let top = random.integer(1...200)
        let codes = (0..<size).map { Int32(min($0 / step, top)) }
        let values = (0..<lanes).map { lane in
            let factor = random.flip() ? Double(lane + 1) : random.real(-2...2)
            return codes.map { Double($0) * factor }
        }
        // Mostly sums at both ends are beyond the range; with thresholds in any order it may be some between them.
        let lowest = random.flip() ? 0 : random.integer(0...20)
        let other = random.flip(0.2) ? random.integer(0...size - 1) : size
        return (values, codes, (0..<size).map { $0 / step > top || $0 < lowest || $0 == other })
    }

    private static func drawing(_ random: inout SeededGenerator, size: Int, lanes: Int) -> ReferenceTableGroup.Drawing {
        let bits = random.integer(1...5)
        let codes = random.integer(2...40)
        let bins = (0..<size << bits).map { _ -> (threshold: UInt32, below: Int, other: Int) in
            let threshold = random.pick([0, .max, UInt32(truncatingIfNeeded: random.next())])
            return (threshold, random.integer(0...codes - 1), random.integer(0...codes - 1))
        }
        // Codes that are equally far apart, or not.
        let isLinear = random.flip()
        let values = (0..<lanes).map { lane in
            isLinear ? (0..<codes).map { Double($0 - 5) * Double(lane + 1) / 4 } : random.reals(codes, -3...3)
        }
        return ReferenceTableGroup.Drawing(
            bins: bins, bits: bits, values: values,
            lowestCode: Int32(random.integer(-5...5)), key: random.next(), group: UInt64(random.integer(0...9)))
    }

    private static func structure(
        _ group: ReferenceTableGroup, words: Int, pool: ArrayPool
    ) -> tk_imc_table_group {
        var cells: [UInt64] = []
        for plane in group.cells.joined().joined() {
            var row = BitMatrix(rows: 1, wordsPerRow: words)
            for (index, bit) in plane.enumerated() { row[0, index] = bit }
            cells += row.words
        }
        let bins = group.drawing.map {
            pool.keep($0.bins.map { UInt64($0.threshold) << 32 | UInt64($0.other) << 16 | UInt64($0.below) })
        }
        return tk_imc_table_group(
            words: words, columns: group.columns, lanes: group.lanes, cell_planes: group.planeWeights.count,
            plane_weights: pool.keep(group.planeWeights.map { Int32($0) }), weights: pool.keep(cells),
            index_offset: Int64(group.indexOffset), table_size: group.codes.count,
            values: pool.keep(Array(group.values.joined())), codes: pool.keep(group.codes),
            is_clipped: pool.keep(group.isClipped.map { $0 ? UInt8(1) : 0 }), bins: bins,
            bin_bits: UInt32(group.drawing?.bits ?? 0), code_count: group.drawing?.values[0].count ?? 0,
            code_values: group.drawing.map { pool.keep(Array($0.values.joined())) },
            lowest_code: group.drawing?.lowestCode ?? 0, key: group.drawing?.key ?? 0, group: group.drawing?.group ?? 0)
    }
}
