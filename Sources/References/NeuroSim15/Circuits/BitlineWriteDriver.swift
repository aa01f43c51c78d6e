// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The circuit that pulls one bitline of a pair low to write an SRAM cell: three enlarged inverters a column.
///
/// Equations and constants: the table of sources in the README of this revision.
struct BitlineWriteDriver: CircuitModel {
    /// The number of columns.
    let columnCount: Int
    /// The rectangle that the drivers take [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double

    private let writtenCells: Double
    private let inverter: StandardCell
    private let supplyVoltage: Double

    /// Sizes the drivers of `columnCount` columns.
    ///
    /// - Parameters:
    ///   - columnCount: the number of columns, each with a bitline and its complement.
    ///   - writtenCells: the most cells that an operation writes; by default all columns.
    ///   - layout: the drivers stand below the array: a width folds them into rows, a height has no effect.
    ///   - technology: the process.
    init(columnCount: Int, writtenCells: Int? = nil, layout: LayoutConstraint = .free, technology: Technology) {
        let inverter = StandardCell.enlargedInverter(technology: technology)
        let unit = Footprint(width: inverter.footprint.width, height: inverter.footprint.height * 3)
        self.columnCount = columnCount
        self.writtenCells = Double(writtenCells ?? columnCount)
        self.inverter = inverter
        supplyVoltage = technology.supplyVoltage
        footprint = unit.tiledBelowColumns(count: columnCount, layout: layout)
        leakagePower = inverter.leakagePower * 3 * Double(columnCount)
    }

    /// What the drivers do.
    enum Operation: Sendable {
        /// One write that changes the share `columnActivity` of the columns [1], whose data arrive with the slope
        /// `inputRamp`. The bitlines were charged by the precharger and are only discharged here.
        case write(bitline: LineLoad, inputRamp: Ramp = .step, columnActivity: Double)
    }

    /// Time [s] of an inverter that rises and one that discharges the bitline, and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .write(let bitline, let inputRamp, let columnActivity):
            let stageLoad = inverter.outputCapacitance + inverter.inputCapacitance
            let bitlineConstant = bitline.timeConstant(
                driverResistance: inverter.nmosResistance, driverCapacitance: inverter.outputCapacitance)
            let chain = StageChain(
                timeConstants: [inverter.pmosResistance * stageLoad, bitlineConstant], inputRamp: inputRamp)
            let drivers = min(writtenCells, Double(columnCount) * columnActivity)
            return OperationCost(latency: chain.delay, energy: stageLoad * supplyVoltage * supplyVoltage * drivers)
        }
    }
}
