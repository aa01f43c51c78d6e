// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import InferenceKernels

/// Groups whose partial sums are whole numbers: bits are counted, and a table holds the ADC's code for each sum. Read
/// noise becomes a choice among codes with the probabilities that the noise gives them.
struct TableGroups: ProductGroups, @unchecked Sendable {
    private let groups: [tk_imc_table_group]
    private let tables: LayerTables
    private let planeWeights: ConstantArray<Int32>
    private let weights: [ConstantArray<UInt64>]
    /// The same in the form that is counted for many vectors at a time; nil where it has none.
    let counted: CountedBlocks?

    /// Prepares the groups of a layer, with its tables.
    init(_ plan: LayerPlan, tables: LayerTables, levels: CellLevels, stream: RandomStream) {
        let packing = CellPacking(levels, plan.hardware)
        planeWeights = ConstantArray(packing.planeWeights)
        weights = plan.groups.map { ConstantArray(packing.words($0.rows)) }
        var structures: [tk_imc_table_group] = []
        for (index, group) in plan.groups.enumerated() {
            let part = tables.groups[index]
            let table = part.table
            structures.append(
                tk_imc_table_group(
                    words: wordCount(group.rows.count), columns: plan.columns, lanes: plan.lanes,
                    cell_planes: packing.planeWeights.count, plane_weights: planeWeights.pointer,
                    weights: weights[index].pointer, index_offset: Int64(part.offset),
                    table_size: table.size, values: table.values.pointer, codes: table.codes.pointer,
                    is_clipped: table.isClipped.pointer, bins: table.bins?.pointer, bin_bits: UInt32(table.binBits),
                    code_count: table.codeCount, code_values: table.codeValues.pointer,
                    lowest_code: Int32(table.lowestCode), key: stream.key, group: UInt64(index)))
        }
        groups = structures
        self.tables = tables
        counted = CountedBlocks(plan, tables: tables, cells: .programmed(packing))
    }

    func add(
        _ group: Int, _ coding: tk_imc_coding, planes: UnsafePointer<UInt64>, vectors: Int, firstVector: Int,
        to sums: UnsafeMutablePointer<Double>, record: UnsafePointer<tk_imc_record>?
    ) {
        // Counting what cannot be takes time.
        let counts = record.map { $0.pointee.codes == nil && $0.pointee.histogram == nil } ?? false
        let record = counts && !tables.groups[group].canClip ? nil : record
        withUnsafePointer(to: coding) { coding in
            withUnsafePointer(to: groups[group]) { structure in
                tk_imc_table_products(
                    structure, coding, planes, vectors, UInt64(bitPattern: Int64(firstVector)), sums, record)
            }
        }
    }

    var histogramShape: (count: Int, first: Int)? { tables.histogramShape }
}

/// Levels of cells, or of joined slices, as bit planes.
struct CellPacking {
    let planeWeights: [Int32]
    private let levels: CellLevels
    private let isDifference: Bool
    private let isBipolar: Bool
    private let levelPlanes: Int

    init(_ levels: CellLevels, _ hardware: HardwareConfiguration) {
        self.levels = levels
        isDifference = hardware.mapping == .analogDifferential
        isBipolar = hardware.mapping == .xnor
        levelPlanes = hardware.levelPlanes
        let bits = (0..<hardware.levelPlanes).map { Int32(1) << Int32($0) }
        planeWeights = isDifference ? bits + bits.map { -$0 } : bits
    }

    /// The words of some rows: [columns][lanes][planes][words].
    func words(_ rows: ReadRows) -> [UInt64] {
        let words = wordCount(rows.count)
        let lanes = isDifference ? levels.slices : levels.slices * levels.polarities
        let planes = planeWeights.count
        var result = [UInt64](repeating: 0, count: levels.columns * lanes * planes * words)
        for lane in 0..<lanes {
            for plane in 0..<planes {
                let block = lane + plane / levelPlanes * levels.slices
                for (place, row) in rows.enumerated() {
                    let start = (block * levels.rows + row) * levels.columns
                    for column in 0..<levels.columns {
                        let value = levels.values[start + column]
                        let bit = isBipolar ? value > 0 : value >> Int32(plane % levelPlanes) & 1 == 1
                        guard bit else { continue }
                        let word = ((column * lanes + lane) * planes + plane) * words + place / 64
                        result[word] |= 1 << UInt64(place % 64)
                    }
                }
            }
        }
        return result
    }
}
