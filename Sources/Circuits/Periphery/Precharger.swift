// SPDX-License-Identifier: Apache-2.0

import Technology

/// The circuit that puts a pair of bitlines on the supply before each access: per column two PMOS that charge and one
/// that equalizes, after CACTI (S. J. E. Wilton, N. P. Jouppi, IEEE JSSC 31(5), 1996). Equations and constants: table
/// of sources in Sources/References.
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
    ///   - technology: the process.
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

    /// Operations of the prechargers.
    public enum Operation: Sendable {
        /// Both bitlines of every accessed cell are charged before a read.
        case prechargeForRead(bitline: LineLoad)
        /// One bitline of every written cell is charged before a write that changes the share `columnActivity` of the
        /// columns [1].
        case prechargeForWrite(bitline: LineLoad, columnActivity: Double)
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .prechargeForRead(let bitline):
            charging(lines: min(accessedCells, Double(columnCount)) * 2, of: bitline)
        case .prechargeForWrite(let bitline, let columnActivity):
            charging(lines: min(accessedCells, Double(columnCount) * columnActivity), of: bitline)
        }
    }

    private func charging(lines: Double, of bitline: LineLoad) -> OperationCost {
        let timeConstant = bitline.timeConstant(
            driverResistance: pullUpResistance, driverCapacitance: outputCapacitance)
        return OperationCost(
            latency: stageTiming(timeConstant: timeConstant, input: .step).delay,
            energy: bitline.capacitance * supplyVoltage * supplyVoltage * lines)
    }
}
