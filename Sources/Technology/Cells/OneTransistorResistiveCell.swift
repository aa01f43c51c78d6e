// SPDX-License-Identifier: Apache-2.0

/// A resistive device behind an access transistor (1T1R).
public struct OneTransistorResistiveCell: TransistorSelectedCell, Equatable {
    /// The device and how it is operated.
    public let device: MemoryDevice
    /// The access transistor.
    public let access: AccessTransistor
    /// The height of the cell [F].
    public let heightInFeatureSizes: Double
    /// The width of the cell [F].
    public let widthInFeatureSizes: Double
    /// The unit of the geometry [m].
    public let featureSize: Double

    private let supplyVoltage: Double

    /// A cell of that size around `device`.
    ///
    /// - Throws: ``TechnologyError/accessTransistorTooWide(_:cellWidth:)``.
    public init(geometry: CellGeometry, device: MemoryDevice, technology: Technology) throws(TechnologyError) {
        access = try AccessTransistor(
            cellResistance: device.onResistance, cellWidth: geometry.width, technology: technology)
        self.device = device
        heightInFeatureSizes = geometry.height
        widthInFeatureSizes = geometry.width
        featureSize = technology.featureSize
        supplyVoltage = technology.supplyVoltage
    }

    /// The measured access transistor.
    public var seriesResistance: Double { device.accessResistance }

    /// The devices' currents, the wordlines, and the bitlines and source lines.
    ///
    /// Setting raises the bitlines of selected cells and the source lines of the others; resetting the other way round.
    public func writeEnergy(of write: CellWrite) -> Double {
        let wordlineEnergy = write.lines.wordline * supplyVoltage * supplyVoltage * write.totalPulses
        let (set, reset) = (write.setStep, write.resetStep)
        let setLines = write.lines.rowWire * set.columns + write.lines.column * set.idleColumns
        let resetLines = write.lines.column * reset.columns + write.lines.rowWire * reset.idleColumns
        let pulsedLines = setLines * set.pulses + resetLines * reset.pulses
        let lineEnergy = wordlineEnergy + pulsedLines * writeVoltage * writeVoltage
        return StorageElement.resistive.energy(of: write, device: device) + lineEnergy
    }
}
