// SPDX-License-Identifier: Apache-2.0

import Technology

/// The circuit that pulls one bitline of a pair low to write an SRAM cell: three inverters a column. After CACTI (S. J.
/// E. Wilton, N. P. Jouppi, IEEE JSSC 31(5), 1996). Equations and constants: table of sources in Sources/References.
public struct SRAMWriteDriver: CircuitModel {
    /// The number of columns.
    public let columnCount: Int
    /// The rectangle that the drivers take [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double

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
    public init(
        columnCount: Int, writtenCells: Int? = nil, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let inverter = StandardCell.inverter(technology: technology)
        let unit = Footprint(width: inverter.footprint.width, height: inverter.footprint.height * 3)
        self.columnCount = columnCount
        self.writtenCells = Double(writtenCells ?? columnCount)
        self.inverter = inverter
        supplyVoltage = technology.supplyVoltage
        footprint = unit.tiledBelowColumns(count: columnCount, layout: layout)
        leakagePower = inverter.leakagePower * 3 * Double(columnCount)
    }

    /// Operations of the drivers.
    public enum Operation: Sendable {
        /// One write that changes the share `columnActivity` of the columns [1]. The data arrive with the slope
        /// `inputRamp`. The bitlines were charged by the precharger and are only discharged here.
        case write(bitline: LineLoad, inputRamp: Ramp = .step, columnActivity: Double)
    }

    /// Time [s] of an inverter that rises and one that discharges the bitline, and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .write(let bitline, let inputRamp, let columnActivity):
            let stageLoad = inverter.outputCapacitance + inverter.inputCapacitance
            let bitlineConstant = bitline.timeConstant(
                driverResistance: inverter.nmosResistance, driverCapacitance: inverter.outputCapacitance)
            let chain = StageChain(
                timeConstants: [inverter.pmosResistance * stageLoad, bitlineConstant], inputRamp: inputRamp)
            let drivers = min(writtenCells, Double(columnCount) * columnActivity)
            return OperationCost(
                latency: chain.delay, energy: stageLoad * supplyVoltage * supplyVoltage * drivers)
        }
    }
}
