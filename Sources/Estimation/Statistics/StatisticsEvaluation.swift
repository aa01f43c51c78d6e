// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Circuits
import Architecture
import Configuration
import Counting
import Workload

/// Evaluates the subarrays of layers over averages. What subarrays, bits or layers have in common is computed once.
struct StatisticsEvaluation {
    let model: StatisticsModel
    private var forwardResponse: ColumnResponse
    private var transposedResponse: ColumnResponse
    private var layers: [LayerAverages] = []
    private var distributions: [DistributionKey: ActiveRowDistribution] = [:]
    private var reads: [ReadKey: [ReadPair?]] = [:]
    private var conversions: [ConversionKey: [ConversionPair?]] = [:]
    private var cells: [CellsKey: [StoredCells]] = [:]
    private var writes: [WriteKey: (update: SubarrayUpdate, programming: OperationCost)] = [:]
    /// The mean of the largest of so many standard normal numbers [1].
    private var largest: [Int: Double] = [:]

    /// Wordlines that are driven, and with which bit.
    private struct DistributionKey: Hashable {
        let rows: Int
        let bit: BitStatistics
    }

    /// Wordlines of a subarray, and whether errors go back through it.
    private struct ReadKey: Hashable {
        let rows: Int
        let hasGradient: Bool
    }

    /// Which weights a subarray holds, and what tells the inputs of a bit from those of another.
    private struct ConversionKey: Hashable {
        let weights: Int
        let kind: BlockKind
        let density: Double
        let hasGradient: Bool
    }

    /// Which weights, and what else their cells at work depend on.
    private struct CellsKey: Hashable {
        let weights: Int
        let density: Double
        let groups: Int
    }

    /// Which weights a subarray holds, and whether errors go back through it.
    private struct WriteKey: Hashable {
        let weights: Int
        let kind: BlockKind
        let hasGradient: Bool
    }

    /// Conversions of a forward read and of the backward read that belongs to it.
    private struct ConversionPair {
        let forward: ExpectedConversion
        let transposed: ExpectedConversion?
    }

    init(_ model: StatisticsModel) {
        self.model = model
        forwardResponse = ColumnResponse(model.subarray.readADC)
        transposedResponse = ColumnResponse(model.ownTransposedADC)
    }

    private var inputs: DesignInputs { model.inputs }

    /// Costs of the subarrays of a layer, whose row drivers have a `history` of the layers before.
    mutating func tallies(
        _ statistics: LayerStatistics, grid: LayerGrid, matrix: LayerMatrix, hasGradient: Bool,
        after history: any SelectionHistory
    ) -> LayerTallies {
        let averages = averages(statistics)
        let (distinct, order) = BlockKind.kinds(of: grid, matrix: matrix, columnsPerWeight: inputs.columnsPerWeight)
        var kinds: [KindCost] = []
        for kind in distinct {
            kinds.append(cost(kind, layers[averages], statistics, vectors: matrix.vectors, hasGradient: hasGradient))
        }
        let costs = delayed(kinds, order: order, columns: grid.columnBlocks.count)
        let written = updated(
            costs, kinds, order: order, grid: grid, reads: matrix.vectors * inputs.activationBits, after: history)
        return LayerTallies(
            grid: grid, distinct: written.distinct, kinds: written.order,
            programming: order.reduce(.zero) { $0 + kinds[$1].programming },
            conversions: order.reduce(0) { $0 + kinds[$1].conversions }, history: written.history,
            updateNeverEnds: written.neverEnds)
    }

