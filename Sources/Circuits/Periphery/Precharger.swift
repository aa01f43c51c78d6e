import Technology

/// The circuit that puts a pair of bitlines on the supply before each access: per column two PMOS that charge and one that
/// equalizes. Model: DNN+NeuroSim V2.1, after CACTI.
public struct Precharger: CircuitModel {
    /// The number of columns.
    public let columnCount: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double

    /// Drawn width of each of the two PMOS that charge a bitline pair [m].
    public let chargingWidth: Double
    /// Drawn width of the PMOS that equalizes a bitline pair [m].
    public let equalizingWidth: Double
    /// Capacitance of the junctions at each bitline [F].
    public let outputCapacitance: Double

    private let accessedCells: Double
    private let pullUpResistance: Double
    private let supplyVoltage: Double

    /// Width of a charging PMOS in feature sizes [1].
    private static let chargingSize = 6.0

    /// Sizes the prechargers of `columnCount` columns.
    ///
    /// - Parameters:
    ///   - columnCount: the number of columns, each with a bitline and its complement.
    ///   - accessedCells: the most cells that an operation reads or writes; by default all columns.
    ///   - layout: the prechargers stand above the array: a width folds them into rows, a height has no effect.
    public init(
        columnCount: Int, accessedCells: Int? = nil, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let chargingWidth = Precharger.chargingSize * technology.featureSize
        let equalizingWidth = DesignRules.minimumNmosSize * technology.featureSize
        let charging = StandardCell(
            LogicGate(.inverter, nmosWidth: 0, pmosWidth: chargingWidth), technology: technology)
        let equalizing = StandardCell(
            LogicGate(.inverter, nmosWidth: 0, pmosWidth: equalizingWidth), technology: technology)
        self.chargingWidth = chargingWidth
        self.equalizingWidth = equalizingWidth
        let unit = Footprint(
            width: max(charging.footprint.width, equalizing.footprint.width),
            height: charging.footprint.height + equalizing.footprint.height * 2)

        self.columnCount = columnCount
        self.accessedCells = Double(accessedCells ?? columnCount)
        pullUpResistance = charging.pmosResistance
        outputCapacitance = charging.outputCapacitance + equalizing.outputCapacitance
        supplyVoltage = technology.supplyVoltage
        footprint = unit.tiledBelowColumns(count: columnCount, layout: layout)
        leakagePower = charging.leakagePower * Double(columnCount)
    }

    /// Time of a number of precharges one after the other [s], before reads or writes.
    public func latency(bitline: LineLoad, operations: Double) -> Double {
        let timeConstant = bitline.timeConstant(
            driverResistance: pullUpResistance, driverCapacitance: outputCapacitance)
        return stageTiming(timeConstant: timeConstant, input: .step).delay * operations
    }

    /// Energy of precharging both bitlines of every accessed cell before reads [J].
    public func readEnergy(bitline: LineLoad, operations: Double) -> Double {
        let lines = min(accessedCells, Double(columnCount)) * 2
        return bitline.capacitance * supplyVoltage * supplyVoltage * lines * operations
    }

    /// Energy of precharging one bitline of every written cell before writes [J].
    ///
    /// `columnActivity` is the share of columns that a write changes [1].
    public func writeEnergy(bitline: LineLoad, columnActivity: Double, operations: Double) -> Double {
        let lines = min(accessedCells, Double(columnCount) * columnActivity)
        return bitline.capacitance * supplyVoltage * supplyVoltage * lines * operations
    }
}
