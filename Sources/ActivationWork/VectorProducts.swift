// SPDX-License-Identifier: Apache-2.0

import Circuits

/// The multipliers of the vector unit, whose area and leakage are counted there.
struct VectorProducts: ProductEngine {
    let unit: VectorUnit
    let area = 0.0
    let leakagePower = 0.0

    func cost(of product: ProductShape) -> ProductCost {
        let work = VectorUnit.Work(additions: 1, multiplications: 1)
        // Lanes hold sums of columns; a number of a vector goes to all of them, with a row of the matrix in each cycle.
        return ProductCost(
            multiplying: unit.cost(of: .pass(numbers: product.multiplyAccumulates, work)),
            vectorReads: (Double(product.columns) / Double(unit.lanes)).rounded(.up),
            matrixReads: Double(product.vectors))
    }
}
