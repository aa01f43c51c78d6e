// SPDX-License-Identifier: Apache-2.0

import Technology

/// The drivers of all rows of a 1T1R array that is read in parallel, set by a scanned register.
///
/// Per row a flip-flop and four minimum transmission gates: they select the row with the access voltage and put the
/// bitline on the read level. The scan chain is ideal but for its clock.
/// Equations and constants: table of sources in Sources/References.
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
    ///   - technology: the process.
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

    /// Operations of a switch matrix.
    public enum Operation: Sendable {
        /// A read scans a bit into the register and switches the share `rowActivity` of the rows [1].
        case read(load: LineLoad, inputRamp: Ramp = .step, rowActivity: Double)
        /// A write of one row. The bitlines are grounded; two gates switch when the selection moves to the next row,
        /// one more stays open.
        case write(load: LineLoad, inputRamp: Ramp = .step)
        /// A bit is scanned into the register.
        case scan
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        let selecting = drainCapacitance * 2 * accessVoltage * accessVoltage
        switch operation {
        case .read(let load, let inputRamp, let rowActivity):
            let reading = drainCapacitance * 5 * readVoltage * readVoltage
            let opening = gate.gateCapacitance * 3 * supplyVoltage * supplyVoltage
            let scanning = register.cost(of: .store())
            return OperationCost(
                latency: timing(load: load, inputRamp: inputRamp).delay + scanning.latency,
                energy: (selecting + reading + opening) * (Double(rowCount) * rowActivity) + scanning.energy)
        case .write(let load, let inputRamp):
            let opening = gate.gateCapacitance * (2 * 2 + 1) * supplyVoltage * supplyVoltage
            return OperationCost(
                latency: timing(load: load, inputRamp: inputRamp).delay, energy: selecting + opening)
        case .scan:
            return register.cost(of: .store())
        }
    }
}
