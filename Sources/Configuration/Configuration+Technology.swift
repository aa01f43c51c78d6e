// SPDX-License-Identifier: Apache-2.0

import Technology

extension Configuration {
    /// The process of the transistors.
    ///
    /// - Throws: `TechnologyError` for a temperature without data; loading a configuration refuses it already.
    public func technology() throws(TechnologyError) -> Technology {
        try Technology(process, roadmap: deviceRoadmap, temperature: temperature)
    }

    /// The memory cell of the synaptic arrays.
    ///
    /// - Parameter technology: the process of the transistors.
    /// - Returns: the cell.
    /// - Throws: `TechnologyError.accessTransistorTooWide`; loading a configuration refuses those parameters already.
    public func memoryCell(technology: Technology) throws(TechnologyError) -> any MemoryCell {
        switch cellType {
        case .sram:
            return SixTransistorCell(
                transistors: SRAMTransistors(
                    accessWidth: sramAccessWidth, nmosWidth: sramNMOSWidth, pmosWidth: sramPMOSWidth),
                geometry: CellGeometry(height: sramCellHeight, width: sramCellWidth), device: measuredDevice,
                technology: technology)
        case .rram:
            if accessDevice.isCrossPoint { return crossPointCell(.resistive) }
            return try OneTransistorResistiveCell(
                geometry: oneTransistorGeometry, device: measuredDevice, technology: technology)
        case .fefet:
            if accessDevice.isCrossPoint { return crossPointCell(.ferroelectric(technology: technology)) }
            return try FerroelectricCell(
                geometry: oneTransistorGeometry, device: measuredDevice, technology: technology)
        }
    }

    private var oneTransistorGeometry: CellGeometry {
        CellGeometry(height: oneTransistorCellHeight, width: oneTransistorCellWidth)
    }

    private func crossPointCell(_ element: StorageElement) -> CrossPointCell {
        CrossPointCell(
            element: element, geometry: CellGeometry(height: crossbarCellHeight, width: crossbarCellWidth),
            featureSize: featureSize, device: measuredDevice)
    }

    private var measuredDevice: MemoryDevice {
        MemoryDevice(
            onResistance: onResistance, offResistance: offResistance, readVoltage: readVoltage,
            readPulseWidth: readPulseWidth, writeVoltage: writeVoltage, writePulseWidth: writePulseWidth,
            nonlinearity: hasNonlinearCells ? nonlinearity : nil, potentiationLevels: potentiationLevels,
            depressionLevels: depressionLevels, accessVoltage: accessVoltage, accessResistance: accessResistance,
            gateCapacitance: fefetGateCapacitance, polarization: fefetPolarization * 0.01)
    }
}