    /// Costs of reads with those of the weight update: by kind, or one for each subarray where the time of an update
    /// depends on those before it.
    private func updated(
        _ costs: [BlockCost], _ kinds: [KindCost], order: [Int], grid: LayerGrid, reads: Int,
        after history: any SelectionHistory
    ) -> (distinct: [BlockCost], order: [Int], history: any SelectionHistory, neverEnds: Bool) {
        func cost(_ kind: Int, _ update: OperationCost) -> BlockCost {
            var cost = costs[kind]
            cost.update = update
            return cost
        }
        guard kinds.contains(where: { $0.update.selections != nil }) else {
            return (kinds.indices.map { cost($0, kinds[$0].update.cost) }, order, history, false)
        }
        let settled = grid.settled(order.map { kinds[$0].update }, reads: reads, after: history)
        return (
            zip(order, settled.costs).map(cost), Array(order.indices), settled.history, settled.neverEnds
        )
    }

    /// The average cost of one kind of subarray.
    private struct KindCost {
        let reads: BlockCost
        let scatter: SlowestBlock
        let conversions: Double
        let update: SubarrayUpdate
        let programming: OperationCost
    }

    private mutating func cost(
        _ kind: BlockKind, _ averages: LayerAverages, _ statistics: LayerStatistics, vectors: Int, hasGradient: Bool
    ) -> KindCost {
        let reads = readCost(
            kind, averages, bits: statistics.activations, vectors: vectors, hasGradient: hasGradient)
        let written = writes(kind, averages, hasGradient: hasGradient)
        return KindCost(
            reads: reads.cost, scatter: reads.scatter, conversions: reads.conversions, update: written.update,
            programming: written.programming)
    }

    /// The weight update of a subarray, and its programming.
    private mutating func writes(
        _ kind: BlockKind, _ averages: LayerAverages, hasGradient: Bool
    ) -> (update: SubarrayUpdate, programming: OperationCost) {
        let key = WriteKey(weights: averages.id, kind: kind, hasGradient: hasGradient)
        if let found = writes[key] { return found }
        let result = (
            averages.update(kind, model: model, hasGradient: hasGradient), averages.programming(kind, model: model)
        )
        writes[key] = result
        return result
    }

    /// Costs of reads by kind, with latencies such that the slowest subarray is as slow as it is in the mean.
    /// Subarrays of the same wordlines have the same inputs: the first one of each row speaks for it.
    private mutating func delayed(_ kinds: [KindCost], order: [Int], columns: Int) -> [BlockCost] {
        var counts = [Int](repeating: 0, count: kinds.count)
        for index in stride(from: 0, to: order.count, by: max(1, columns)) { counts[order[index]] += 1 }
        let blocks = kinds.indices.filter { counts[$0] > 0 }.map { index in
            (cost: kinds[index].reads, scatter: kinds[index].scatter, count: counts[index])
        }
        let delays = SlowestBlock.delays(blocks) { largest(of: $0) }
        let counting = inputs.counting
        return kinds.map { $0.scatter.delayed($0.reads, by: delays, counting: counting) }
    }

    private mutating func largest(of count: Int) -> Double {
        if let found = largest[count] { return found }
        let result = SlowestBlock.largest(of: count)
        largest[count] = result
        return result
    }

    /// Averages over the weights of a layer; layers with the same weights share them.
    private mutating func averages(_ statistics: LayerStatistics) -> Int {
        if let found = layers.firstIndex(where: {
            $0.weights == statistics.weights && $0.changes == statistics.changes
        }) {
            return found
        }
        layers.append(LayerAverages(statistics, id: layers.count, model: model))
        return layers.count - 1
    }

    // MARK: Reads

