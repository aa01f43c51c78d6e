// SPDX-License-Identifier: Apache-2.0

import CellArrays
import InferenceKernels
import Models
import Parallelism
import Synchronization

/// Products of a matrix whose partial sums are counted by blocks of 64 vectors.
struct CountedRun: Sendable {
    let plan: LayerPlan
    let products: CountedBlocks
    /// The column that holds the offset of weights, where there is one.
    let reference: CountedBlocks?
    let figures: RecordedFigures

    /// Blocks that a thread takes at a time.
    private static let blocksOfPiece = 4

    /// Reads the inputs of a group of channels.
    ///
    /// - Returns: products [columns][vectors], and for each block of vectors whether they are those of exact arithmetic.
    func read(_ inputs: LayerInputs, group: Int, threads: Int) -> (reading: MatrixReading, isExact: [Bool]) {
        let vectors = inputs.vectors
        let clipped = Atomic<UInt64>(0)
        let blocks = pieces(of: vectors, size: LayerInputs.blockSize)
        let size = threads > 1 ? max(1, min(Self.blocksOfPiece, blocks.count / (2 * threads))) : blocks.count
        let parts = pieces(of: blocks.count, size: max(1, size))
        var isExact = [Bool](repeating: false, count: blocks.count)
        let products = [Double](unsafeUninitializedCapacity: vectors * plan.columns) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            isExact.withUnsafeMutableBufferPointer { flags in
                let flags = SharedBuffer(flags)
                forEachInParallel(parts.count, threads: threads) { part in
                    guard let base = shared.base else { return }
                    let beyond = compute(inputs, group, parts[part], blocks, base, flags)
                    clipped.add(beyond, ordering: .relaxed)
                }
            }
            initialized = vectors * plan.columns
        }
        var reading = MatrixReading(products: products)
        reading.conversions = vectors * plan.conversionsPerVector
        reading.clipped = clipped.load(ordering: .relaxed)
        return (reading, isExact)
    }

    /// Products of some blocks; returns how many partial sums are beyond the range.
    private func compute(
        _ inputs: LayerInputs, _ group: Int, _ part: Range<Int>, _ blocks: [Range<Int>],
        _ result: UnsafeMutablePointer<Double>, _ isExact: SharedBuffer<Bool>
    ) -> UInt64 {
        let scale = ProductScale(plan, hasReference: reference != nil)
        let isIdeal = reference == nil && scale.isExact && products.startsAtZero
        let block = CountedBlock(columns: plan.columns, needsTotals: scale.needsAllInputs || scale.needsOwnInputs)
        let references = Scratch<Double>(LayerInputs.blockSize)
        let totals = Scratch<Double>(LayerInputs.blockSize)
        let column = reference.map { _ in CountedBlock(columns: 1, needsTotals: false) }
        var clipped: UInt64 = 0
        for index in part {
            let vectors = blocks[index]
            let target = result + vectors.lowerBound
            products.compute(
                inputs, group: group, vectors: vectors, counts: !figures.isEmpty, in: block, into: target,
                stride: inputs.vectors)
            clipped += block.clipped
            if let reference, let column {
                reference.compute(
                    inputs, group: group, vectors: vectors, counts: false, in: column, into: references.pointer,
                    stride: vectors.count)
            }
            for vector in vectors.indices {
                let place = vector - vectors.lowerBound
                totals.pointer[place] = Double(block.totals.pointer[place])
            }
            isExact[index] = isIdeal && block.isExact
            guard !scale.isIdentity || reference != nil else { continue }
            withUnsafePointer(to: scale.structure) { scale in
                for column in 0..<plan.columns {
                    tk_imc_scale_column(
                        scale, references.pointer, totals.pointer, totals.pointer, vectors.count,
                        target + column * inputs.vectors)
                }
            }
        }
        return clipped
    }
}
