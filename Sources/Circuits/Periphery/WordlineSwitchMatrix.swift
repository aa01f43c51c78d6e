import Technology

/// The drivers of all rows of a 1T1R array that is read in parallel, set by a scanned register.
///
/// Per row a flip-flop and four minimum transmission gates: they select the row with the access voltage and put the
/// bitline on the read level. Model: DNN+NeuroSim V2.1; the scan chain is ideal but for its clock.
public struct WordlineSwitchMatrix: CircuitModel {
    /// The number of rows.
    public let rowCount: Int
    /// The rectangle that the matrix takes [m].
    public let footprint: Footprint
    /// Static power of the flip-flops [W]; transmission gates are taken not to leak.
    public let leakagePower: Double

    private let register: DFlipFlop
    private let gate: TransmissionGate
    private let drainCapacitance: Double
    private let supplyVoltage: Double
    private let accessVoltage: Double
    private let readVoltage: Double

    /// Sizes a switch matrix of `rowCount` rows.
    ///
    /// - Parameters:
    ///   - rowCount: the number of rows.
    ///   - accessVoltage: the level of the gate of an access transistor [V].
    ///   - readVoltage: the level of a bitline in a read [V].
    ///   - clockFrequency: the clock of the scan chain [Hz].
    ///   - layout: the matrix stands beside the array: a height folds it into columns, a width has no effect.
    public init(
        rowCount: Int, accessVoltage: Double, readVoltage: Double, clockFrequency: Double,
        layout: LayoutConstraint = .free, technology: Technology
    ) {
        let gate = TransmissionGate(minimumIn: technology) { nmos, _ in nmos * DesignRules.linearRegionRatio }
        let columns = TransmissionGateColumns(of: gate, count: rowCount, layout: layout, technology: technology)
        let register = DFlipFlop(
            count: rowCount, clockFrequency: clockFrequency, layout: .height(columns.height), technology: technology)
        self.rowCount = rowCount
        self.gate = gate
        self.register = register
        drainCapacitance = gate.drainCapacitance(height: columns.gateLayout.height, technology: technology)
        supplyVoltage = technology.supplyVoltage
        self.accessVoltage = accessVoltage
        self.readVoltage = readVoltage
        leakagePower = register.leakagePower
        footprint = Footprint(
            width: columns.gateLayout.width * 4 * Double(columns.columnCount) + register.footprint.width,
            height: columns.height)
    }

    /// Delay of the two gates that switch a line, and the slope of the line's edge.
    public func timing(load: LineLoad, inputRamp: Ramp = .step) -> StageTiming {
        let timeConstant = load.timeConstant(
            driverResistance: gate.resistance, driverCapacitance: drainCapacitance * 5)
        return stageTiming(timeConstant: timeConstant, input: inputRamp)
    }

    /// Time of a number of reads [s]: each scans a bit into the register and switches the lines.
    public func readLatency(load: LineLoad, inputRamp: Ramp = .step, operations: Double) -> Double {
        timing(load: load, inputRamp: inputRamp).delay * operations + register.readLatency(operations: operations)
    }

    /// Time of a number of writes [s], with `scans` scans of the register; nothing when there is no write.
    public func writeLatency(load: LineLoad, inputRamp: Ramp = .step, operations: Double, scans: Double) -> Double {
        guard operations != 0 else { return 0 }
        return timing(load: load, inputRamp: inputRamp).delay * operations + register.readLatency(operations: scans)
    }

    /// Energy of a number of reads [J] with the share `rowActivity` of the rows active [1].
    public func readEnergy(rowActivity: Double, operations: Double) -> Double {
        let selecting = drainCapacitance * 2 * accessVoltage * accessVoltage
        let reading = drainCapacitance * 5 * readVoltage * readVoltage
        let opening = gate.gateCapacitance * 3 * supplyVoltage * supplyVoltage
        let activeRows = Double(rowCount) * rowActivity
        return (selecting + reading + opening) * activeRows * operations + register.readEnergy(operations: operations)
    }

    /// Energy of a number of writes [J], one row each, with `scans` scans of the register; nothing when there is no write.
    ///
    /// The bitlines are grounded; two gates switch when the selection moves to the next row, one more stays open.
    public func writeEnergy(operations: Double, scans: Double) -> Double {
        guard operations != 0 else { return 0 }
        let selecting = drainCapacitance * 2 * accessVoltage * accessVoltage
        let opening = gate.gateCapacitance * (2 * 2 + 1) * supplyVoltage * supplyVoltage
        return (selecting + opening) * operations + register.readEnergy(operations: scans)
    }
}
