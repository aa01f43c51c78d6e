// SPDX-License-Identifier: Apache-2.0

import Models

/// How many products of two activations run on what.
public struct ProductCounts: Sendable, Equatable {
    /// On arrays of cells [1].
    public let onArrays: Int
    /// In exact integers, as on a digital engine [1].
    public let exact: Int
    /// In floating point, because the model does not quantize their operands [1].
    public let inFloatingPoint: Int

    /// Counts the products of a network; nil where there are none.
    ///
    /// - Parameters:
    ///   - network: the network in integers.
    ///   - areExact: whether a digital engine computes them.
    init?(_ network: QuantizedNetwork, areExact: Bool) {
        inFloatingPoint = network.floatingProducts.count
        let integers = network.products.count
        guard integers + inFloatingPoint > 0 else { return nil }
        onArrays = areExact ? 0 : integers
        exact = areExact ? integers : 0
    }

    /// The counts that are not 0, with what they are on.
    public var parts: [(count: Int, engine: LayerAccuracy.Engine)] {
        [(onArrays, .arrays), (exact, .exact), (inFloatingPoint, .floatingPoint)].filter { $0.0 > 0 }
    }
}
