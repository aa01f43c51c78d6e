// SPDX-License-Identifier: Apache-2.0

import Architecture
import Workload

/// Counts what it takes to write the subarrays of a block of wordlines.
struct BlockWrites {
    let source: LayerMatrixSource
    let rows: LayerGrid.Block
    /// Columns of each subarray.
    let blocks: [LayerGrid.Block]
    /// Levels of the weights afterwards, if they are known already.
    var levels: [Int32]?

    /// Counts of each subarray.
    ///
    /// - Parameters:
    ///   - weights: Weights afterwards.
    ///   - former: Weights before; nil when all cells are erased.
    ///   - model: What is written into, and how.
    /// - Returns: The counts, in the order of the subarrays.
    func statistics(
        of weights: WeightMatrix, from former: WeightMatrix?, model: WriteModel
    ) -> [WriteStatistics] {
        levelStatistics(of: weights, from: former, model: model)
            ?? cellStatistics(of: weights, from: former, model: model)
    }

    /// Weight by weight; nil where cells do not follow from integer weights, or subarrays cut through them.
    private func levelStatistics(
        of weights: WeightMatrix, from former: WeightMatrix?, model: WriteModel
    ) -> [WriteStatistics]? {
        guard let levels = levels ?? source.integerLevels(weights, rows: rows),
            let new = source.mapping.levels(levels, weightsPerRow: weights.columns)
        else { return nil }
        let ranges = blocks.compactMap { new.weights(ofColumns: $0.range) }
        guard ranges.count == blocks.count else { return nil }
        let old = former.flatMap { source.levels($0, rows: rows) }
        return WriteStatistics.count(
            new: new, old: old, erasedConductance: model.erasedConductance, blocks: ranges, rule: model.rule)
    }

    /// Cell by cell.
    private func cellStatistics(
        of weights: WeightMatrix, from former: WeightMatrix?, model: WriteModel
    ) -> [WriteStatistics] {
        let width = source.matrix.columns
        let new = source.conductances(weights, rows: rows)
        // A row of erased cells serves for all rows.
        let old =
            former.map { source.conductances($0, rows: rows) }
            ?? [Double](repeating: model.erasedConductance, count: width)
        let stride = former == nil ? 0 : width
        return new.withUnsafeBufferPointer { new in
            old.withUnsafeBufferPointer { old in
                blocks.map { block in
                    let nothing = WriteStatistics(rows: rows.count, columns: block.count)
                    guard let after = new.baseAddress, let before = old.baseAddress else { return nothing }
                    func cells(_ base: UnsafePointer<Double>, stride: Int) -> CellBlock<Double> {
                        CellBlock(
                            base: base + block.first, rowStride: stride, rows: rows.count, columns: block.count)
                    }
                    return WriteStatistics(
                        new: cells(after, stride: width), old: cells(before, stride: stride), rule: model.rule)
                }
            }
        }
    }
}
