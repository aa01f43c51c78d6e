// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Technology
import Workload

/// Where the cells and inputs of a layer's matrix are found in its trace.
struct LayerMatrixSource: Sendable {
    let matrix: LayerMatrix
    let layer: Layer
    let inputs: DesignInputs
    let mapping: CellMapping

    /// Cell conductances of a block of wordlines, all columns [S]: [rows][matrix.columns].
    func conductances(_ weights: WeightMatrix, rows: LayerGrid.Block) -> [Double] {
        guard let packing = matrix.packing else {
            return denseConductances(weights, rows: rows)
        }
        let width = matrix.columns
        var result = [Double](
            repeating: inputs.cell.leastConductance, count: rows.count * width)
        for row in rows.range {
            for pack in 0..<packing.packs {
                guard let origin = packedOrigin(row: row, pack: pack, packing: packing) else { continue }
                let outputs = layer.outputsPerGroup
                let cells = weightRow(
                    weights, row: origin.weightRow, isComplement: origin.isComplement,
                    outputs: origin.group * outputs..<(origin.group + 1) * outputs)
                let start = (row - rows.first) * width + packing.firstColumn(ofPack: pack)
                let column = origin.groupInPack * packing.columnsPerGroup
                for (offset, cell) in cells.enumerated() { result[start + column + offset] = cell }
            }
        }
        return result
    }

    /// Levels of the weights of a block of wordlines, [rows][weights.columns]; nil where cells do not follow from levels row
    /// by row.
    func levels(_ weights: WeightMatrix, rows: LayerGrid.Block) -> WeightLevels? {
        integerLevels(weights, rows: rows).flatMap { mapping.levels($0, weightsPerRow: weights.columns) }
    }

    /// The levels alone.
    func integerLevels(_ weights: WeightMatrix, rows: LayerGrid.Block) -> [Int32]? {
        guard matrix.packing == nil, inputs.rowsPerWeight == 1, mapping.hasLevels else { return nil }
        return mapping.integerLevels(weights, denseRange(weights, rows: rows))
    }

    private func denseRange(_ weights: WeightMatrix, rows: LayerGrid.Block) -> Range<Int> {
        rows.first * weights.columns..<(rows.first + rows.count) * weights.columns
    }

    private func denseConductances(_ weights: WeightMatrix, rows: LayerGrid.Block) -> [Double] {
        if inputs.rowsPerWeight == 1 {
            return weights.withValues(denseRange(weights, rows: rows)) { mapping.conductances($0) }
        }
        return rows.range.flatMap { row in
            weightRow(
                weights, row: row / inputs.rowsPerWeight, isComplement: row % inputs.rowsPerWeight == 1,
                outputs: 0..<weights.columns)
        }
    }

    private func weightRow(
        _ weights: WeightMatrix, row: Int, isComplement: Bool, outputs: Range<Int>
    ) -> [Double] {
        let first = row * weights.columns
        return weights.withValues(first + outputs.lowerBound..<first + outputs.upperBound) {
            mapping.conductances($0, complement: isComplement)
        }
    }

    /// The group and the row of its weights on a wordline of a pack; nil beyond the last group.
    private func packedOrigin(
        row: Int, pack: Int, packing: GroupPacking
    ) -> (group: Int, groupInPack: Int, weightRow: Int, isComplement: Bool)? {
        let groupInPack = row / packing.rowsPerGroup
        let group = pack * packing.groupsPerPack + groupInPack
        guard group < packing.groups else { return nil }
        let rowInGroup = row % packing.rowsPerGroup
        return (
            group, groupInPack, rowInGroup / inputs.rowsPerWeight, rowInGroup % inputs.rowsPerWeight == 1
        )
    }

    /// The pack that a column belongs to; 0 for an ordinary layer.
    func pack(ofColumn column: Int) -> Int {
        matrix.packing.map { $0.pack(ofColumn: column) } ?? 0
    }

    /// Input bits of up to 64 reads: bit i of a wordline's word is the one of read i.
    ///
    /// - Parameters:
    ///   - bits: The layer's activations.
    ///   - rows: Wordlines.
    ///   - reads: Input bit vectors.
    ///   - pack: Which pack's inputs are on the wordlines.
    ///   - buffer: Receives a word for each wordline.
    func lines(
        _ bits: InputBits, rows: LayerGrid.Block, reads: Range<Int>, pack: Int,
        into buffer: UnsafeMutableBufferPointer<UInt64>
    ) {
        if matrix.packing == nil && inputs.rowsPerWeight == 1 {
            bits.lines(rows: rows.range, columns: reads, into: buffer)
            return
        }
        let all = UInt64.max >> UInt64(64 - reads.count)
        for (offset, row) in rows.range.enumerated() {
            guard let origin = inputOrigin(row: row, pack: pack) else {
                buffer[offset] = 0
                continue
            }
            bits.lines(
                rows: origin.row..<origin.row + 1, columns: reads,
                into: UnsafeMutableBufferPointer(rebasing: buffer[offset...offset]))
            if origin.isComplement { buffer[offset] ^= all }
        }
    }

    /// The trace's input row that drives a wordline; nil when none does.
    private func inputOrigin(row: Int, pack: Int) -> (row: Int, isComplement: Bool)? {
        guard let packing = matrix.packing else {
            return (row / inputs.rowsPerWeight, row % inputs.rowsPerWeight == 1)
        }
        guard let origin = packedOrigin(row: row, pack: pack, packing: packing) else { return nil }
        return (origin.group * layer.weightRows + origin.weightRow, origin.isComplement)
    }

    /// Active wordlines of each input bit vector.
    func activeRows(_ bits: InputBits, rows: LayerGrid.Block, reads: Range<Int>, pack: Int) -> [Int32] {
        if matrix.packing == nil && inputs.rowsPerWeight == 1 {
            return bits.onesPerColumn(rows: rows.range, columns: reads)
        }
        var counts = [Int32](repeating: 0, count: reads.count)
        for row in rows.range {
            guard let origin = inputOrigin(row: row, pack: pack) else { continue }
            let ones = bits.onesPerColumn(rows: origin.row..<origin.row + 1, columns: reads)
            for index in counts.indices {
                counts[index] += origin.isComplement ? 1 - ones[index] : ones[index]
            }
        }
        return counts
    }
}
