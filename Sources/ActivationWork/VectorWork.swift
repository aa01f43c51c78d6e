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
    /// Work for each vector whose numbers belong together, as the reciprocal of a sum.
    var perVector = VectorUnit.Work()

    /// The passes of an operation; nil where it is not the vector unit's.
    init?(_ operation: NetworkStep.Operation) {
        switch operation {
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
        case .convolution, .maximumPool, .averagePool, .product, .embedding, .select, .cache, .prepend: return nil
        }
    }

    /// Vectors of a step whose numbers belong together [1].
    static func vectors(of step: NetworkStep) -> Double {
        let groups = Double(step.geometry.groups)
        return step.operation == .groupNormalization ? groups : groups * Double(step.geometry.outputVectors)
    }
}
