// SPDX-License-Identifier: Apache-2.0

/// The writes into one subarray: counts of rows, cells and pulses, from one pass over its cells.
///
/// A row is written in two steps, first the cells that gain conductance (set), then those that lose it (reset). All
/// cells of a step share the pulses of the one that needs most. Counts are kept as `Double`; they are integers.
public struct WriteStatistics: Sendable, Equatable {
    /// One of the two steps of a write.
    public struct Step: Sendable, Equatable {
        /// Rows with a cell to write in this step [1].
        public var rows = 0.0
        /// Cells to write in this step [1].
        public var cells = 0.0
        /// Pulses of this step, over rows one after the other [1].
        public var pulses = 0.0

        /// Nothing to write.
        public init() {}
    }

    /// Rows of the subarray that hold weights.
    public let rows: Int
    /// Columns of the subarray that hold weights.
    public let columns: Int
    /// Cells that gain conductance.
    public var setStep = Step()
    /// Cells that lose conductance.
    public var resetStep = Step()
    /// Rows with cells to reset but none to set [1].
    public var resetOnlyRows = 0.0
    /// Sum of pulses times mean conductance over written cells [S]. The mean of a cell is that of its resistances
    /// before and after.
    public var pulsedConductance = 0.0
    /// Sum of the conductances before and after over written cells [S].
    public var endpointConductance = 0.0

    /// No writes into `rows` x `columns` cells.
    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    /// Cells to write [1].
    public var writtenCells: Double { setStep.cells + resetStep.cells }

    /// Pulses of both steps, over rows one after the other [1].
    public var totalPulses: Double { setStep.pulses + resetStep.pulses }
}
