// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Computes integer products exactly: what hardware without any error gives.
public struct ExactEngine: MatrixEngine {
    /// Makes the engine.
    public init() {}

    /// Prepares a layer.
    ///
    /// - Throws: `InputError` when a sum may exceed 2^53, beyond which results have no exact representation.
    public func program(_ layer: MatrixLayer) throws(InputError) -> any ProgrammedMatrix { try ExactMatrix(layer) }
}
