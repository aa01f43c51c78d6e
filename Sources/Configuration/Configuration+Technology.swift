// SPDX-License-Identifier: Apache-2.0

import Technology

extension Configuration {
    /// The process of the transistors.
    ///
    /// - Throws: `TechnologyError` for a temperature without data; loading a configuration refuses it already.
    public func technology() throws(TechnologyError) -> Technology {
        try Technology(self.process, roadmap: self.deviceRoadmap, temperature: self.temperature)
    }

    /// The memory cell of the synaptic arrays.
    ///
    /// - Parameter technology: the process of the transistors.
    /// - Returns: the cell.
    /// - Throws: `TechnologyError.accessTransistorTooWide`; loading a configuration refuses those parameters already.
    public func memoryCell(technology: Technology) throws(TechnologyError) -> any MemoryCell {
        switch self.cellType {
        case .sram:
            return SixTransistorCell(
                transistors: SRAMTransistors(
                    accessWidth: self.sramAccessWidth, nmosWidth: self.sramNMOSWidth, pmosWidth: self.sramPMOSWidth),
                geometry: CellGeometry(height: self.sramCellHeight, width: self.sramCellWidth), device: measuredDevice,
                technology: technology)
        case .rram:
            if self.accessDevice.isCrossPoint { return crossPointCell(.resistive) }
            return try OneTransistorResistiveCell(
                geometry: oneTransistorGeometry, device: measuredDevice, technology: technology)
        case .fefet:
            if self.accessDevice.isCrossPoint { return crossPointCell(.ferroelectric(technology: technology)) }
            return try FerroelectricCell(
                geometry: oneTransistorGeometry, device: measuredDevice, technology: technology)
        }
    }

    private var oneTransistorGeometry: CellGeometry {
        CellGeometry(height: self.oneTransistorCellHeight, width: self.oneTransistorCellWidth)
    }

    private func crossPointCell(_ element: StorageElement) -> CrossPointCell {
        CrossPointCell(
            element: element, geometry: CellGeometry(height: self.crossbarCellHeight, width: self.crossbarCellWidth),
            featureSize: self.featureSize, device: measuredDevice)
    }

    private var measuredDevice: MemoryDevice {
        MemoryDevice(
            onResistance: self.onResistance, offResistance: self.offResistance, readVoltage: self.readVoltage,
            readPulseWidth: self.readPulseWidth, writeVoltage: self.writeVoltage, writePulseWidth: self.writePulseWidth,
            nonlinearity: self.hasNonlinearCells ? self.nonlinearity : nil, potentiationLevels: self.potentiationLevels,
            depressionLevels: self.depressionLevels, accessVoltage: self.accessVoltage,
            accessResistance: self.accessResistance,
            gateCapacitance: self.fefetGateCapacitance, polarization: self.fefetPolarization * 0.01)
    }
}
