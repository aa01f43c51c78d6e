/// What stores the bits of a cell.
public enum CellType: Sendable, Hashable, CaseIterable {
    /// A six-transistor latch, one bit.
    case sram
    /// A resistive two-terminal device, one or more bits.
    case rram
    /// A ferroelectric transistor, one or more bits.
    case fefet
}

/// What selects a cell of a resistive array.
public enum AccessDevice: Sendable, Hashable, CaseIterable {
    /// A transistor in series with the device (1T1R).
    case cmos
    /// A bipolar transistor at the crossing of two lines.
    case bjt
    /// A diode at the crossing of two lines.
    case diode
    /// Nothing: a crossbar.
    case none

    /// Whether the cell stands at the crossing of two lines, without a transistor of its own.
    public var isCrossPoint: Bool { self != .cmos }
}

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
