// SPDX-License-Identifier: Apache-2.0

extension ParameterSchema {
    private static let cellSide = 1.0...1000.0
    private static let transistorWidth = 0.1...100.0

    static let sramCell: [ParameterDefinition] = [
        .real(
            "heightInFeatureSizeSRAM", \.sramCellHeight, cellSide, unit: "F", in: .sramCell,
            """
            Height of an SRAM cell in feature sizes. Usual cell areas are 160 F² down to 22 nm, 300 F² at 14 nm, 400 F² \
            at 10 nm, and 600 F² at 7 nm.
            """
        )
        .given(\.given.sramCellHeight)
        .following("technode", in: .neurosim15),
        .real(
            "widthInFeatureSizeSRAM", \.sramCellWidth, cellSide, unit: "F", in: .sramCell,
            "Width of an SRAM cell in feature sizes."
        )
        .given(\.given.sramCellWidth)
        .following("technode", in: .neurosim15),
        .real(
            "widthSRAMCellNMOS", \.sramNMOSWidth, transistorWidth, unit: "F", in: .sramCell,
            "Width of the pull-down transistors of an SRAM cell in feature sizes."
        )
        .given(\.given.sramNMOSWidth),
        .real(
            "widthSRAMCellPMOS", \.sramPMOSWidth, transistorWidth, unit: "F", in: .sramCell,
            "Width of the pull-up transistors of an SRAM cell in feature sizes."
        )
        .given(\.given.sramPMOSWidth),
        .real(
            "widthAccessCMOS", \.sramAccessWidth, transistorWidth, unit: "F", in: .sramCell,
            "Width of the access transistors of an SRAM cell in feature sizes."
        )
        .given(\.given.sramAccessWidth),
        .real(
            "minSenseVoltage", \.minimumSenseVoltage, 0.001...2, unit: "V", in: .sramCell,
            "Smallest voltage difference between bitlines that a sense amplifier detects."),
    ]

    static let analogCell: [ParameterDefinition] = analogCellGeometry + analogCellStates + analogCellPulses

    private static let analogCellGeometry: [ParameterDefinition] = [
        .real(
            "heightInFeatureSize1T1R", \.oneTransistorCellHeight, cellSide, unit: "F", in: .analogCell,
            "Height of a cell with an access transistor, in feature sizes."
        )
        .given(\.given.oneTransistorCellHeight)
        .following("memcelltype", in: .neurosim15),
        .real(
            "widthInFeatureSize1T1R", \.oneTransistorCellWidth, cellSide, unit: "F", in: .analogCell,
            "Width of a cell with an access transistor, in feature sizes."
        )
        .given(\.given.oneTransistorCellWidth)
        .following("memcelltype", in: .neurosim15),
        .real(
            "heightInFeatureSizeCrossbar", \.crossbarCellHeight, cellSide, unit: "F", in: .analogCell,
            "Height of a cell without an access transistor, in feature sizes."),
        .real(
            "widthInFeatureSizeCrossbar", \.crossbarCellWidth, cellSide, unit: "F", in: .analogCell,
            "Width of a cell without an access transistor, in feature sizes."),
    ]

    private static let analogCellStates: [ParameterDefinition] = [
        .real(
            "resistanceOn", \.onResistance, 1...1e12, unit: "Ohm", in: .analogCell,
            "Resistance of the most conducting state, measured at the read voltage."
        )
        .given(\.given.onResistance)
        .taking(.real(1...1e24), in: .neurosim15)
        .following("memcelltype", in: .neurosim15).following("memcelltype", in: .tessera),
        .real(
            "resistanceOff", \.offResistance, 1...1e15, unit: "Ohm", in: .analogCell,
            "Resistance of the least conducting state, measured at the read voltage."
        )
        .given(\.given.offResistance)
        .taking(.real(1...1e25), in: .neurosim15)
        .following("memcelltype", in: .neurosim15).following("memcelltype", in: .tessera),
        .real(
            "gateCapFeFET", \.fefetGateCapacitance, 1e-21...1e-12, unit: "F (farad)", use: .training, in: .analogCell,
            "Gate capacitance of one FeFET cell."
        )
        .only(.neurosim21),
        .real(
            "polarization", \.fefetPolarization, 0.01...1000, unit: "uC/cm²", use: .training, in: .analogCell,
            "Remanent polarization of the ferroelectric, which determines the charge that a write switches."
        )
        .only(.neurosim21),
        .integer(
            "maxNumLevelLTP", \.potentiationLevels, .integer(1...65536), unit: "pulses", use: .training,
            in: .analogCell,
            "Number of write pulses from the least to the most conducting state of a cell."
        )
        .only(.neurosim21).given(\.given.potentiationLevels),
        .integer(
            "maxNumLevelLTD", \.depressionLevels, .integer(1...65536), unit: "pulses", use: .training,
            in: .analogCell,
            "Number of write pulses from the most to the least conducting state of a cell."
        )
        .only(.neurosim21).given(\.given.depressionLevels),
    ]

    private static let analogCellPulses: [ParameterDefinition] = [
        .real(
            "writeVoltage", \.writeVoltage, 0.01...20, unit: "V", use: .training, in: .analogCell,
            "Amplitude of a write pulse."
        )
        .given(\.given.writeVoltage),
        .real(
            "writePulseWidth", \.writePulseWidth, 1e-12...1, unit: "s", use: .training, in: .analogCell,
            "Length of a write pulse."
        )
        .only(.neurosim21, .tessera).given(\.given.writePulseWidth),
        .boolean(
            "nonlinearIV", \.hasNonlinearCells, no: no, yes: yes, use: .training, in: .analogCell,
            "Whether crossbar cells conduct nonlinearly, which reduces the current of half-selected cells in a write."
        )
        .only(.neurosim21),
        .real(
            "nonlinearity", \.nonlinearity, 1...1e6, use: .training, in: .analogCell,
            "Current of a nonlinear cell at the write voltage, divided by its current at half the write voltage."
        )
        .only(.neurosim21),
        .real(
            "readVoltage", \.readVoltage, 0.001...5, unit: "V", in: .analogCell,
            "Voltage across a cell that is read."
        )
        .given(\.given.readVoltage)
        .following("technode", "memcelltype", in: .neurosim15),
        .real(
            "readPulseWidth", \.readPulseWidth, 1e-12...1, unit: "s", in: .analogCell,
            "Length of a read pulse. The read-out by ADCs or sense amplifiers does not depend on it."
        )
        .given(\.given.readPulseWidth),
        .real(
            "accessVoltage", \.accessVoltage, 0.01...20, unit: "V", in: .analogCell,
            "Gate voltage of the access transistors in a selected row."
        )
        .given(\.given.accessVoltage)
        .following("memcelltype", in: .neurosim15).following("vdd", in: .tessera),
        .real(
            "resistanceAccess", \.accessResistance, 0...1e9, unit: "Ohm", in: .analogCell,
            "Resistance of a selected access transistor, in series with its cell."
        )
        .given(\.given.accessResistance)
        .following("resistanceOn", "memcelltype", in: .neurosim15),
        .real(
            "chargeDelay", \.chargeDelay, 1e-15...1, unit: "s", in: .analogCell,
            "Time in which the charge of 128 rows of nvCap cells moves to the reference."
        )
        .only(.neurosim15),
    ]
}
