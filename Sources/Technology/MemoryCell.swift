/// A memory cell of an array: its geometry, its resistances and its loads.
public struct MemoryCell: Sendable, Equatable {
    /// What stores the bits.
    public let type: CellType
    /// What selects the cell; of no meaning in an SRAM.
    public let accessDevice: AccessDevice
    /// The height of the cell [F], in the unit of ``featureSize``.
    public let heightInFeatureSizes: Double
    /// The width of the cell [F], in the unit of ``featureSize``.
    public let widthInFeatureSizes: Double
    /// The unit of the geometry [m]: the feature size of the process, or of the array for cross-point cells.
    public let featureSize: Double
    /// The device and how it is operated.
    public let device: MemoryDevice
    /// The write voltage that energies and drivers are computed with [V]: the root of the sum of the squares of the set
    /// and the reset voltage, as in DNN+NeuroSim V2.1.
    public let writeVoltage: Double
    /// The smallest voltage difference between bitlines that is sensed [V].
    public let minimumSenseVoltage: Double

    /// The latch of an SRAM cell; nil for the other types.
    public let sram: SRAMCell?
    /// The width of the access transistor [m]; 0 if there is none.
    public let accessTransistorWidth: Double
    /// The resistance of the access transistor in the sizing of the array [Ω]; 0 if there is none.
    public let accessResistance: Double
    /// The capacitance of the gate of the access transistor [F]; 0 if there is none.
    public let accessGateCapacitance: Double
    /// The capacitance of the drain of the access transistor [F]; 0 if there is none.
    public let accessDrainCapacitance: Double
    /// The resistances of the cell at the read voltage, with the access transistor of a 1T1R cell.
    public let readResistance: CellResistance
    /// The resistances of the cell at half of the write voltage.
    public let halfWriteResistance: CellResistance
    /// The resistances of the cell at the write voltage.
    public let fullWriteResistance: CellResistance

    /// The size of a cell in a technology.
    ///
    /// - Parameters:
    ///   - type: What stores the bits.
    ///   - accessDevice: What selects the cell.
    ///   - heightInFeatureSizes: The height of the cell [F].
    ///   - widthInFeatureSizes: The width of the cell [F].
    ///   - crossPointFeatureSize: The feature size of a cross-point array [m].
    ///   - device: The memory device; of an SRAM cell only the voltages and pulse widths count.
    ///   - transistors: The transistors of an SRAM cell.
    ///   - minimumSenseVoltage: The smallest voltage difference between bitlines that is sensed [V].
    ///   - technology: The process.
    /// - Throws: ``TechnologyError/accessTransistorTooWide(_:cellWidth:)``.
    public init(
        type: CellType, accessDevice: AccessDevice, heightInFeatureSizes: Double, widthInFeatureSizes: Double,
        crossPointFeatureSize: Double, device: MemoryDevice, transistors: SRAMTransistors,
        minimumSenseVoltage: Double, technology: Technology
    ) throws(TechnologyError) {
        let isCrossPoint = type != .sram && accessDevice.isCrossPoint
        self.type = type
        self.accessDevice = accessDevice
        self.heightInFeatureSizes = heightInFeatureSizes
        self.widthInFeatureSizes = widthInFeatureSizes
        self.device = device
        self.minimumSenseVoltage = minimumSenseVoltage
        featureSize = isCrossPoint ? crossPointFeatureSize : technology.featureSize
        let squaredVoltage = device.writeVoltage * device.writeVoltage
        writeVoltage = (squaredVoltage + squaredVoltage).squareRoot()

        let access: AccessTransistor
        if type == .sram {
            let latch = SRAMCell(transistors: transistors, cellWidth: widthInFeatureSizes, technology: technology)
            sram = latch
            access = AccessTransistor(latch)
        } else {
            sram = nil
            access =
                isCrossPoint
                ? .absent
                : try AccessTransistor(
                    cellResistance: device.onResistance, cellWidth: widthInFeatureSizes, technology: technology)
        }
        accessTransistorWidth = access.width
        accessResistance = access.resistance
        accessGateCapacitance = access.gateCapacitance
        accessDrainCapacitance = access.drainCapacitance

        let measured = CellResistance(on: device.onResistance, off: device.offResistance)
        let linear = type == .sram ? measured : measured.inSeries(with: access.resistance)
        readResistance = linear
        if isCrossPoint, let nonlinearity = device.nonlinearity {
            let full = writeVoltage
            let read = device.readVoltage
            halfWriteResistance = linear.nonlinear(
                nonlinearity, readVoltage: read, writeVoltage: full, at: full / 2)
            fullWriteResistance = linear.nonlinear(nonlinearity, readVoltage: read, writeVoltage: full, at: full)
        } else {
            halfWriteResistance = linear
            fullWriteResistance = linear
        }
    }

