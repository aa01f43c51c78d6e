// SPDX-License-Identifier: Apache-2.0

import Technology

extension LawInputs {
    /// A device of the cells that the laws are checked with, in the units of the check.
    package func memoryDevice(nonlinearity: Double? = nil) -> MemoryDevice {
        MemoryDevice(
            onResistance: ohms(240e3), offResistance: ohms(24e6), readVoltage: volts(0.5),
            readPulseWidth: seconds(10e-9), writeVoltage: volts(2), writePulseWidth: seconds(50e-9),
            nonlinearity: nonlinearity, potentiationLevels: 64, depressionLevels: 60, accessVoltage: volts(1.1),
            accessResistance: ohms(15e3), gateCapacitance: farads(2e-17),
            polarization: convert(0.2, .chargePerArea))
    }

    /// The transistors of SRAM cells.
    package static let sramTransistors = SRAMTransistors(accessWidth: 1.31, nmosWidth: 2.08, pmosWidth: 1.23)
    /// The size of SRAM cells.
    package static let sramGeometry = CellGeometry(height: 20, width: 30)
    /// The size of resistive cells.
    package static let resistiveGeometry = CellGeometry(height: 4, width: 12)
}
