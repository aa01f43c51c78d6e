// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A product of two activations in exact integers: what hardware without any error gives, and a digital engine.
struct ExactProduct: PreparedProduct {
    private let product: ActivationProduct
    private let isSingle: Bool

    /// Prepares a product. It is made in single precision where that is exact, else in double precision.
    ///
    /// - Throws: `InputError` when a sum may exceed 2^53, beyond which results have no exact representation.
    init(_ product: ActivationProduct) throws(InputError) {
        guard product.largestSum <= 0x1p53 else {
            throw InputError(
                "product `\(product.name)`: sums of \(product.rows) products of \(product.inputBits) by "
                    + "\(product.storedBits) bits may exceed 2^53, the largest that is represented exactly")
        }
        self.product = product
        isSingle = product.largestSum <= 0x1p24
    }

    func multiply(_ inputs: [Int32], by stored: [Int32], matrices: Int, firstMatrix: Int) -> [Double] {
        isSingle
            ? products(inputs.map { Float($0) }, stored.map { Float($0) }, matrices).map { Double($0) }
            : products(inputs.map { Double($0) }, stored.map { Double($0) }, matrices)
    }

    private func products<Scalar: NetworkScalar>(_ inputs: [Scalar], _ stored: [Scalar], _ matrices: Int) -> [Scalar] {
        let (rows, columns, vectors) = (product.rows, product.columns, product.vectors)
        return filled(matrices * vectors * columns) { result in
            inputs.withUnsafeBufferPointer { inputs in
                stored.withUnsafeBufferPointer { stored in
                    guard let inputs = inputs.baseAddress, let stored = stored.baseAddress,
                        let target = result.baseAddress
                    else { return }
                    for matrix in 0..<matrices {
                        Scalar.multiply(
                            inputs + matrix * vectors * rows, stored + matrix * rows * columns, transposed: false,
                            rows: vectors, columns: columns, inner: rows, into: target + matrix * vectors * columns)
                    }
                }
            }
        }
    }
}
