// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The cells of a macro and the lines along its columns.
struct CellColumns: CircuitModel {
    /// What cells do.
    enum Operation: Sendable {
        /// Currents, charges or products of so many rows in all columns, whose bits are one with probability `product`.
        case read(rows: Int, product: Double)
        /// Currents of so many rows in `columns` columns, which flow for `times` reads; a share of the rows is on, and a
        /// share of the cells conducts well.
        case conduct(rows: Int, columns: Int, times: Double, input: Double, weight: Double)
        /// Bitlines of so many columns are driven to a voltage [V].
        case write(columns: Double, voltage: Double)
    }

    private let cell: MacroCell
    private let rows: Int
    private let columns: Int
    private let silicon: OperatingPoint
    private let readVoltage: Double
    /// Capacitance of a bitline [F].
    let bitlineCapacitance: Double
    let footprint: Footprint
    let leakagePower: Double

    /// What hangs on a unit capacitor besides, in gates with two inputs [1]: switches, inverters and the input lines of the cell.
    private static let parasiticGates = 0.9
    /// Charges of the capacitor a read for each product that is one [1]: when the product is applied and when the column
    /// is reset.
    private static let chargings = 2.0
    /// Swing of a bitline for products that are all one, in supplies [1]; a quarter of the products gives 0.35.
    private static let swing = 1.4
    /// Time for which current flows [fan-out-of-four delays].
    private static let sensing = 60.0

    /// The cells of a design.
    init(_ design: MacroDesign, silicon: OperatingPoint) {
        cell = design.cell
        rows = design.rows
        columns = design.columns
        self.silicon = silicon
        readVoltage = min(design.readVoltage ?? silicon.constants.clampedVoltage, silicon.supply)
        let area = cell.area(design.node)
        let side = area.squareRoot()
        bitlineCapacitance =
            Double(rows) * (side * silicon.constants.wireCapacitance + cell.bitlineCapacitance(silicon))
        footprint = Footprint(width: Double(columns) * side, height: Double(rows) * side)
        leakagePower = cell.leakagePower(silicon) * Double(rows * columns)
    }

    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .read(let rows, let product): OperationCost(latency: 0, energy: readEnergy(rows: rows, product: product))
        case .write(let columns, let voltage):
            OperationCost(latency: 0, energy: columns * bitlineCapacitance * voltage * voltage)
        case .conduct(let rows, let columns, let times, let input, let weight):
            OperationCost(
                latency: 0,
                energy: Double(columns) * bitlineCapacitance * silicon.supply * readVoltage
                    + Double(columns) * times
                    * currentEnergy(rows: rows, input: input, weight: weight))
        }
    }

    private func readEnergy(rows: Int, product: Double) -> Double {
        switch cell.contribution {
        case .current:
            let swing = min(1, Self.swing * product)
            return silicon.switchingEnergy(Double(columns) * bitlineCapacitance * swing)
        case .charge(let unitCapacitors):
            let capacitance =
                unitCapacitors * silicon.constants.unitCapacitor + Self.parasiticGates * silicon.gateCapacitance
            return silicon.switchingEnergy(Double(rows * columns) * capacitance * Self.chargings * product)
        case .resistive, .adders: return 0
        }
    }

    /// Energy of the currents of a column in a read [J].
    private func currentEnergy(rows: Int, input: Double, weight: Double) -> Double {
        guard case .resistive(let on, let off, let isPulsed) = cell.contribution, !isPulsed else { return 0 }
        let conductance = weight / on + (1 - weight) / off
        let current = Double(rows) * input * conductance * readVoltage
        return current * silicon.supply * Self.sensing * silicon.fanOutDelay
    }
}
