// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Counting
import Diagnostics
import Dispatch
import Workload

/// Evaluates all subarrays of a layer over all its input vectors, in parallel, with a result that does not depend on
/// the number of threads.
struct LayerEvaluation: Sendable {
    let model: ArrayModel
    let placement: LayerPlacement
    let source: LayerMatrixSource
    /// The source of cells when weights are programmed once.
    let programmingSource: LayerMatrixSource
    let grid: LayerGrid
    let trace: LayerTrace
    let hasGradient: Bool
    let threads: Int

    /// Input bit vectors of a work item, at least; small layers are not worth more items.
    private static let readsPerItem = 2048
    /// Blocks of wordlines that keep all threads busy without splitting the vectors.
    private static let enoughBlocks = 16

    init(
        model: ArrayModel, placement: LayerPlacement, layer: Layer, strategy: any MappingStrategy, trace: LayerTrace,
        hasGradient: Bool, threads: Int
    ) {
        self.model = model
        self.placement = placement
        self.trace = trace
        self.hasGradient = hasGradient
        self.threads = threads
        source = LayerMatrixSource(
            matrix: placement.matrix, layer: layer, inputs: model.inputs, mapping: model.update.mapping)
        programmingSource = LayerMatrixSource(
            matrix: placement.matrix, layer: layer, inputs: model.inputs, mapping: model.programming.mapping)
        grid = LayerGrid(placement, strategy: strategy, inputs: model.inputs)
    }

    /// Input bit vectors of one image that the trace holds; those of one input vector for a layer that counts none.
    private var availableReads: Int {
        max(1, min(placement.matrix.vectors, trace.inputs.vectors)) * model.inputs.activationBits
    }

    /// Input vectors of one image over those that the trace holds [1].
    var shortfall: Double {
        Double(placement.matrix.vectors) / Double(max(1, min(placement.matrix.vectors, trace.inputs.vectors)))
    }

    /// Costs of the layer's subarrays, whose row drivers have a `history` of the layers before.
    func tallies(after history: any SelectionHistory) -> LayerTallies {
        let tables = readCosts
        let reads = readTallies(tables)
        let writes = writeCosts()
        let updates = grid.settled(
            writes.update, reads: placement.matrix.vectors * model.inputs.activationBits, after: history)
        let columns = grid.columnBlocks.count
        var costs: [BlockCost] = []
        costs.reserveCapacity(grid.rowBlocks.count * columns)
        for (index, rows) in grid.rowBlocks.enumerated() {
            let table = tables[rows.count] ?? []
            for column in 0..<columns {
                var cost = readCost(reads[index], column: column, table: table)
                cost.update = updates.costs[index * columns + column]
                costs.append(cost)
            }
        }
        return LayerTallies(
            grid: grid, distinct: costs, kinds: Array(costs.indices), programming: writes.programming,
            conversions: conversions(reads, tables),
            history: updates.history, updateNeverEnds: updates.neverEnds)
    }

    /// Times that a column is digitized in the forward reads of one image, over all columns of all subarrays [1].
    private func conversions(_ reads: [RowBlockTally], _ tables: [Int: [ReadPair]]) -> Double {
        var result = 0.0
        for (tally, rows) in zip(reads, grid.rowBlocks) {
            let table = tables[rows.count] ?? []
            for columns in grid.convertedBlocks {
                let histogram = tally.histograms[source.pack(ofColumn: columns.first)]
                for (active, count) in histogram.enumerated() where count > 0 {
                    result += Double(count * columns.count) * table[active].forward.digitizations
                }
            }
        }
        return result * shortfall
    }

    /// Costs of reads by the number of wordlines that are mapped in a subarray.
    private var readCosts: [Int: [ReadPair]] {
        var result: [Int: [ReadPair]] = [:]
        for rows in Set(grid.rowBlocks.map(\.count)) {
            result[rows] = model.reads(rows: rows, hasGradient: hasGradient)
        }
        return result
    }

