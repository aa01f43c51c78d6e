// SPDX-License-Identifier: Apache-2.0

/// A ferroelectric transistor behind an access transistor (FeFET).
public struct FerroelectricCell: TransistorSelectedCell, Equatable {
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
    /// The measured resistance in series with the cell in its read [Ω].
    public let seriesResistance = 0.0

    private let supplyVoltage: Double
    private let gate: StorageElement

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
        gate = .ferroelectric(technology: technology)
    }

    /// The polarization, the wordlines, and the columns with the gates of the selected cells.
    public func writeEnergy(of write: CellWrite) -> Double {
        let wordlineEnergy = write.lines.wordline * supplyVoltage * supplyVoltage * write.totalPulses
        func pulsedColumns(_ step: CellWrite.Step) -> Double {
            let gates = device.gateCapacitance * step.rows
            return (write.lines.column + gates) * step.columns * step.pulses
        }
        let columns = pulsedColumns(write.setStep) + pulsedColumns(write.resetStep)
        let lineEnergy = wordlineEnergy + columns * writeVoltage * writeVoltage
        return gate.energy(of: write, device: device) + lineEnergy
    }
}
