// SPDX-License-Identifier: Apache-2.0

import Spice

/// The result of ``SpiceRequest``.
public struct SpiceRun: Sendable {
    /// The column by the model and, where it was simulated, by the circuit.
    public let check: ColumnCheck
    /// Warnings about it.
    public let warnings: [String]
}
