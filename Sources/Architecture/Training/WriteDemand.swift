// SPDX-License-Identifier: Apache-2.0

/// The demand of one write on a subarray: the activity of its rows and columns, the pulses, and the energy in the
/// array.
public struct WriteDemand: Sendable, Equatable {
    /// Share of rows that a write step selects, the mean of set and reset [1].
    public let rowActivity: Double
    /// Share of columns that a write step of a selected row selects, the mean of set and reset [1].
    public let columnActivity: Double
    /// Pulses that a selected row takes on average [1].
    public let averagePulses: Double
    /// Pulses over all rows and both steps, one after the other [1].
    public let totalPulses: Double
    /// Energy in cells and array lines, without decoders, switches and drivers [J].
    public let arrayEnergy: Double

    /// A demand with the given activities, pulses and array energy [J].
    public init(
        rowActivity: Double, columnActivity: Double, averagePulses: Double, totalPulses: Double, arrayEnergy: Double
    ) {
        self.rowActivity = rowActivity
        self.columnActivity = columnActivity
        self.averagePulses = averagePulses
        self.totalPulses = totalPulses
        self.arrayEnergy = arrayEnergy
    }
}
