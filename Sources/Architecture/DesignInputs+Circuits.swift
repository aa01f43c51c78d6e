// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Technology

extension DesignInputs {
    /// ADCs of so many columns.
    func converters(columns: Int) -> Int {
        Int((Double(columns) / Double(configuration.columnsPerADC)).rounded(.up))
    }

    /// The storage of a buffer.
    package func bufferStorage(isSRAM: Bool) -> Buffer.Storage {
        guard isSRAM else { return .registerFile }
        let transistors = SRAMTransistors(
            accessWidth: configuration.sramAccessWidth, nmosWidth: configuration.sramNMOSWidth,
            pmosWidth: configuration.sramPMOSWidth)
        let width = configuration.sramCellWidth
        return .sram(
            SRAMCell(transistors: transistors, cellWidth: width, technology: technology),
            size: Footprint(
                width: width * technology.featureSize, height: configuration.sramCellHeight * technology.featureSize),
            minimumSenseVoltage: configuration.minimumSenseVoltage)
    }

    /// A buffer of the revision's kind.
    func buffer(bits: Int, lineBits: Int, storage: Buffer.Storage, layout: LayoutConstraint) -> any DataBuffer {
        revision.circuits.buffer(
            BufferDemand(
                bits: bits, lineBits: lineBits, storage: storage, clockFrequency: configuration.clockFrequency,
                layout: layout, wireResistance: wireResistancePerLength),
            technology: technology)
    }

    /// A bus over a square of subarrays, of the revision's kind.
    func bus(_ reach: InterconnectDemand.Reach, side: Int, width: Int, unit: Footprint) -> any Interconnect {
        revision.circuits.interconnect(
            InterconnectDemand(
                reach, rows: side, columns: side, width: Double(width), unit: unit,
                wireResistance: wireResistancePerLength, branches: branchWires),
            technology: technology)
    }

    /// A tree to each unit of a grid, of the revision's kind.
    func tree(
        rows: Int, columns: Int, width: Double, unit: Footprint, foldingRatio: Double, delayTolerance: Double
    ) -> any Interconnect {
        revision.circuits.interconnect(
            InterconnectDemand(
                .units, rows: rows, columns: columns, width: width, unit: unit, foldingRatio: foldingRatio,
                delayTolerance: delayTolerance, wireResistance: wireResistancePerLength, branches: branchWires),
            technology: technology)
    }

    /// A look-up table in registers for the sigmoid.
    func sigmoid(entryCount: Int, functionCount: Int, layout: LayoutConstraint) -> Sigmoid {
        Sigmoid(
            outputBits: activationBits, entryCount: entryCount, unitCount: functionCount, cell: cell,
            clockFrequency: configuration.clockFrequency, layout: layout, technology: technology)
    }
}
