// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import ModelsKernels

/// Something that computes the integer matrix products of a quantized network: exact arithmetic, or a model of hardware.
public protocol MatrixEngine: Sendable {
    /// Prepares a layer, as hardware that is programmed with its weights.
    ///
    /// - Throws: `InputError` when the engine cannot hold such a layer.
    func program(_ layer: MatrixLayer) throws(InputError) -> any ProgrammedMatrix

    /// Prepares a product of two activations, whose matrices are written while the network runs. An engine that does not say
    /// how computes it exactly.
    ///
    /// - Throws: `InputError` when the engine cannot hold such matrices.
    func prepare(_ product: ActivationProduct) throws(InputError) -> any PreparedProduct
}

extension MatrixEngine {
    /// The product in exact integers.
    public func prepare(_ product: ActivationProduct) throws(InputError) -> any PreparedProduct {
        try ExactProduct(product)
    }
}

/// A layer's matrix, ready for any number of products.
public protocol ProgrammedMatrix: Sendable {
    /// Products of input vectors with the matrix.
    ///
    /// - Parameters:
    ///   - inputs: integer activations, vector by vector: [vectors][rows].
    ///   - vectors: number of vectors.
    ///   - firstVector: number of the first vector among all of a run. What an engine draws for a vector depends on this
    ///     number, not on how vectors are cut into calls or shared out to threads.
    /// - Returns: what the hardware takes for the sums of activation times weight: [vectors][columns].
    func multiply(_ inputs: [Int32], vectors: Int, firstVector: Int) -> [Double]

    /// As `multiply`, while the other groups of channels of the layer carry their inputs, which may share arrays with this
    /// one.
    ///
    /// - Parameters:
    ///   - group: the number of this matrix among the groups of its layer, from 0.
    ///   - inputs: integer activations of each group: [vectors][rows].
    ///   - vectors: number of vectors.
    ///   - firstVector: number of the first vector among all of a run.
    /// - Returns: the products of this group: [vectors][columns].
    func multiply(group: Int, of inputs: [[Int32]], vectors: Int, firstVector: Int) -> [Double]

    /// As `multiply(group:of:vectors:firstVector:)`, for inputs that are unfolded piece by piece.
    ///
    /// - Parameters:
    ///   - group: the number of this matrix among the groups of its layer, from 0.
    ///   - inputs: integer activations of all groups.
    ///   - firstVector: number of the first vector among all of a run.
    /// - Returns: the products of this group, column by column: [columns][vectors].
    func sums(group: Int, of inputs: LayerInputs, firstVector: Int) -> [Double]
}

extension ProgrammedMatrix {
    /// The products of this group, whatever the others do.
    public func multiply(group: Int, of inputs: [[Int32]], vectors: Int, firstVector: Int) -> [Double] {
        multiply(inputs[group], vectors: vectors, firstVector: firstVector)
    }

    /// The products of all vectors at once.
    public func sums(group: Int, of inputs: LayerInputs, firstVector: Int) -> [Double] {
        let all = (0..<inputs.groups).map { inputs.vectors(group: $0) }
        let products = multiply(group: group, of: all, vectors: inputs.vectors, firstVector: firstVector)
        return transposed(products, rows: inputs.vectors)
    }
}

/// A matrix [rows][columns] as [columns][rows].
package func transposed(_ matrix: [Double], rows: Int) -> [Double] {
    guard rows > 0 else { return [] }
    return filled(matrix.count) { result in
        guard let target = result.baseAddress else { return }
        tk_transpose_f64(matrix, rows, matrix.count / rows, target)
    }
}
