// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Models
import Parallelism

extension IMCMatrix {
    /// Vectors of inputs that are unfolded at a time where partial sums cannot be counted by blocks.
    private static let piece = 1024

    /// Whether cells stand for the weights of a layer one by one.
    func holds(_ layer: MatrixLayer) -> Bool { plan.weights == layer.weights }

    /// Reads the inputs of a group of channels.
    ///
    /// - Returns: products [columns][vectors], and for each block of vectors whether they are surely those of exact arithmetic with
    ///   the weights of the plan.
    func readColumns(
        group: Int, of inputs: LayerInputs, firstVector: Int, recording figures: RecordedFigures
    ) -> (reading: MatrixReading, isExact: [Bool]) {
        if inputs.areBytes, let run = countedRun(figures) { return run.read(inputs, group: group, threads: threads) }
        let count = inputs.vectors
        var whole = MatrixReading(products: [Double](repeating: 0, count: count * plan.columns))
        whole.conversions = count * plan.conversionsPerVector
        let others = plan.readTogether.count > 1 ? (0..<inputs.groups).map { inputs.vectors(group: $0) } : []
        for range in pieces(of: count, size: others.isEmpty ? Self.piece : max(1, count)) {
            let rowInputs =
                others.isEmpty ? inputs.vectors(group: group, in: range) : rowInputs(group, of: others, count)
            let part = read(
                rowInputs, vectors: range.count, firstVector: firstVector + range.lowerBound, recording: figures)
            whole.clipped += part.clipped
            for (place, product) in part.products.enumerated() {
                let (vector, column) = place.quotientAndRemainder(dividingBy: plan.columns)
                whole.products[column * count + range.lowerBound + vector] = product
            }
        }
        return (whole, pieces(of: count, size: LayerInputs.blockSize).map { _ in false })
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
        self.init(
            inputs, rows: plan.rows, isSigned: plan.coding.isBipolar || (plan.coding.scales.last ?? 1) < 0)
    }
}
