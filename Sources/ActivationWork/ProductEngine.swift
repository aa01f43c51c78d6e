// SPDX-License-Identifier: Apache-2.0

import Circuits

/// The cost of a product of activations.
struct ProductCost: Sendable, Equatable {
    /// The matrices are written.
    var writing = OperationCost.zero
    /// The vectors are multiplied.
    var multiplying = OperationCost.zero
    /// Additions of partial sums that the vector unit makes [1].
    var additions = 0.0
    /// How often the numbers of the vectors are read from the buffer [1].
    var vectorReads = 1.0
    /// How often the numbers of the matrices are read from the buffer [1].
    var matrixReads = 1.0
    /// Cells that are written [1].
    var writtenCells = 0.0
    /// How often the cell that is written most is written [1].
    var mostWrites = 0.0
}

/// A circuit that multiplies activations with each other.
protocol ProductEngine: Sendable {
    /// Area [m²].
    var area: Double { get }
    /// Static power [W].
    var leakagePower: Double { get }
    /// Time [s] and energy [J] of a product.
    func cost(of product: ProductShape) -> ProductCost
}