    /// Whether the cell stands at the crossing of two lines, without a transistor of its own.
    public var isCrossPoint: Bool { type != .sram && accessDevice.isCrossPoint }

    /// The number of pulses that step through all states of the device [1].
    public var maximumWritePulses: Int { max(device.potentiationLevels, device.depressionLevels) }

    /// The rectangle of the cell.
    ///
    /// - Parameters:
    ///   - technology: The process of the circuits around the array.
    ///   - relaxingHeight: Whether the cell grows to the height of a standard cell, so that row circuits line up.
    ///   - relaxingWidth: Whether the cell grows to the width of the pass gates of a column.
    public func footprint(
        technology: Technology, relaxingHeight: Bool = false, relaxingWidth: Bool = false
    ) -> Footprint {
        let passGateWidth = (DesignRules.gapBetweenGatePoly + DesignRules.polyWidth) * 2
        let columnWidth = type == .sram ? passGateWidth : passGateWidth * 2
        let leastWidth = relaxingWidth ? columnWidth * technology.featureSize : 0
        let leastHeight = relaxingHeight ? DesignRules.maximumTransistorHeight * technology.featureSize : 0
        return Footprint(
            width: max(widthInFeatureSizes * featureSize, leastWidth),
            height: max(heightInFeatureSizes * featureSize, leastHeight))
    }
}

/// The transistor that connects a cell to its bitline.
private struct AccessTransistor {
    static let absent = AccessTransistor(width: 0, resistance: 0, gateCapacitance: 0, drainCapacitance: 0)

    /// [m]
    let width: Double
    /// [Ω]
    let resistance: Double
    /// [F]
    let gateCapacitance: Double
    /// [F]
    let drainCapacitance: Double
}

extension AccessTransistor {
    /// The access transistor of an SRAM cell.
    init(_ latch: SRAMCell) {
        width = latch.accessWidth
        resistance = latch.accessResistance
        gateCapacitance = latch.accessGateCapacitance
        drainCapacitance = latch.accessCapacitance
    }

    /// The access transistor of a 1T1R cell: so wide that it drops only a tolerated part of the voltage over a device
    /// of `cellResistance` [Ω].
    init(cellResistance: Double, cellWidth: Double, technology: Technology) throws(TechnologyError) {
        let tolerated = cellResistance * DesignRules.irDropTolerance
        let unitResistance = technology.onResistance(width: technology.featureSize, polarity: .nmos)
        let widthInFeatureSizes = unitResistance * DesignRules.linearRegionRatio / tolerated
        guard widthInFeatureSizes <= cellWidth else {
            throw .accessTransistorTooWide(widthInFeatureSizes, cellWidth: cellWidth)
        }
        width = widthInFeatureSizes * technology.featureSize
        resistance = tolerated
        gateCapacitance = technology.gateCapacitance(width: width)
        drainCapacitance = technology.drainCapacitance(
            width: width, polarity: .nmos, regionHeight: cellWidth * technology.featureSize)
    }
}
