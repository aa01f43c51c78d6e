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
        let (reads, writes) = splitsReads ? splitEvaluation(tables) : blockEvaluation(tables)
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

    private var evaluation: ArrayEvaluation {
        ArrayEvaluation(
            model: model, source: source, grid: grid, weights: trace.weights, bits: trace.inputs,
            hasGradient: hasGradient)
    }

    /// Whether there are few blocks of wordlines, so that work is split by vectors as well.
    private var splitsReads: Bool { grid.rowBlocks.count < LayerEvaluation.enoughBlocks }

    /// Levels of the weights on a block of wordlines, which its reads and writes share; nil where cells do not follow from
    /// levels.
    private func levels(_ rows: LayerGrid.Block) -> [Int32]? { source.integerLevels(trace.weights, rows: rows) }

    /// Reads and writes of blocks of wordlines, each of them at once.
    private func blockEvaluation(_ tables: [Int: [ReadPair]]) -> (reads: [RowBlockTally], writes: WriteCosts) {
        let (evaluation, reads) = (self.evaluation, availableReads)
        let results = mapInParallel(grid.rowBlocks.count, threads: threads) { index in
            let rows = grid.rowBlocks[index]
            let levels = self.levels(rows)
            let tally = evaluation.tally(rows: rows, costs: tables[rows.count] ?? [], reads: 0..<reads, levels: levels)
            return (tally: tally, writes: writeCosts(rows: rows, levels: levels))
        }
        return (results.map(\.tally), WriteCosts(results.map(\.writes)))
    }

    /// Reads of parts of the vectors of blocks of wordlines, and then the writes of the blocks.
    private func splitEvaluation(_ tables: [Int: [ReadPair]]) -> (reads: [RowBlockTally], writes: WriteCosts) {
        let evaluation = self.evaluation
        let levels = mapInParallel(grid.rowBlocks.count, threads: threads) { self.levels(grid.rowBlocks[$0]) }
        let reads = availableReads
        let items = grid.rowBlocks.indices.flatMap { block in
            stride(from: 0, to: reads, by: Self.readsPerItem).map { (block, $0..<min($0 + Self.readsPerItem, reads)) }
        }
        let partial = mapInParallel(items.count, threads: threads) { index in
            let (block, reads) = items[index]
            let rows = grid.rowBlocks[block]
            return evaluation.tally(
                rows: rows, costs: tables[rows.count] ?? [], reads: reads, levels: levels[block])
        }
        var sums: [RowBlockTally?] = Array(repeating: nil, count: grid.rowBlocks.count)
        for (item, tally) in zip(items, partial) {
            sums[item.0] = sums[item.0].map { $0 + tally } ?? tally
        }
        let writes = mapInParallel(grid.rowBlocks.count, threads: threads) { index in
            writeCosts(rows: grid.rowBlocks[index], levels: levels[index])
        }
        return (sums.compactMap(\.self), WriteCosts(writes))
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
    private struct WriteCosts {
        let update: [SubarrayUpdate]
        let programming: OperationCost

        init(update: [SubarrayUpdate], programming: OperationCost) {
            self.update = update
            self.programming = programming
        }

        /// Those of blocks of wordlines together.
        init(_ blocks: [WriteCosts]) {
            self.init(
                update: blocks.flatMap(\.update), programming: blocks.reduce(.zero) { $0 + $1.programming })
        }
    }

    /// The costs of writing a block of wordlines.
    private func writeCosts(rows: LayerGrid.Block, levels: [Int32]?) -> WriteCosts {
        let areShared = source.mapping.levelsAre(thoseOf: programmingSource.mapping)
        return WriteCosts(
            update: updateCosts(rows: rows, levels: levels),
            programming: programmingCost(rows: rows, levels: areShared ? levels : nil))
    }

    /// Cost of the weight update of the subarrays of a block of wordlines; zero without former weights.
    private func updateCosts(rows: LayerGrid.Block, levels: [Int32]?) -> [SubarrayUpdate] {
        guard model.inputs.configuration.estimatesTraining, let oldWeights = trace.oldWeights else {
            return grid.columnBlocks.map { _ in .none }
        }
        let reads = hasGradient ? PrecedingReads.transposed : .forward
        let writes = BlockWrites(source: source, rows: rows, blocks: grid.columnBlocks, levels: levels)
        return writes.statistics(of: trace.weights, from: oldWeights, model: model.update).map {
            model.update.update($0, after: reads)
        }
    }

    /// Cost of programming the subarrays of a block of wordlines once, one after the other.
    private func programmingCost(rows: LayerGrid.Block, levels: [Int32]?) -> OperationCost {
        let writes = BlockWrites(source: programmingSource, rows: rows, blocks: grid.columnBlocks, levels: levels)
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
