// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import InferenceKernels
import Models
import Parallelism
import Synchronization
import Workload

/// A matrix programmed into arrays.
public struct IMCMatrix: ProgrammedMatrix {
    let plan: LayerPlan
    let products: any ProductGroups
    /// The column that holds the offset of weights, where there is one.
    let reference: (any ProductGroups)?
    private let scales: ConstantArray<Double>
    let threads: Int

    /// Vectors that are worked on at a time, where there are enough for all threads.
    private static let block = 256
    /// The fewest that are worked on at a time.
    private static let leastBlock = 32

    /// Takes prepared groups.
    init(_ plan: LayerPlan, products: any ProductGroups, reference: (any ProductGroups)?, threads: Int) {
        self.plan = plan
        self.products = products
        self.reference = reference
        self.threads = threads
        scales = ConstantArray(plan.coding.digitScales)
    }

    /// The same matrix, whose products are shared out to other threads.
    public func sharedOut(to threads: Int) -> IMCMatrix {
        IMCMatrix(plan, products: products, reference: reference, threads: threads)
    }

    /// Conversions for each vector, those of rows that are off included [1].
    public var conversionsPerVector: Int { plan.conversionsPerVector }

    /// Conversions that the hardware makes for some vectors of this matrix [1]: rows that are read one by one are not read
    /// where their digit is 0.
    public func conversions(of inputs: [Int32]) -> Int {
        plan.array.conversions(of: inputs, rows: plan.layerRows, outputs: plan.sensedColumns)
    }

    /// Whether partial sums are whole numbers that are looked up in tables.
    var isTabulated: Bool { products.histogramShape != nil }

    /// The hardware's result for the products [vectors][columns]; see `ProgrammedMatrix`. Other groups of channels
    /// are off.
    public func multiply(_ inputs: [Int32], vectors: Int, firstVector: Int) -> [Double] {
        read(withOthersOff(inputs, vectors), vectors: vectors, firstVector: firstVector, recording: []).products
    }

    /// What the hardware takes for the products [vectors][columns] while other groups of channels are read as well.
    public func multiply(group: Int, of inputs: [[Int32]], vectors: Int, firstVector: Int) -> [Double] {
        read(rowInputs(group, of: inputs, vectors), vectors: vectors, firstVector: firstVector, recording: []).products
    }

    /// What the hardware takes for the products [columns][vectors] of inputs that are unfolded piece by piece.
    public func sums(group: Int, of inputs: LayerInputs, firstVector: Int) -> [Double] {
        readColumns(group: group, of: inputs, firstVector: firstVector, recording: []).reading.products
    }

    /// The inputs of all rows that are read together, of those of each group: [vectors][rows].
    func rowInputs(_ group: Int, of inputs: [[Int32]], _ vectors: Int) -> [Int32] {
        let pack = plan.readTogether
        return pack.count == 1
            ? inputs[group] : pack.sideBySide(inputs, vectors: vectors, rows: plan.layerRows.count)
    }

    /// The inputs of all rows that are read together, of which those of other groups are off: [vectors][rows].
    func withOthersOff(_ inputs: [Int32], _ vectors: Int) -> [Int32] {
        let pack = plan.readTogether
        return pack.count == 1 ? inputs : pack.withOthersOff(inputs, vectors: vectors, rows: plan.layerRows.count)
    }

    /// As `multiply`, with the share of partial sums beyond the converters' range.
    ///
    /// - Returns: products [vectors][columns], and how many partial sums were beyond the range, read noise not counted.
    public func multiplyCounting(
        _ inputs: [Int32], vectors: Int, firstVector: Int
    ) -> (products: [Double], conversions: Int, clipped: Int) {
        let reading = read(
            withOthersOff(inputs, vectors), vectors: vectors, firstVector: firstVector, recording: .clipped)
        return (reading.products, reading.conversions, Int(reading.clipped))
    }

    // MARK: Blocks of vectors

    /// Reads all rows that are read together, those of other groups included: [vectors][rows].
    func read(
        _ inputs: [Int32], vectors: Int, firstVector: Int, recording figures: RecordedFigures
    ) -> MatrixReading {
        precondition(inputs.count == vectors * plan.rows, "the inputs do not fill the vectors")
        if let run = countedRun(figures) {
            let rowInputs = LayerInputs(inputs, plan)
            if rowInputs.areBytes {
                var reading = run.read(rowInputs, group: 0, threads: threads).reading
                reading.products = transposed(reading.products, rows: plan.columns)
                return reading
            }
        }
        let columns = plan.columns
        var reading = MatrixReading(products: [Double](repeating: 0, count: vectors * columns))
        reading.conversions = vectors * plan.conversionsPerVector
        let total = reading.conversions
        let isWhole = products.histogramShape != nil
        if figures.contains(.codes) { reading.codes = [Int32](repeating: 0, count: total) }
        if !isWhole, figures.contains(.partialSums) || figures.contains(.codes) {
            reading.partialSums = [Double](repeating: 0, count: total)
        }
        let blocks = pieces(of: vectors, size: min(Self.block, max(Self.leastBlock, vectors / (8 * threads))))
        let tally = Tally(histogramCount: figures.contains(.partialSums) ? products.histogramShape?.count ?? 0 : 0)
        reading.products.withUnsafeMutableBufferPointer { buffer in
            reading.codes.withUnsafeMutableBufferPointer { codes in
                reading.partialSums.withUnsafeMutableBufferPointer { sums in
                    let run = BlockRun(
                        inputs: inputs, products: SharedBuffer(buffer), codes: SharedBuffer(codes),
                        partialSums: SharedBuffer(sums), vectors: vectors, firstVector: firstVector, figures: figures)
                    forEachInParallel(blocks.count, threads: threads) { index in
                        compute(blocks[index], run, tally)
                    }
                }
            }
        }
        reading.clipped = tally.clipped
        if figures.contains(.partialSums) { reading.histogram = histogram(reading, tally) }
        return reading
    }

