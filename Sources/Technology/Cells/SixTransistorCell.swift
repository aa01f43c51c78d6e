// SPDX-License-Identifier: Apache-2.0

/// A six-transistor SRAM cell in an array that computes: one bit, read through a pair of bitlines.
///
/// The transistors count with their own resistance and capacitance in the read of a cell, not as a load along the lines.
public struct SixTransistorCell: MemoryCell, Equatable {
    /// The latch.
    public let latch: SRAMCell
    /// The voltages and pulses that the array is operated with, and the conductances that stand for a one and a zero.
    public let device: MemoryDevice
    /// The height of the cell [F].
    public let heightInFeatureSizes: Double
    /// The width of the cell [F].
    public let widthInFeatureSizes: Double
    /// The unit of the geometry [m].
    public let featureSize: Double
    /// The static power of the cell [W].
    public let leakagePower: Double
    /// The time in which a storage node flips [s].
    public let writePulseWidth: Double
    /// The number of pulses of a change.
    public let writeRule = WriteRule.flips
    /// One bit.
    public let mostBits: Int? = 1
    /// Pass gates that a column needs room for [1].
    public let passGatesPerColumn = 1.0
    /// The device that selects the cell.
    public let selection = CellSelection.transistor
    /// The capacitance that the cell adds to its wordline [F].
    public let wordlineLoad = 0.0
    /// The capacitance that the cell adds to a line along its column [F].
    public let columnLoad = 0.0
    /// The measured resistance in series with the cell in its read [Ω].
    public let seriesResistance = 0.0

    private let supplyVoltage: Double

    /// A cell of the given transistors.
    ///
    /// - Parameters:
    ///   - transistors: The widths of the transistors.
    ///   - geometry: The size of the cell; transistors are folded to its width.
    ///   - device: How the array is operated.
    ///   - technology: The process.
    public init(
        transistors: SRAMTransistors, geometry: CellGeometry, device: MemoryDevice, technology: Technology
    ) {
        let latch = SRAMCell(transistors: transistors, cellWidth: geometry.width, technology: technology)
        let inverter = LogicGate(.inverter, nmosWidth: latch.nmosWidth, pmosWidth: latch.pmosWidth)
        self.latch = latch
        self.device = device
        heightInFeatureSizes = geometry.height
        widthInFeatureSizes = geometry.width
        featureSize = technology.featureSize
        supplyVoltage = technology.supplyVoltage
        leakagePower = technology.leakageCurrent(of: inverter) * technology.supplyVoltage * 2
        writePulseWidth =
            stageTiming(timeConstant: latch.flipResistance * latch.storageCapacitance, input: .step).delay
    }

    /// The resistances of the states, without what is in series.
    public var stateResistance: CellResistance { device.stateResistance }
    /// The resistances of the cell at the read voltage.
    public var readResistance: CellResistance { device.stateResistance }
    /// The voltage over a cell that is read [V].
    public var readVoltage: Double { device.readVoltage }
    /// The write voltage that drivers are computed with [V].
    public var writeVoltage: Double { device.rootSquareWriteVoltage }
    /// How the cell is read.
    public var readOut: CellReadOut { .bitlines(latch) }

    /// Both storage nodes of each cell that flips.
    public func writeEnergy(of write: CellWrite) -> Double {
        let energyPerFlip = 2 * latch.storageCapacitance * supplyVoltage * supplyVoltage
        return energyPerFlip * write.flips.rows * write.flips.cellsPerRow
    }
}
