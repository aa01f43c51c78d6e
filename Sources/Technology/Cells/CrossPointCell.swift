// SPDX-License-Identifier: Apache-2.0

/// A device at the crossing of two lines, with or without a selector in series, which no line controls.
public struct CrossPointCell: MemoryCell, Equatable {
    /// The device and how it is operated.
    public let device: MemoryDevice
    /// The storage element that a pulse changes.
    public let element: StorageElement
    /// The resistances of the cell at half of the write voltage.
    public let halfWriteResistance: CellResistance
    /// The resistances of the cell at the write voltage.
    public let fullWriteResistance: CellResistance
    /// The height of the cell [F].
    public let heightInFeatureSizes: Double
    /// The width of the cell [F].
    public let widthInFeatureSizes: Double
    /// The unit of the geometry [m].
    public let featureSize: Double
    /// Nil: as many bits as a run asks for.
    public let mostBits: Int? = nil
    /// Pass gates that a column needs room for [1].
    public let passGatesPerColumn = 2.0
    /// The device that selects the cell.
    public let selection = CellSelection.crossing
    /// How the cell is read.
    public let readOut = CellReadOut.current
    /// The capacitance that the cell adds to its wordline [F].
    public let wordlineLoad = 0.0
    /// The capacitance that the cell adds to a line along its column [F].
    public let columnLoad = 0.0
    /// The measured resistance in series with the cell in its read [Ω].
    public let seriesResistance = 0.0
    /// The static power of the cell [W]: such cells do not leak.
    public let leakagePower = 0.0

    /// A cell of that size around `device`.
    ///
    /// - Parameters:
    ///   - element: The storage element that a pulse changes.
    ///   - geometry: The size of the cell.
    ///   - featureSize: The feature size of the array [m].
    ///   - device: The device.
    public init(element: StorageElement, geometry: CellGeometry, featureSize: Double, device: MemoryDevice) {
        self.device = device
        self.element = element
        heightInFeatureSizes = geometry.height
        widthInFeatureSizes = geometry.width
        self.featureSize = featureSize
        let linear = device.stateResistance
        guard let nonlinearity = device.nonlinearity else {
            halfWriteResistance = linear
            fullWriteResistance = linear
            return
        }
        let full = device.rootSquareWriteVoltage
        let read = device.readVoltage
        halfWriteResistance = linear.nonlinear(nonlinearity, readVoltage: read, writeVoltage: full, at: full / 2)
        fullWriteResistance = linear.nonlinear(nonlinearity, readVoltage: read, writeVoltage: full, at: full)
    }

    /// The resistances of the states, without what is in series.
    public var stateResistance: CellResistance { device.stateResistance }
    /// The resistances of the cell at the read voltage.
    public var readResistance: CellResistance { device.stateResistance }
    /// The voltage over a cell that is read [V].
    public var readVoltage: Double { device.readVoltage }
    /// The write voltage that drivers are computed with [V].
    public var writeVoltage: Double { device.rootSquareWriteVoltage }
    /// The duration of a write pulse [s].
    public var writePulseWidth: Double { device.writePulseWidth }
    /// The number of pulses of a change.
    public var writeRule: WriteRule { device.writeRule }

    /// The devices, the lines, and the half-selected cells.
    ///
    /// Lines that are not selected stand at half the write voltage, and cells with one selected line conduct at half.
    public func writeEnergy(of write: CellWrite) -> Double {
        let full = writeVoltage * writeVoltage
        let half = full / 4
        let lines = write.lines
        let meanConductance = (1 / halfWriteResistance.on + 1 / halfWriteResistance.off) / 2
        let energyPerCell = half * meanConductance * device.writePulseWidth
        func idle(_ step: CellWrite.Step) -> Double {
            let idleRowEnergy = lines.rowWire * half * step.idleRows * write.averagePulses
            let idleColumnEnergy = lines.column * half * step.idleColumns * step.pulses
            let halfSelected = (step.idleColumns + step.idleRows) * step.pulses
            return idleRowEnergy + idleColumnEnergy + energyPerCell * halfSelected
        }
        let selected = lines.rowWire * write.setStep.pulses + lines.column * write.resetStep.pulses
        let lineEnergy = full * selected + idle(write.setStep) + idle(write.resetStep)
        return element.energy(of: write, device: device) + lineEnergy
    }
}