    private func histogram(_ reading: MatrixReading, _ tally: Tally) -> PartialSumHistogram {
        if let shape = products.histogramShape {
            return PartialSumHistogram(binWidth: 1).adding(occurrences: tally.histogram, first: shape.first)
        }
        return PartialSumHistogram(binWidth: max(0.0625, Double(plan.fullScale) / 65536)).adding(
            sums: reading.partialSums)
    }

    /// All groups of a block of vectors.
    private func compute(_ block: Range<Int>, _ run: BlockRun, _ tally: Tally) {
        let coding = plan.coding.structure(scales)
        guard let products = run.products.base.map({ $0 + block.lowerBound * plan.columns }) else { return }
        var referenceSums = [Double](repeating: 0, count: block.count)
        var clipped: UInt64 = 0
        var histogram = [UInt64](repeating: 0, count: tally.histogramCount)
        let perGroup = plan.coding.steps * plan.lanes * plan.columns * run.vectors
        let largest = plan.groups.map { wordCount($0.rows.count) }.max() ?? 0
        var planes = [UInt64](repeating: 0, count: block.count * plan.coding.planes * largest)
        for (index, group) in plan.groups.enumerated() {
            pack(group, run.inputs, block, coding, &planes)
            withUnsafeMutablePointer(to: &clipped) { clipped in
                histogram.withUnsafeMutableBufferPointer { histogram in
                    let place = index * perGroup + block.lowerBound * plan.columns
                    let record = tk_imc_record(
                        clipped: run.figures.contains(.clipped) ? clipped : nil,
                        codes: run.codes.count > 0 ? run.codes.base.map { $0 + place } : nil,
                        histogram: histogram.isEmpty ? nil : histogram.baseAddress,
                        partial_sums: run.partialSums.count > 0 ? run.partialSums.base.map { $0 + place } : nil,
                        code_vectors: run.vectors)
                    withUnsafePointer(to: record) { record in
                        self.products.add(
                            index, coding, planes: planes, vectors: block.count,
                            firstVector: run.firstVector + block.lowerBound, to: products,
                            record: run.figures.isEmpty ? nil : record)
                    }
                }
            }
            reference?.add(
                index, coding, planes: planes, vectors: block.count, firstVector: run.firstVector + block.lowerBound,
                to: &referenceSums, record: nil)
        }
        finish(block, run.inputs, referenceSums, products)
        tally.add(clipped: clipped, histogram: histogram)
    }

    private func pack(
        _ group: ReadGroup, _ inputs: [Int32], _ block: Range<Int>, _ coding: tk_imc_coding, _ planes: inout [UInt64]
    ) {
        inputs.withUnsafeBufferPointer { inputs in
            guard let base = inputs.baseAddress else { return }
            withUnsafePointer(to: coding) {
                tk_imc_pack(
                    $0, base + block.lowerBound * plan.rows, block.count, plan.rows, group.rows.start,
                    group.rows.stride, group.rows.count, wordCount(group.rows.count), &planes)
            }
        }
    }

    /// From sums of codes to products.
    private func finish(
        _ block: Range<Int>, _ inputs: [Int32], _ referenceSums: [Double], _ products: UnsafeMutablePointer<Double>
    ) {
        let scale = ProductScale(plan, hasReference: reference != nil)
        for (place, vector) in block.enumerated() {
            let start = vector * plan.rows
            let all = scale.needsAllInputs ? sum(inputs[start..<start + plan.rows]) : 0
            let own = start + plan.ownRows.lowerBound..<start + plan.ownRows.upperBound
            let ownInputs = scale.needsOwnInputs ? sum(inputs[own]) : 0
            for column in place * plan.columns..<(place + 1) * plan.columns {
                products[column] = scale.product(
                    products[column], referenceSums[place], allInputs: all, ownInputs: ownInputs)
            }
        }
    }

    private func sum(_ inputs: ArraySlice<Int32>) -> Double { Double(inputs.reduce(0) { $0 + Int($1) }) }
}

/// The data that blocks of one call share.
private struct BlockRun: Sendable {
    let inputs: [Int32]
    let products: SharedBuffer<Double>
    let codes: SharedBuffer<Int32>
    let partialSums: SharedBuffer<Double>
    let vectors: Int
    let firstVector: Int
    let figures: RecordedFigures
}

/// Counts over all blocks; whole numbers, so that their order does not matter.
private final class Tally: Sendable {
    let histogramCount: Int
    private let counts: Mutex<(clipped: UInt64, histogram: [UInt64])>

    init(histogramCount: Int) {
        self.histogramCount = histogramCount
        counts = Mutex((0, [UInt64](repeating: 0, count: histogramCount)))
    }

    var clipped: UInt64 { counts.withLock { $0.clipped } }
    var histogram: [UInt64] { counts.withLock { $0.histogram } }

    func add(clipped: UInt64, histogram: [UInt64]) {
        counts.withLock { counts in
            counts.clipped += clipped
            for (index, count) in histogram.enumerated() where count > 0 { counts.histogram[index] += count }
        }
    }
}
