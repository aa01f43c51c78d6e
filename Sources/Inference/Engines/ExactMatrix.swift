// SPDX-License-Identifier: Apache-2.0

import CBLASShim
import Diagnostics
import Models

/// Exact products: numbers of 16 bits and less leave double-precision sums without any rounding.
struct ExactMatrix: ProgrammedMatrix {
    private let rows: Int
    private let columns: Int
    private let weights: [Double]

    /// - Throws: `InputError` where there is no library of linear algebra.
    init(_ layer: MatrixLayer) throws(InputError) {
        try LinearAlgebra.load()
        rows = layer.rows
        columns = layer.columns
        weights = layer.weights.map(Double.init)
    }

    func multiply(_ inputs: [Int32], vectors: Int, firstVector: Int) -> [Double] {
        guard vectors > 0 else { return [] }
        let operands = inputs.map(Double.init)
        return [Double](unsafeUninitializedCapacity: vectors * columns) { buffer, initialized in
            blas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(vectors), Int32(columns), Int32(rows), 1, operands,
                Int32(rows), weights, Int32(columns), 0, buffer.baseAddress, Int32(columns))
            initialized = vectors * columns
        }
    }
}
