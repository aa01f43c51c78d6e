// SPDX-License-Identifier: Apache-2.0

import Workload

/// The extents of a product of two activations: in each group the rows of a matrix times another matrix.
struct ProductShape: Sendable, Equatable {
    /// Products with matrices of their own: heads, windows [1].
    let groups: Int
    /// Vectors that are multiplied with the matrix of a group [1].
    let vectors: Int
    /// Length of a vector [1].
    let length: Int
    /// Columns of the matrix [1].
    let columns: Int

    /// The product of a step.
    init(_ step: NetworkStep) {
        groups = step.geometry.groups
        vectors = step.geometry.outputVectors
        length = step.geometry.weightRows
        columns = step.geometry.outputsPerGroup
    }

    /// A product of the given extents.
    init(groups: Int, vectors: Int, length: Int, columns: Int) {
        self.groups = groups
        self.vectors = vectors
        self.length = length
        self.columns = columns
    }

    /// Multiply-accumulate operations [1].
    var multiplyAccumulates: Double { Double(groups) * Double(vectors) * Double(length) * Double(columns) }

    /// Numbers of the matrices [1].
    var matrixNumbers: Double { Double(groups) * Double(length) * Double(columns) }

    /// Numbers of the vectors [1].
    var vectorNumbers: Double { Double(groups) * Double(vectors) * Double(length) }

    /// Results [1].
    var results: Double { Double(groups) * Double(vectors) * Double(columns) }
}
