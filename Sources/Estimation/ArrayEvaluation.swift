import Architecture
import CBLASShim
import Configuration
import Kernels
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
/// Column conductances of many input vectors at once are one matrix product; what depends on the number of active
/// wordlines alone is a table.
struct ArrayEvaluation: Sendable {
    let model: ArrayModel
    let source: LayerMatrixSource
    let grid: LayerGrid
    let weights: WeightMatrix
    let bits: InputBits
    let hasGradient: Bool

    /// Vectors that go through a matrix product together: block of inputs and results stay in a core's cache.
    static let productReads = 256

    private var columnBlocks: [LayerGrid.Block] { grid.columnBlocks }
    private var packs: Int { source.matrix.packing?.packs ?? 1 }

    /// Sums over `reads` of the block of wordlines.
    ///
    /// - Parameters:
    ///   - rows: The wordlines.
    ///   - costs: Cost of a read for each number of active wordlines.
    ///   - reads: Input bit vectors.
    func tally(rows: LayerGrid.Block, costs: [ReadPair], reads: Range<Int>) -> RowBlockTally {
        let counts = (0..<packs).map { source.activeRows(bits, rows: rows, reads: reads, pack: $0) }
        let histograms = counts.map { perRead in
            var histogram = [Int](repeating: 0, count: rows.count + 1)
            for count in perRead { histogram[Int(count)] += 1 }
            return histogram
        }
        let conversions: [RowBlockTally.ConversionTally]
        if model.dependsOnWeights {
            conversions = evaluateProducts(rows: rows, costs: costs, reads: reads, counts: counts)
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
            let conductance = model.sramConductance(activeRows: active)
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
        rows: LayerGrid.Block, costs: [ReadPair], reads: Range<Int>, counts: [[Int32]]
    ) -> [RowBlockTally.ConversionTally] {
        let conductances = columnConductances(rows: rows)
        let widest = columnBlocks.map(\.count).max() ?? 0
        let chunk = min(ArrayEvaluation.productReads, reads.count)
        var tallies = [RowBlockTally.ConversionTally](repeating: .init(), count: columnBlocks.count)
        let buffers = ProductBuffers(rows: rows.count, reads: chunk, columns: widest)
        defer { buffers.deallocate() }
        for start in stride(from: reads.lowerBound, to: reads.upperBound, by: chunk) {
            let part = start..<min(start + chunk, reads.upperBound)
            var expandedPack: Int?
            for (index, block) in columnBlocks.enumerated() {
                let pack = source.pack(ofColumn: block.first)
                if expandedPack != pack {
                    source.expandInputs(bits, rows: rows, reads: part, pack: pack, into: buffers.inputs(part.count))
                    expandedPack = pack
                }
                multiply(conductances, block: block, rows: rows.count, reads: part.count, buffers: buffers)
                let first = part.lowerBound - reads.lowerBound
                let active = counts[pack][first..<first + part.count]
                if !model.inputs.configuration.operationMode.isParallel {
                    divideByActive(active, columns: block.count, buffers: buffers)
                }
                let sum = convert(active: active, columns: block.count, costs: costs, buffers: buffers)
                tallies[index] = tallies[index] + sum
            }
        }
        return tallies
    }

    /// Effective conductances of the block's cells with their wires: blocks of columns one after the other, each
    /// [rows][columns of the block].
    private func columnConductances(rows: LayerGrid.Block) -> [Double] {
        let cells = source.conductances(weights, rows: rows).map { 1 / $0 }
        let width = source.matrix.columns
        let inputs = model.inputs
        return [Double](unsafeUninitializedCapacity: rows.count * width) { buffer, count in
            cells.withUnsafeBufferPointer { cells in
                for block in columnBlocks {
                    guard let from = cells.baseAddress, let to = buffer.baseAddress else { continue }
                    tk_effective_conductances(
                        from + block.first, rows.count, block.count, width, inputs.rowWireResistancePerCell,
                        inputs.columnWireResistancePerCell, model.seriesResistance,
                        to + block.first * rows.count, block.count)
                }
            }
            count = rows.count * width
        }
    }

    /// Column conductances of each vector: inputs transposed times cells.
    private func multiply(
        _ conductances: [Double], block: LayerGrid.Block, rows: Int, reads: Int, buffers: ProductBuffers
    ) {
        conductances.withUnsafeBufferPointer { cells in
            guard let base = cells.baseAddress else { return }
            cblas_dgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, Int32(reads), Int32(block.count), Int32(rows), 1,
                buffers.inputBase, Int32(reads), base + block.first * rows, Int32(block.count), 0,
                buffers.productBase, Int32(block.count))
        }
    }

    /// Row-by-row read-out senses one cell at a time: the mean conductance of the active ones.
    private func divideByActive(_ active: ArraySlice<Int32>, columns: Int, buffers: ProductBuffers) {
        active.withUnsafeBufferPointer {
            tk_divide_rows(buffers.productBase, $0.count, columns, columns, $0.baseAddress)
        }
    }

    private func convert(
        active: ArraySlice<Int32>, columns: Int, costs: [ReadPair], buffers: ProductBuffers
    ) -> RowBlockTally.ConversionTally {
        var tally = RowBlockTally.ConversionTally()
        let products = buffers.products(active.count * columns)
        let latencies = buffers.latencies(active.count)
        let energies = buffers.energies(active.count)
        if model.forwardConversion.isActive {
            model.forwardConversion.evaluate(products, columns: columns, latencies: latencies, energies: energies)
            for (vector, count) in active.enumerated() {
                let cost = costs[Int(count)].forward
                tally.latency += latencies[vector] * cost.conversionLatencyFactor
                tally.energy += energies[vector] * cost.conversionEnergyFactor
            }
        }
        if hasGradient, let converter = model.transposedConversion, converter.isActive {
            if !model.sharesConversions {
                converter.evaluate(products, columns: columns, latencies: latencies, energies: energies)
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

/// Scratch memory of matrix products.
private struct ProductBuffers {
    private let rows: Int
    private let input: UnsafeMutableBufferPointer<Double>
    private let product: UnsafeMutableBufferPointer<Double>
    private let latency: UnsafeMutableBufferPointer<Double>
    private let energy: UnsafeMutableBufferPointer<Double>

    init(rows: Int, reads: Int, columns: Int) {
        self.rows = rows
        input = .allocate(capacity: max(1, rows * reads))
        product = .allocate(capacity: max(1, reads * columns))
        latency = .allocate(capacity: max(1, reads))
        energy = .allocate(capacity: max(1, reads))
        input.initialize(repeating: 0)
        product.initialize(repeating: 0)
        latency.initialize(repeating: 0)
        energy.initialize(repeating: 0)
    }

    func deallocate() {
        input.deallocate()
        product.deallocate()
        latency.deallocate()
        energy.deallocate()
    }

    var inputBase: UnsafeMutablePointer<Double>? { input.baseAddress }
    var productBase: UnsafeMutablePointer<Double>? { product.baseAddress }

    func inputs(_ reads: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: input[0..<rows * reads])
    }
    func products(_ count: Int) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(rebasing: product[0..<count])
    }
    func latencies(_ reads: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: latency[0..<reads])
    }
    func energies(_ reads: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: energy[0..<reads])
    }
}
