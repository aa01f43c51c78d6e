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
            inputs: self)
    }

    /// A bus over a square of subarrays, of the revision's kind.
    func bus(_ reach: InterconnectDemand.Reach, side: Int, width: Int, unit: Footprint) -> any Interconnect {
        revision.circuits.interconnect(
            InterconnectDemand(
                reach, rows: side, columns: side, width: Double(width), unit: unit,
                wireResistance: wireResistancePerLength, branches: branchWires),
            inputs: self)
    }

    /// What sizes a tree to each unit of a grid.
    func treeDemand(
        rows: Int, columns: Int, width: Double, unit: Footprint, foldingRatio: Double, delayTolerance: Double
    ) -> InterconnectDemand {
        InterconnectDemand(
            .units, rows: rows, columns: columns, width: width, unit: unit, foldingRatio: foldingRatio,
            delayTolerance: delayTolerance, wireResistance: wireResistancePerLength, branches: branchWires)
    }

    /// Units that pass `units` values at a time through the activation function; tables of a sigmoid have `entries`
    /// entries.
    func activation(_ units: Int, entries: Int, layout: LayoutConstraint) -> ActivationUnit {
        let circuits = revision.circuits
        return configuration.usesReLU
            ? circuits.rectifiers(units, layout: layout, inputs: self)
            : circuits.sigmoids(units, entries: entries, layout: layout, inputs: self)
    }
}
