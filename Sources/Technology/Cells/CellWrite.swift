// SPDX-License-Identifier: Apache-2.0

/// A write into an array as its cells see it: which of them change, with how many pulses, on which lines.
public struct CellWrite: Sendable {
    /// One of the two steps of a write: set, then reset.
    public struct Step: Sendable, Equatable {
        /// Rows selected [1].
        public let rows: Double
        /// Columns selected with a row, on average [1].
        public let columns: Double
        /// Pulses over rows one after the other [1].
        public let pulses: Double
        /// Rows of the array that are not selected [1].
        public let idleRows: Double
        /// Columns of the array that are not selected with a row [1].
        public let idleColumns: Double

        /// A step of those counts [1].
        public init(rows: Double, columns: Double, pulses: Double, idleRows: Double, idleColumns: Double) {
            self.rows = rows
            self.columns = columns
            self.pulses = pulses
            self.idleRows = idleRows
            self.idleColumns = idleColumns
        }
    }

    /// The step in which cells gain conductance.
    public let setStep: Step
    /// The step in which cells lose conductance.
    public let resetStep: Step
    /// Pulses of a selected row on average [1].
    public let averagePulses: Double
    /// Pulses over all rows and both steps [1].
    public let totalPulses: Double
    /// Cells that change [1].
    public let writtenCells: Double
    /// Rows with cells that flip [1], and cells that flip in each of them [1]; for cells that one write flips.
    public let flips: (rows: Double, cellsPerRow: Double)
    /// Sum of pulses times mean conductance over written cells [S].
    public let pulsedConductance: Double
    /// Sum of the conductances before and after over written cells [S].
    public let endpointConductance: Double
    /// The level in the middle of so many states [1].
    public let middleLevel: @Sendable (_ levels: Double) -> Double
    /// The lines of the array.
    public let lines: WriteLines

    /// A write of those counts, in the units of the properties.
    public init(
        setStep: Step, resetStep: Step, averagePulses: Double, totalPulses: Double, writtenCells: Double,
        flips: (rows: Double, cellsPerRow: Double), pulsedConductance: Double, endpointConductance: Double,
        middleLevel: @escaping @Sendable (_ levels: Double) -> Double = { $0 / 2 }, lines: WriteLines
    ) {
        self.setStep = setStep
        self.resetStep = resetStep
        self.averagePulses = averagePulses
        self.totalPulses = totalPulses
        self.writtenCells = writtenCells
        self.flips = flips
        self.pulsedConductance = pulsedConductance
        self.endpointConductance = endpointConductance
        self.middleLevel = middleLevel
        self.lines = lines
    }
}
