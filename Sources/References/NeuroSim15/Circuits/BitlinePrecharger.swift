// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The circuit that puts a pair of bitlines on the supply before each access: per column two PMOS that charge and one that
/// equalizes, enlarged.
///
/// Equations and constants: the table of sources in the README of this revision.
struct BitlinePrecharger: CircuitModel {
    /// The number of columns.
    let columnCount: Int
    /// The rectangle that the circuit takes [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double

    private let accessedCells: Double
    private let pullUpResistance: Double
    private let outputCapacitance: Double
    private let supplyVoltage: Double

    /// Width of a charging PMOS before it is enlarged, in feature sizes [1].
    private static let chargingSize = 6.0

    /// Sizes the prechargers of `columnCount` columns.
    ///
    /// - Parameters:
    ///   - columnCount: the number of columns, each with a bitline and its complement.
    ///   - accessedCells: the most cells that an operation reads or writes; by default all columns.
    ///   - layout: the prechargers stand above the array: a width folds them into rows, a height has no effect.
    ///   - technology: the process.
    init(columnCount: Int, accessedCells: Int? = nil, layout: LayoutConstraint = .free, technology: Technology) {
        let charging = Self.cell(width: Self.chargingSize * technology.featureSize, technology: technology)
        let equalizing = Self.cell(width: StandardCell.smallestWidth(technology), technology: technology)
        let unit = Footprint(
            width: max(charging.footprint.width, equalizing.footprint.width),
            height: charging.footprint.height * 2 + equalizing.footprint.height)
        self.columnCount = columnCount
        self.accessedCells = Double(accessedCells ?? columnCount)
        pullUpResistance = charging.pmosResistance
        outputCapacitance = charging.outputCapacitance + equalizing.outputCapacitance
        supplyVoltage = technology.supplyVoltage
        footprint = unit.tiledBelowColumns(count: columnCount, layout: layout)
        leakagePower = 2 * charging.leakagePower * Double(columnCount)
    }

    private static func cell(width: Double, technology: Technology) -> StandardCell {
        let gate = LogicGate(.inverter, nmosWidth: 0, pmosWidth: width)
        return StandardCell(technology.enlarged(gate), technology: technology)
    }

    /// What the prechargers do.
    enum Operation: Sendable {
        /// One bitline of every accessed cell is charged before a read.
        case prechargeForRead(bitline: LineLoad)
        /// One bitline of every written cell is charged before a write that changes the share `columnActivity` of the
        /// columns [1].
        case prechargeForWrite(bitline: LineLoad, columnActivity: Double)
    }

    /// Time [s] and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .prechargeForRead(let bitline):
            charging(lines: min(accessedCells, Double(columnCount)), of: bitline)
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
