// SPDX-License-Identifier: Apache-2.0

import Architecture
import CellArrays
import Configuration
import EstimationKernels
import Workload

/// Reads of one block of wordlines, summed over input bit vectors.
struct RowBlockTally: Sendable {
    /// How many vectors activate 0, 1, 2, ... wordlines; one histogram for each pack of inputs.
    var histograms: [[Int]]
    /// Conversions of each block of columns.
    var conversions: [ConversionTally]

    /// Sums that the conversions of a subarray make.
    struct ConversionTally: Sendable {
        /// Forward conversions, weighted with how often each is made [s].
        var latency = 0.0
        /// Forward conversions, weighted [J].
        var energy = 0.0
        /// Backward conversions, weighted [s].
        var transposedLatency = 0.0
        /// Backward conversions, weighted [J].
        var transposedEnergy = 0.0

        static func + (left: ConversionTally, right: ConversionTally) -> ConversionTally {
            var result = left
            result.latency += right.latency
            result.energy += right.energy
            result.transposedLatency += right.transposedLatency
            result.transposedEnergy += right.transposedEnergy
            return result
        }
    }

    static func + (left: RowBlockTally, right: RowBlockTally) -> RowBlockTally {
        RowBlockTally(
            histograms: zip(left.histograms, right.histograms).map { zip($0, $1).map(+) },
            conversions: zip(left.conversions, right.conversions).map(+))
    }
}

/// Evaluates the reads of one block of wordlines, across all columns of the layer.
///
/// Column conductances are products of input bits with the cells, by tables of partial sums; what depends on the number of
/// active wordlines alone is a table.
struct ArrayEvaluation: Sendable {
    let model: ArrayModel
    let source: LayerMatrixSource
    let grid: LayerGrid
    let weights: WeightMatrix
    let bits: InputBits
    let hasGradient: Bool

    /// Input bit vectors from which on tables of partial sums are worth their making.
    private static let manyReads = 64

    private var columnBlocks: [LayerGrid.Block] { grid.convertedBlocks }
    private var packs: Int { source.matrix.packing?.packs ?? 1 }

    /// Sums over `reads` of the block of wordlines.
    ///
    /// - Parameters:
    ///   - rows: The wordlines.
    ///   - costs: Cost of a read for each number of active wordlines.
    ///   - reads: Input bit vectors.
    ///   - levels: Levels of the weights on the wordlines; nil where cells do not follow from levels.
    /// - Returns: The sums for the block.
    func tally(rows: LayerGrid.Block, costs: [ReadPair], reads: Range<Int>, levels: [Int32]?) -> RowBlockTally {
        let counts = (0..<packs).map { source.activeRows(bits, rows: rows, reads: reads, pack: $0) }
        let histograms = counts.map { perRead in
            var histogram = [Int](repeating: 0, count: rows.count + 1)
            for count in perRead { histogram[Int(count)] += 1 }
            return histogram
        }
        let conversions: [RowBlockTally.ConversionTally]
        if model.dependsOnWeights {
            conversions = evaluateProducts(rows: rows, costs: costs, reads: reads, counts: counts, levels: levels)
        } else {
            conversions = columnBlocks.map { block in
                evaluateCounts(histograms[source.pack(ofColumn: block.first)], columns: block.count, costs: costs)
            }
        }
        return RowBlockTally(histograms: histograms, conversions: conversions)
    }

    /// Columns that all carry the same current: one evaluation for each number of active wordlines.
    private func evaluateCounts(
        _ histogram: [Int], columns: Int, costs: [ReadPair]
    ) -> RowBlockTally.ConversionTally {
        var tally = RowBlockTally.ConversionTally()
        for (active, count) in histogram.enumerated() where count > 0 {
            let conductance = model.evenConductance(activeRows: active)
            let times = Double(count)
            let forward = model.forwardConversion.evaluate(conductance: conductance, columns: columns)
            tally.latency += times * forward.latency * costs[active].forward.conversionLatencyFactor
            tally.energy += times * forward.energy * costs[active].forward.conversionEnergyFactor
            guard let transposed = costs[active].transposed, let converter = model.transposedConversion else {
                continue
            }
            let backward = converter.evaluate(conductance: conductance, columns: columns)
            tally.transposedLatency += times * backward.latency * transposed.conversionLatencyFactor
            tally.transposedEnergy += times * backward.energy * transposed.conversionEnergyFactor
        }
        return tally
    }

