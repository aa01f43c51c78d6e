// SPDX-License-Identifier: Apache-2.0

/// New weights written into a subarray, row by row.
public struct ArrayUpdate: Sendable, Equatable {
    /// Share of the rows that are written, averaged over increments and decrements [1].
    public var rowActivity: Double
    /// Share of the columns that change in a written row, averaged over increments and decrements [1].
    public var columnActivity: Double
    /// Write pulses one after the other, over all rows [1].
    public var pulseCount: Double
    /// Pulses of a written row, on average [1].
    public var pulsesPerRow: Double
    /// Energy in cells and on lines, for resistive cells [J].
    public var cellEnergy: Double

    /// An update of the given extent, in the units of the properties.
    public init(
        rowActivity: Double, columnActivity: Double, pulseCount: Double, pulsesPerRow: Double, cellEnergy: Double
    ) {
        self.rowActivity = rowActivity
        self.columnActivity = columnActivity
        self.pulseCount = pulseCount
        self.pulsesPerRow = pulsesPerRow
        self.cellEnergy = cellEnergy
    }
}
