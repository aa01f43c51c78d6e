// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Models
import Parallelism
import Synchronization

extension IMCMatrix {
    /// Vectors of inputs that are unfolded at a time where partial sums cannot be counted by blocks.
    private static let piece = 1024

    /// Reads the inputs of a group of channels: products [columns][vectors].
    func readColumns(
        group: Int, of inputs: LayerInputs, firstVector: Int, recording figures: RecordedFigures
    ) -> MatrixReading {
        if inputs.areBytes, let run = countedRun(figures) { return run.read(inputs, group: group, threads: threads) }
        let count = inputs.vectors
        var whole = MatrixReading(products: [Double](repeating: 0, count: count * plan.columns))
        whole.conversions = count * plan.conversionsPerVector
        let others = plan.readTogether.count > 1 ? (0..<inputs.groups).map { inputs.vectors(group: $0) } : []
        for range in pieces(of: count, size: others.isEmpty ? Self.piece : max(1, count)) {
            let rowInputs = others.isEmpty ? inputs.vectors(group: group, in: range) : rowInputs(group, of: others, count)
            let part = read(
                rowInputs, vectors: range.count, firstVector: firstVector + range.lowerBound, recording: figures)
            whole.clipped += part.clipped
            for (place, product) in part.products.enumerated() {
                let (vector, column) = place.quotientAndRemainder(dividingBy: plan.columns)
                whole.products[column * count + range.lowerBound + vector] = product
            }
        }
        return whole
    }

    /// How the matrix counts partial sums by blocks, where it can and the figures allow it.
    func countedRun(_ figures: RecordedFigures) -> CountedRun? {
        guard figures.subtracting(.clipped).isEmpty, plan.readTogether.count == 1, let products = products.counted,
            figures.isEmpty || products.knowsClipped
        else { return nil }
        guard let reference else { return CountedRun(plan: plan, products: products, reference: nil, figures: figures) }
        guard let column = reference.counted else { return nil }
        return CountedRun(plan: plan, products: products, reference: column, figures: figures)
    }
}

extension LayerInputs {
    /// The vectors of a matrix on some hardware, [vectors][rows].
    init(_ inputs: [Int32], _ plan: LayerPlan) {
        let coding = plan.coding
        self.init(
            inputs, rows: plan.rows, bits: coding.isBipolar ? coding.bits + 1 : coding.bits,
            isSigned: coding.isBipolar || (coding.scales.last ?? 1) < 0)
    }
}

/// Products of a matrix whose partial sums are counted by blocks of 64 vectors.
struct CountedRun: Sendable {
    let plan: LayerPlan
    let products: CountedBlocks
    /// The column that holds the offset of weights, where there is one.
    let reference: CountedBlocks?
    let figures: RecordedFigures

    /// Reads the inputs of a group of channels: products [columns][vectors].
    func read(_ inputs: LayerInputs, group: Int, threads: Int) -> MatrixReading {
        let vectors = inputs.vectors
        let clipped = Atomic<UInt64>(0)
        let scale = ProductScale(plan, hasReference: reference != nil)
        let products = [Double](unsafeUninitializedCapacity: vectors * plan.columns) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            let blocks = pieces(of: vectors, size: LayerInputs.blockSize)
            forEachInParallel(blocks.count, threads: threads) { index in
                guard let base = shared.base else { return }
                let beyond = compute(inputs, group, blocks[index], scale, base + blocks[index].lowerBound)
                clipped.add(beyond, ordering: .relaxed)
            }
            initialized = vectors * plan.columns
        }
        var reading = MatrixReading(products: products)
        reading.conversions = vectors * plan.conversionsPerVector
        reading.clipped = clipped.load(ordering: .relaxed)
        return reading
    }

    /// Products of a block; returns how many partial sums are beyond the range.
    private func compute(
        _ inputs: LayerInputs, _ group: Int, _ block: Range<Int>, _ scale: ProductScale,
        _ result: UnsafeMutablePointer<Double>
    ) -> UInt64 {
        let (clipped, totals) = products.add(
            inputs, group: group, first: block.lowerBound, count: block.count, counts: !figures.isEmpty, into: result,
            stride: inputs.vectors)
        var references = [Double](repeating: 0, count: block.count)
        if let reference {
            references.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                _ = reference.add(
                    inputs, group: group, first: block.lowerBound, count: block.count, counts: false, into: base,
                    stride: block.count)
            }
        }
        for column in 0..<plan.columns {
            let sums = result + column * inputs.vectors
            for vector in 0..<block.count {
                let total = Double(totals[vector])
                sums[vector] = scale.product(sums[vector], references[vector], allInputs: total, ownInputs: total)
            }
        }
        return clipped
    }
}