    /// Cost of all reads of a subarray for one image, how much its time scatters, and how often columns are digitized.
    private mutating func readCost(
        _ kind: BlockKind, _ averages: LayerAverages, bits: [BitStatistics], vectors: Int, hasGradient: Bool
    ) -> (cost: BlockCost, scatter: SlowestBlock, conversions: Double) {
        var forward = ReadSum()
        var gradient = ReadSum()
        var sum = RowBlockTally.ConversionTally()
        var first: ReadPair?
        var slowest = SlowestBlock()
        var digitizations = 0.0
        let counted = BitCount.counted(bits).map { ($0.bit, $0.count, distribution(kind.drivenRows, $0.bit)) }
        prepareConversions(kind, averages, for: counted.map(\.2), hasGradient: hasGradient)
        for (bit, count, distribution) in counted {
            let active = distribution.first..<distribution.first + distribution.shares.count
            let pairs = readPairs(active, rows: kind.rows, hasGradient: hasGradient)
            let converted = conversionPairs(active, kind, averages, bit: bit, hasGradient: hasGradient)
            for (index, share) in distribution.shares.enumerated() {
                let times = share * Double(vectors * count)
                guard let read = pairs[active.lowerBound + index] else { continue }
                let conversion = converted.pair(active.lowerBound + index)
                forward.add(read.forward, times: times)
                digitizations += times * read.forward.digitizations
                slowest.add(
                    read, conversion: conversion.forward, transposed: conversion.transposed, share: share)
                sum.latency += times * conversion.forward.latency * read.forward.conversionLatencyFactor
                sum.energy += times * conversion.forward.energy * read.forward.conversionEnergyFactor
                if let transposed = read.transposed {
                    gradient.add(transposed, times: times)
                    let back = conversion.transposed
                    sum.transposedLatency += times * (back?.latency ?? 0) * transposed.conversionLatencyFactor
                    sum.transposedEnergy += times * (back?.energy ?? 0) * transposed.conversionEnergyFactor
                }
            }
            slowest.endBit(reads: Double(vectors * count))
            first = first ?? pairs[active.lowerBound]
        }
        if let kind = first {
            forward.addConversions(latency: sum.latency, energy: sum.energy, of: kind.forward)
            if let transposed = kind.transposed {
                gradient.addConversions(latency: sum.transposedLatency, energy: sum.transposedEnergy, of: transposed)
            }
        }
        return (BlockCost(forward: forward, gradient: gradient), slowest, digitizations * Double(kind.convertedColumns))
    }

    private mutating func distribution(_ rows: Int, _ bit: BitStatistics) -> ActiveRowDistribution {
        let key = DistributionKey(rows: rows, bit: bit)
        if let found = distributions[key] { return found }
        let result =
            inputs.rowsPerWeight == 2
            ? ActiveRowDistribution(pairedRows: rows, bit: bit) : ActiveRowDistribution(rows: rows, bit: bit)
        distributions[key] = result
        return result
    }

    /// Reads by number of active wordlines; those of a range are there.
    private mutating func readPairs(_ active: Range<Int>, rows: Int, hasGradient: Bool) -> [ReadPair?] {
        let key = ReadKey(rows: rows, hasGradient: hasGradient)
        var known = reads.removeValue(forKey: key) ?? Array(repeating: nil, count: rows + 1)
        for count in active where known[count] == nil {
            known[count] = model.subarray.reads(active: count, rows: rows, hasGradient: hasGradient)
        }
        reads[key] = known
        return known
    }

    // MARK: Conversions

    /// Computes the conversions of the reads of all bits at once, if bits do not have separate columns.
    private mutating func prepareConversions(
        _ kind: BlockKind, _ averages: LayerAverages, for distributions: [ActiveRowDistribution], hasGradient: Bool
    ) {
        // Bits that are always 0, the sign above all, must not stretch the range.
        let distributions = distributions.filter { $0.shares.count > 1 }
        guard inputs.rowsPerWeight == 1, model.dependsOnWeights, distributions.count > 1 else { return }
        let first = distributions.reduce(kind.rows) { min($0, $1.first) }
        let end = distributions.reduce(0) { max($0, $1.first + $1.shares.count) }
        _ = conversionPairs(
            first..<end, kind, averages, bit: BitStatistics(density: 0), hasGradient: hasGradient)
    }

