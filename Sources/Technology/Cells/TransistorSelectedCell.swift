// SPDX-License-Identifier: Apache-2.0

/// A cell of a two-terminal or ferroelectric device behind an access transistor, read by its current.
public protocol TransistorSelectedCell: MemoryCell {
    /// The device and how it is operated.
    var device: MemoryDevice { get }
    /// The transistor.
    var access: AccessTransistor { get }
}

extension TransistorSelectedCell {
    /// Nil: as many bits as a run asks for.
    public var mostBits: Int? { nil }
    /// Two, for the pass gates of bitline and source line.
    public var passGatesPerColumn: Double { 2 }
    /// The transistor.
    public var selection: CellSelection { .transistor }
    /// A current.
    public var readOut: CellReadOut { .current }
    /// The gate of the access transistor.
    public var wordlineLoad: Double { access.gateCapacitance }
    /// The drain of the access transistor.
    public var columnLoad: Double { access.drainCapacitance }
    /// That of the device.
    public var readVoltage: Double { device.readVoltage }
    /// The states of the device.
    public var stateResistance: CellResistance { device.stateResistance }
    /// The states of the device, with the access transistor.
    public var readResistance: CellResistance { device.stateResistance.inSeries(with: access.resistance) }
    /// The root of the sum of squares of set and reset voltage.
    public var writeVoltage: Double { device.rootSquareWriteVoltage }
    /// That of the device.
    public var writePulseWidth: Double { device.writePulseWidth }
    /// One conductance step a pulse.
    public var writeRule: WriteRule { device.writeRule }
    /// Zero: such cells do not leak.
    public var leakagePower: Double { 0 }
}
