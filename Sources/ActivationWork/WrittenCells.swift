// SPDX-License-Identifier: Apache-2.0

/// Resistive cells of one bit that are written with activations.
public struct WrittenCells: Sendable, Equatable {
    /// Resistance of the two states [Ohm].
    public var onResistance, offResistance: Double
    /// Voltage of a write pulse [V].
    public var writeVoltage: Double
    /// Length of a write pulse [s].
    public var writePulse: Double
    /// Writes that a cell survives [1]; nil: not known.
    public var endurance: Double?

    /// Cells of the given figures.
    public init(
        onResistance: Double = 100e3, offResistance: Double = 1e6, writeVoltage: Double = 2,
        writePulse: Double = 50e-9, endurance: Double? = nil
    ) {
        self.onResistance = onResistance
        self.offResistance = offResistance
        self.writeVoltage = writeVoltage
        self.writePulse = writePulse
        self.endurance = endurance
    }

    /// Energy of a pulse through a cell, which is in either state as often [J].
    var pulseEnergy: Double {
        writeVoltage * writeVoltage * (1 / onResistance + 1 / offResistance) / 2 * writePulse
    }

    /// Time of a row: one pulse for the cells that are set, then one for those that are reset [s].
    var rowTime: Double { 2 * writePulse }
}