    /// Conversions by number of active wordlines; those of a range are there.
    private mutating func conversionPairs(
        _ active: Range<Int>, _ kind: BlockKind, _ averages: LayerAverages, bit: BitStatistics, hasGradient: Bool
    ) -> KnownConversions {
        let usesDensity = inputs.rowsPerWeight == 2
        let key = ConversionKey(
            weights: averages.id, kind: kind, density: usesDensity ? bit.density : 0,
            hasGradient: hasGradient && !model.sharesConversions)
        var known = conversions.removeValue(forKey: key) ?? Array(repeating: nil, count: kind.rows + 1)
        if active.contains(where: { known[$0] == nil }) {
            if model.dependsOnWeights {
                average(active, kind, averages, density: key.density, hasGradient: key.hasGradient, into: &known)
            } else {
                for count in active where known[count] == nil {
                    known[count] = evenConversions(count, columns: kind.convertedColumns, hasGradient: hasGradient)
                }
            }
        }
        conversions[key] = known
        return KnownConversions(known: known, backLikeForward: model.sharesConversions && hasGradient)
    }

    /// Conversions by number of active wordlines.
    private struct KnownConversions {
        let known: [ConversionPair?]
        /// Whether backward conversions are those of the forward read.
        let backLikeForward: Bool

        func pair(_ count: Int) -> ConversionPair {
            let pair = known[count] ?? ConversionPair(forward: .none, transposed: nil)
            return backLikeForward ? ConversionPair(forward: pair.forward, transposed: pair.forward) : pair
        }
    }

    /// The cells of each position of a weight.
    private mutating func storedCells(_ averages: LayerAverages, density: Double, groups: Int) -> [StoredCells] {
        let key = CellsKey(weights: averages.id, density: density, groups: groups)
        if let found = cells[key] { return found }
        let result = model.storedCells(
            averages.weights, conductances: averages.conductances, density: density, groups: groups)
        cells[key] = result
        return result
    }

    private mutating func average(
        _ active: Range<Int>, _ kind: BlockKind, _ averages: LayerAverages, density: Double, hasGradient: Bool,
        into known: inout [ConversionPair?]
    ) {
        let stored = storedCells(averages, density: density, groups: kind.groups)
        let columns = model.columnKinds(kind, stored: stored)
        let sensesMean = inputs.array.reads.isRowByRow
        var forward = ConversionAverage(kinds: columns, sensesMean: sensesMean)
        var transposed = forward
        for count in active where known[count] == nil {
            let there =
                forwardResponse.isActive
                ? forward.conversion(active: count, response: &forwardResponse) : .none
            var back: ExpectedConversion?
            if hasGradient, transposedResponse.isActive {
                back = transposed.conversion(active: count, response: &transposedResponse)
            }
            known[count] = ConversionPair(forward: there, transposed: back)
        }
    }

    /// Conversions of columns that all carry the same current.
    private func evenConversions(_ active: Int, columns: Int, hasGradient: Bool) -> ConversionPair {
        let conductance = inputs.evenConductance(activeRows: active)
        return ConversionPair(
            forward: forwardResponse.conversion(conductance: conductance, columns: columns),
            transposed: hasGradient
                ? transposedResponse.conversion(conductance: conductance, columns: columns) : nil)
    }
}

extension ColumnResponse {
    /// A conversion of columns of equal conductance [S].
    func conversion(conductance: Double, columns: Int) -> ExpectedConversion {
        guard isActive else { return .none }
        let column = response(conductance: conductance)
        let load = column.load * Double(columns)
        return ExpectedConversion(latency: column.latency, energy: endsEachColumn ? load : load * column.latency)
    }
}

extension ExpectedConversion {
    /// No converter is at work.
    static let none = ExpectedConversion(latency: 0, energy: 0)
}

/// Bits of an activation that are alike.
private enum BitCount {
    /// Each kind of bit with how many there are.
    static func counted(_ bits: [BitStatistics]) -> [(bit: BitStatistics, count: Int)] {
        var result: [(bit: BitStatistics, count: Int)] = []
        for bit in bits {
            if let index = result.firstIndex(where: { $0.bit == bit }) {
                result[index].count += 1
            } else {
                result.append((bit, 1))
            }
        }
        return result
    }
}
