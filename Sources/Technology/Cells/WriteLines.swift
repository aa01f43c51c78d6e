// SPDX-License-Identifier: Apache-2.0

/// Capacitances of a subarray's lines as a write sees them.
public struct WriteLines: Sendable, Equatable {
    /// Of a row's wire alone [F].
    public let rowWire: Double
    /// Of a wordline with the gates on it [F].
    public let wordline: Double
    /// Of a column with the drains on it [F].
    public let column: Double

    /// Lines of the given capacitances [F].
    public init(rowWire: Double, wordline: Double, column: Double) {
        self.rowWire = rowWire
        self.wordline = wordline
        self.column = column
    }
}
