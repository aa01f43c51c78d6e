// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// How wide the words of a systolic array are.
public struct SystolicPrecision: Sendable, Equatable {
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// Bits of an accumulator, and of a partial sum.
    public let accumulatorBits: Int

    /// Describes words.
    ///
    /// - Throws: `InputError` when a width is not from 1 to 32, or of an accumulator not from the width of a product to 64.
    public init(weightBits: Int = 8, activationBits: Int = 8, accumulatorBits: Int? = nil) throws(InputError) {
        for (what, bits) in [("weights", weightBits), ("activations", activationBits)] where !(1...32).contains(bits) {
            throw InputError("\(what) of \(bits) bits are not supported (allowed: 1 to 32)")
        }
        let product = weightBits + activationBits
        let accumulator = accumulatorBits ?? max(32, product)
        guard (product...max(64, product)).contains(accumulator) else {
            throw InputError(
                "accumulators of \(accumulator) bits are not supported (allowed: \(product), the bits of a product, to 64)"
            )
        }
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.accumulatorBits = accumulator
    }
}