    private func readTallies(_ tables: [Int: [ReadPair]]) -> [RowBlockTally] {
        let evaluation = ArrayEvaluation(
            model: model, source: source, grid: grid, weights: trace.weights, bits: trace.inputs,
            hasGradient: hasGradient)
        let items = workItems()
        let partial = mapInParallel(items.count, threads: threads) { index in
            let item = items[index]
            let rows = grid.rowBlocks[item.rowBlock]
            return evaluation.tally(rows: rows, costs: tables[rows.count] ?? [], reads: item.reads)
        }
        var sums: [RowBlockTally?] = Array(repeating: nil, count: grid.rowBlocks.count)
        for (item, tally) in zip(items, partial) {
            sums[item.rowBlock] = sums[item.rowBlock].map { $0 + tally } ?? tally
        }
        return sums.compactMap(\.self)
    }

    /// Blocks of wordlines, split by vectors when there are few.
    private func workItems() -> [(rowBlock: Int, reads: Range<Int>)] {
        let reads = availableReads
        let splits = grid.rowBlocks.count < LayerEvaluation.enoughBlocks
        let size = splits ? LayerEvaluation.readsPerItem : max(1, reads)
        return grid.rowBlocks.indices.flatMap { block in
            stride(from: 0, to: reads, by: size).map { (block, $0..<min($0 + size, reads)) }
        }
    }

    /// Sums a subarray's reads: a table over active wordlines, and the conversions.
    private func readCost(_ tally: RowBlockTally, column: Int, table: [ReadPair]) -> BlockCost {
        let pack = source.pack(ofColumn: grid.columnBlocks[column].first)
        let histogram = tally.histograms[pack]
        let conversions = tally.conversions[column]
        var forward = ReadSum()
        var gradient = ReadSum()
        for (active, count) in histogram.enumerated() where count > 0 {
            forward.add(table[active].forward, times: Double(count))
            if let transposed = table[active].transposed { gradient.add(transposed, times: Double(count)) }
        }
        if let kind = table.first {
            forward.addConversions(latency: conversions.latency, energy: conversions.energy, of: kind.forward)
            if let transposed = kind.transposed {
                gradient.addConversions(
                    latency: conversions.transposedLatency, energy: conversions.transposedEnergy, of: transposed)
            }
        }
        return BlockCost(forward: forward, gradient: gradient).scaled(by: shortfall)
    }

    // MARK: Writing

    /// Cost of the weight update of each subarray, row by row, and of programming all of them once.
    private func writeCosts() -> (update: [SubarrayUpdate], programming: OperationCost) {
        let perBlock = mapInParallel(grid.rowBlocks.count, threads: threads) { index in
            let rows = grid.rowBlocks[index]
            return (update: updateCosts(rows: rows), programming: programmingCost(rows: rows))
        }
        return (perBlock.flatMap(\.update), perBlock.reduce(.zero) { $0 + $1.programming })
    }

    /// Cost of the weight update of the subarrays of a block of wordlines; zero without former weights.
    private func updateCosts(rows: LayerGrid.Block) -> [SubarrayUpdate] {
        guard model.inputs.configuration.estimatesTraining, let oldWeights = trace.oldWeights else {
            return grid.columnBlocks.map { _ in .none }
        }
        let reads = hasGradient ? PrecedingReads.transposed : .forward
        let writes = BlockWrites(source: source, rows: rows, blocks: grid.columnBlocks)
        return writes.statistics(of: trace.weights, from: oldWeights, model: model.update).map {
            model.update.update($0, after: reads)
        }
    }

    /// Cost of programming the subarrays of a block of wordlines once, one after the other.
    private func programmingCost(rows: LayerGrid.Block) -> OperationCost {
        let writes = BlockWrites(source: programmingSource, rows: rows, blocks: grid.columnBlocks)
        return writes.statistics(of: trace.weights, from: nil, model: model.programming).reduce(.zero) {
            $0 + model.programming.program($1)
        }
    }
}

/// Calls `body` for 0..<`count` on up to `threads` threads and returns the results in order.
func mapInParallel<Result: Sendable>(
    _ count: Int, threads: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
    guard count > 1, threads > 1 else { return (0..<max(0, count)).map(body) }
    let results = ResultSlots<Result>(count: count)
    let next = WorkCounter()
    DispatchQueue.concurrentPerform(iterations: min(count, threads)) { _ in
        while let index = next.take(below: count) { results.fill(index, body(index)) }
    }
    return results.all()
}