    private func evaluateProducts(
        rows: LayerGrid.Block, costs: [ReadPair], reads: Range<Int>, counts: [[Int32]], levels: [Int32]?
    ) -> [RowBlockTally.ConversionTally] {
        let cells = BlockCells(source, weights: weights, rows: rows, levels: levels)
        let inputs = (0..<packs).map {
            ListedInputs(bits, source: source, rows: rows, reads: reads, pack: $0, rowsPerGroup: rowsPerGroup)
        }
        let buffers = ProductBuffers(
            rows: rows.count, columns: columnBlocks.map(\.count).max() ?? 0, rowsPerGroup: rowsPerGroup)
        defer { buffers.deallocate() }
        return columnBlocks.map { block in
            guard block.count > 0 else { return RowBlockTally.ConversionTally() }
            cells.writeEffective(block, model: model, into: buffers.cells)
            let products = BitProducts(buffers: buffers, rows: rows.count, columns: block.count)
            let pack = source.pack(ofColumn: block.first)
            var tally = RowBlockTally.ConversionTally()
            for start in stride(from: 0, to: reads.count, by: ListedInputs.chunk) {
                let part = start..<min(start + ListedInputs.chunk, reads.count)
                products.multiply(inputs[pack], part)
                let active = counts[pack][part]
                if model.inputs.array.reads.isRowByRow {
                    divideByActive(active, columns: block.count, buffers: buffers)
                }
                tally = tally + convert(active: active, columns: block.count, costs: costs, buffers: buffers)
            }
            return tally
        }
    }

    /// Rows in a group of the tables of partial sums. Tables are worth their making where many vectors share them.
    private var rowsPerGroup: Int {
        let vectors = min(source.matrix.vectors, bits.vectors)
        return vectors * model.inputs.activationBits < ArrayEvaluation.manyReads ? 1 : 4
    }

    /// Row-by-row read-out senses one cell at a time: the mean conductance of the active ones.
    private func divideByActive(_ active: ArraySlice<Int32>, columns: Int, buffers: ProductBuffers) {
        active.withUnsafeBufferPointer {
            tk_divide_rows(buffers.products, $0.count, columns, buffers.stride, $0.baseAddress)
        }
    }

    private func convert(
        active: ArraySlice<Int32>, columns: Int, costs: [ReadPair], buffers: ProductBuffers
    ) -> RowBlockTally.ConversionTally {
        var tally = RowBlockTally.ConversionTally()
        let products = ColumnProducts(base: buffers.products, columns: columns, stride: buffers.stride)
        let latencies = buffers.latencies(active.count)
        let energies = buffers.energies(active.count)
        if model.forwardConversion.isActive {
            model.forwardConversion.evaluate(products, latencies: latencies, energies: energies)
            for (vector, count) in active.enumerated() {
                let cost = costs[Int(count)].forward
                tally.latency += latencies[vector] * cost.conversionLatencyFactor
                tally.energy += energies[vector] * cost.conversionEnergyFactor
            }
        }
        if hasGradient, let converter = model.transposedConversion, converter.isActive {
            if !model.sharesConversions {
                converter.evaluate(products, latencies: latencies, energies: energies)
            }
            for (vector, count) in active.enumerated() {
                guard let cost = costs[Int(count)].transposed else { continue }
                tally.transposedLatency += latencies[vector] * cost.conversionLatencyFactor
                tally.transposedEnergy += energies[vector] * cost.conversionEnergyFactor
            }
        }
        return tally
    }
}
