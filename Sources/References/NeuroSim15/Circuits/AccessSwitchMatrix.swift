// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The drivers of all rows of a 1T1R array that is read in parallel: a flip-flop and four pass gates a row, which put the
/// wordline on the access voltage and the bitline on the read voltage.
///
/// Equations and constants: the table of sources in the README of this revision.
struct AccessSwitchMatrix: CircuitModel {
    /// The number of rows.
    let rowCount: Int
    /// The rectangle that the matrix takes [m].
    let footprint: Footprint
    /// Static power of the flip-flops [W]; pass gates are taken not to leak.
    let leakagePower: Double

    private let register: FlipFlopRegister
    private let gate: PassGate
    private let drainCapacitance: Double
    private let supplyVoltage: Double
    private let accessVoltage: Double
    private let readVoltage: Double

    /// Sizes a switch matrix of `rowCount` rows.
    ///
    /// - Parameters:
    ///   - rowCount: the number of rows.
    ///   - sizeFactor: the width of the pass gates over the smallest [1].
    ///   - accessVoltage: the level of the gate of an access transistor [V].
    ///   - readVoltage: the level of a bitline in a read [V].
    ///   - layout: the matrix stands beside the array: a height folds it into columns, a width has no effect.
    ///   - technology: the process.
    init(
        rowCount: Int, sizeFactor: Double, accessVoltage: Double, readVoltage: Double,
        layout: LayoutConstraint = .free, technology: Technology
    ) {
        let gate = Self.gate(sizeFactor: sizeFactor, technology: technology)
        let columns = PassGateColumns(of: gate, count: rowCount, layout: layout, technology: technology)
        let register = FlipFlopRegister(
            count: rowCount, layout: .height(columns.height), technology: technology)
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

    /// A pass gate whose PMOS is taken to conduct like an NMOS of its width.
    private static func gate(sizeFactor: Double, technology: Technology) -> PassGate {
        let nmos = StandardCell.smallestWidth(technology) * sizeFactor
        let pmos = technology.pmosToNmosRatio * StandardCell.smallestWidth(technology) * sizeFactor
        let conductances = [nmos, pmos].map { 1 / technology.switchResistance(width: $0, polarity: .nmos) }
        return PassGate(
            nmosWidth: nmos, pmosWidth: pmos, resistance: 1 / (conductances[0] + conductances[1]),
            technology: technology)
    }

    /// What a switch matrix does.
    enum Operation: Sendable {
        /// A read scans a bit into the register and switches the share `rowActivity` of the rows [1], each loaded with a
        /// wordline, or with the first section of one that has repeaters.
        case read(load: LineLoad, inputRamp: Ramp = .step, rowActivity: Double)
    }

    /// Time of the lines [s], without that of the scan, and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .read(let load, let inputRamp, let rowActivity):
            let timeConstant = load.timeConstant(
                driverResistance: gate.resistance,
                driverCapacitance: drainCapacitance * 2 + gate.movingGateCapacitance)
            let selecting = drainCapacitance * 2 * accessVoltage * accessVoltage
            let reading = drainCapacitance * 3 * readVoltage * readVoltage
            let opening = gate.gateCapacitance * 3 * supplyVoltage * supplyVoltage
            return OperationCost(
                latency: stageTiming(timeConstant: timeConstant, input: inputRamp).delay,
                energy: (selecting + reading + opening) * (Double(rowCount) * rowActivity) + register.storingEnergy())
        }
    }
}
