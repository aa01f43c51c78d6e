// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Revisions
import Systolic

/// The bits of the words of a systolic array.
public struct SystolicWords: Sendable, Equatable {
    /// Bits of a weight, 1 to 32.
    public var weightBits: Int
    /// Bits of an activation, 1 to 32.
    public var activationBits: Int
    /// Bits of an accumulator, up to 64; nil for 32, or those of a product if it has more.
    public var accumulatorBits: Int?

    /// Describes words.
    public init(weightBits: Int = 8, activationBits: Int = 8, accumulatorBits: Int? = nil) {
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.accumulatorBits = accumulatorBits
    }

    /// The circuits of an array with such words.
    ///
    /// - Throws: `InputError` when a length is not possible, or the parameters have no technology.
    func technology(_ configuration: Configuration) throws(InputError) -> ArrayTechnology {
        let precision = try SystolicPrecision(
            weightBits: weightBits, activationBits: activationBits, accumulatorBits: accumulatorBits)
        return try ArrayTechnology(
            configuration: configuration, precision: precision, revision: configuration.chipRevision())
    }
}
