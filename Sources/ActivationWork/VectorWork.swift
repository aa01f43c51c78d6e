// SPDX-License-Identifier: Apache-2.0

import Workload

/// The passes of a step over its numbers, and what is done once for each vector.
struct VectorWork {
    /// A pass over the numbers of a map.
    struct Pass {
        let work: VectorUnit.Work
        /// Maps that are read [1].
        var reads = 1.0
        /// Maps that are written [1].
        var writes = 0.0
    }

    let passes: [Pass]
    /// Numbers of a pass [1].
    let numbers: Double
    /// Work for each vector whose numbers belong together, as the reciprocal of a sum.
    private(set) var perVector = VectorUnit.Work()
    /// Vectors whose numbers belong together [1].
    let vectors: Double

    /// The passes of a step. Steps without arithmetic have none, and neither have those of the arrays.
    init(_ step: NetworkStep) {
        let groups = Double(step.geometry.groups)
        vectors = step.operation == .groupNormalization ? groups : groups * Double(step.geometry.outputVectors)
        let window = Double(step.geometry.kernelHeight * step.geometry.kernelWidth)
        numbers =
            step.operation.form == .window ? window * Double(step.finalElements) : Double(step.inputElements)
        switch step.operation {
        case .softmax:
            // The largest number, then exp(x - largest) and its sum, then the product with the reciprocal.
            passes = [
                Pass(work: .init(comparisons: 1)), Pass(work: .init(additions: 2, functions: 1), writes: 1),
                Pass(work: .init(multiplications: 1), writes: 1),
            ]
            perVector = .init(functions: 1)
        case .layerNormalization, .groupNormalization:
            // Sums of x and of its square; then (x - mean) / deviation, times a scale, plus a shift.
            passes = [
                Pass(work: .init(additions: 2, multiplications: 1)),
                Pass(work: .init(additions: 2, multiplications: 2), writes: 1),
            ]
            perVector = .init(additions: 1, multiplications: 3, functions: 1)
        case .rootMeanSquareNormalization:
            passes = [
                Pass(work: .init(additions: 1, multiplications: 1)), Pass(work: .init(multiplications: 2), writes: 1),
            ]
            perVector = .init(multiplications: 1, functions: 1)
        case .gelu, .silu:
            // x times a function of x.
            passes = [Pass(work: .init(multiplications: 1, functions: 1), writes: 1)]
        case .function: passes = [Pass(work: .init(functions: 1), writes: 1)]
        case .affine: passes = [Pass(work: .init(additions: 1, multiplications: 1), writes: 1)]
        case .add: passes = [Pass(work: .init(additions: 1), reads: 2, writes: 1)]
        case .multiply: passes = [Pass(work: .init(multiplications: 1), reads: 2, writes: 1)]
        case .scale: passes = [Pass(work: .init(multiplications: 1), writes: 1)]
        case .maximumPool: passes = [Pass(work: .init(comparisons: 1), writes: 1 / window)]
        case .averagePool:
            passes = [Pass(work: .init(additions: 1, multiplications: 1 / window), writes: 1 / window)]
        case .convolution, .product, .embedding, .select, .cache, .prepend: passes = []
        }
    }
}
