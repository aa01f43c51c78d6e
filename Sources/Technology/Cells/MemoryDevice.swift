// SPDX-License-Identifier: Apache-2.0

/// A memory device as it was measured, and how it is operated.
public struct MemoryDevice: Sendable, Equatable {
    /// The resistance in the on state at the read voltage [Ω].
    public var onResistance: Double
    /// The resistance in the off state at the read voltage [Ω].
    public var offResistance: Double
    /// The voltage over a cell that is read [V].
    public var readVoltage: Double
    /// The duration of a read pulse [s].
    public var readPulseWidth: Double
    /// The voltage of a set or a reset pulse [V].
    public var writeVoltage: Double
    /// The duration of a set or a reset pulse [s].
    public var writePulseWidth: Double
    /// The current at the write voltage over that at half of it [1]; nil for a linear device.
    public var nonlinearity: Double?
    /// The number of states that potentiation (growing conductance) steps through [1].
    public var potentiationLevels: Int
    /// The number of states that depression (falling conductance) steps through [1].
    public var depressionLevels: Int
    /// The voltage at the gate of the access transistor [V].
    public var accessVoltage: Double
    /// The measured resistance of the access transistor [Ω].
    public var accessResistance: Double
    /// The capacitance of the gate of a FeFET [F].
    public var gateCapacitance: Double
    /// The remanent polarization of a FeFET [C/m²]; 1 µC/cm² is 0.01 C/m².
    public var polarization: Double

    /// A device of the given figures, in the units of the properties.
    public init(
        onResistance: Double, offResistance: Double, readVoltage: Double, readPulseWidth: Double,
        writeVoltage: Double, writePulseWidth: Double, nonlinearity: Double? = nil, potentiationLevels: Int,
        depressionLevels: Int, accessVoltage: Double, accessResistance: Double, gateCapacitance: Double,
        polarization: Double
    ) {
        self.onResistance = onResistance
        self.offResistance = offResistance
        self.readVoltage = readVoltage
        self.readPulseWidth = readPulseWidth
        self.writeVoltage = writeVoltage
        self.writePulseWidth = writePulseWidth
        self.nonlinearity = nonlinearity
        self.potentiationLevels = potentiationLevels
        self.depressionLevels = depressionLevels
        self.accessVoltage = accessVoltage
        self.accessResistance = accessResistance
        self.gateCapacitance = gateCapacitance
        self.polarization = polarization
    }
}

extension MemoryDevice {
    /// The number of pulses that step through all states [1].
    public var maximumWritePulses: Int { max(potentiationLevels, depressionLevels) }

    /// The write voltage that energies and drivers are computed with [V]: the root of the sum of the squares of the set
    /// and the reset voltage (`docs/technology.md`).
    public var rootSquareWriteVoltage: Double {
        let squaredVoltage = writeVoltage * writeVoltage
        return (squaredVoltage + squaredVoltage).squareRoot()
    }

    /// The resistances of the two extreme states at the read voltage.
    public var stateResistance: CellResistance { CellResistance(on: onResistance, off: offResistance) }

    /// The number of pulses of a change of the conductance.
    public var writeRule: WriteRule {
        .pulses(from: 1 / offResistance, to: 1 / onResistance, levels: maximumWritePulses)
    }
}
