// SPDX-License-Identifier: Apache-2.0

import Technology

extension Configuration {
    /// The process of the transistors.
    ///
    /// - Throws: `TechnologyError` for a node or a temperature without data; loading a configuration refuses most of them already.
    public func technology() throws(TechnologyError) -> Technology {
        let process = try self.revision.technologies.node(self.technologyNode)
        return try Technology(process, roadmap: self.deviceRoadmap, temperature: self.temperature)
    }

    /// The memory cell of the synaptic arrays.
    ///
    /// - Parameter technology: the process of the transistors.
    /// - Returns: the cell.
    /// - Throws: `TechnologyError.accessTransistorTooWide`; loading a configuration refuses those parameters already.
    public func memoryCell(technology: Technology) throws(TechnologyError) -> any MemoryCell {
        try self.cellType.cell(self, technology: technology)
    }

    /// The size of an SRAM cell.
    var sramGeometry: CellGeometry { CellGeometry(height: self.sramCellHeight, width: self.sramCellWidth) }

    /// The transistors of an SRAM cell.
    var sramTransistors: SRAMTransistors {
        SRAMTransistors(
            accessWidth: self.sramAccessWidth, nmosWidth: self.sramNMOSWidth, pmosWidth: self.sramPMOSWidth)
    }

    /// The size of a cell with an access transistor.
    var oneTransistorGeometry: CellGeometry {
        CellGeometry(height: self.oneTransistorCellHeight, width: self.oneTransistorCellWidth)
    }

    /// A cell at the crossing of two lines around the measured device.
    func crossPointCell(_ element: StorageElement) -> CrossPointCell {
        CrossPointCell(
            element: element, geometry: CellGeometry(height: self.crossbarCellHeight, width: self.crossbarCellWidth),
            featureSize: self.featureSize, device: measuredDevice)
    }

    /// The device of the cell, as the parameters give it.
    public var measuredDevice: MemoryDevice {
        MemoryDevice(
            onResistance: self.onResistance, offResistance: self.offResistance, readVoltage: self.readVoltage,
            readPulseWidth: self.readPulseWidth, writeVoltage: self.writeVoltage, writePulseWidth: self.writePulseWidth,
            nonlinearity: self.hasNonlinearCells ? self.nonlinearity : nil, potentiationLevels: self.potentiationLevels,
            depressionLevels: self.depressionLevels, accessVoltage: self.accessVoltage,
            accessResistance: self.accessResistance,
            gateCapacitance: self.fefetGateCapacitance, polarization: self.fefetPolarization * 0.01)
    }
}
