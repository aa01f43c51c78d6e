import Technology

extension Configuration {
    /// The memory cell of the synaptic arrays.
    ///
    /// - Parameter technology: the process of the transistors.
    /// - Throws: `TechnologyError.accessTransistorTooWide`; loading a configuration refuses those parameters already.
    public func memoryCell(technology: Technology) throws(TechnologyError) -> MemoryCell {
        let isCrossPoint = accessDevice.isCrossPoint
        let resistiveHeight = isCrossPoint ? crossbarCellHeight : oneTransistorCellHeight
        let resistiveWidth = isCrossPoint ? crossbarCellWidth : oneTransistorCellWidth
        return try MemoryCell(
            type: cellType, accessDevice: accessDevice,
            heightInFeatureSizes: cellType == .sram ? sramCellHeight : resistiveHeight,
            widthInFeatureSizes: cellType == .sram ? sramCellWidth : resistiveWidth,
            crossPointFeatureSize: featureSize, device: measuredDevice,
            transistors: SRAMTransistors(
                accessWidth: sramAccessWidth, nmosWidth: sramNMOSWidth, pmosWidth: sramPMOSWidth),
            minimumSenseVoltage: minimumSenseVoltage, technology: technology)
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
