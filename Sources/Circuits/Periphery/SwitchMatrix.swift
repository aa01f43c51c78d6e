// SPDX-License-Identifier: Apache-2.0

import Technology

/// The drivers of all lines on one side of an array, set in parallel by a scanned register.
///
/// Per line a flip-flop and two transmission gates, which put the line on one of two levels. The gates are sized for a
/// small drop against what the line drives. The scan chain is ideal but for its clock. Equations and constants: table
/// of sources in Sources/References.
public struct SwitchMatrix: CircuitModel {
    /// The lines that a switch matrix drives; they decide where it stands and which lines a write charges.
    public enum Lines: Sendable, Equatable {
        /// Rows of cells with an access transistor (SRAM, 1T1R): a write only selects them.
        case wordlines
        /// Columns of cells with an access transistor: writes pulse the selected columns, in two steps, SET and RESET.
        case sourcelines
        /// Rows of a cross-point array: in a write one is at the write voltage, all others at half of it.
        case crossPointRows
        /// Columns of a cross-point array: in a write the selected are pulsed, all others at half of the write voltage.
        case crossPointColumns

        /// Whether the matrix stands beside the rows; otherwise it stands below the columns.
        public var areRows: Bool { self == .wordlines || self == .crossPointRows }
    }

    /// Which lines are driven.
    public let lines: Lines
    /// The number of lines.
    public let lineCount: Int
    /// The rectangle that the matrix takes [m].
    public let footprint: Footprint
    /// Static power of the flip-flops [W]; transmission gates are taken not to leak.
    public let leakagePower: Double
    /// Resistance of a closed transmission gate [Ohm].
    public let gateResistance: Double

    private let register: DFlipFlop
    private let gate: TransmissionGate
    private let drainCapacitance: Double
    private let writtenCells: Double
    private let supplyVoltage: Double
    private let readVoltage: Double
    private let writeVoltage: Double

    /// Sizes a switch matrix.
    ///
    /// - Parameters:
    ///   - lines: what the matrix drives.
    ///   - lineCount: the number of lines.
    ///   - lineResistance: the smallest resistance that a line sees [Ohm]; a gate has a quarter of it.
    ///   - readVoltage: the level of an active line in a read [V].
    ///   - writeVoltage: the level of a selected line in a write [V].
    ///   - writtenCells: the most cells that a write changes; by default one on each line.
    ///   - clockFrequency: the clock of the scan chain [Hz].
    ///   - layout: beside the rows only a height, below the columns only a width has an effect.
    ///   - technology: the process.
    public init(
        lines: Lines, lineCount: Int, lineResistance: Double, readVoltage: Double, writeVoltage: Double,
        writtenCells: Int? = nil, clockFrequency: Double, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let gate = TransmissionGate(
            resistance: lineResistance * DesignRules.irDropTolerance,
            resistanceRatio: DesignRules.linearRegionRatio, technology: technology)
        self.lines = lines
        self.lineCount = lineCount
        self.gate = gate
        gateResistance = gate.resistance
        self.writtenCells = Double(writtenCells ?? lineCount)
        supplyVoltage = technology.supplyVoltage
        self.readVoltage = readVoltage
        self.writeVoltage = writeVoltage

        let gates = SwitchMatrix.gates(gate, of: lines, count: lineCount, layout: layout, technology: technology)
        let register = DFlipFlop(
            count: lineCount, clockFrequency: clockFrequency,
            layout: lines.areRows ? .height(gates.block.height) : .width(gates.block.width), technology: technology)
        self.register = register
        drainCapacitance = gate.drainCapacitance(height: gates.gateHeight, technology: technology)
        leakagePower = register.leakagePower
        footprint =
            lines.areRows
            ? Footprint(width: gates.block.width + register.footprint.width, height: gates.block.height)
            : Footprint(width: gates.block.width, height: gates.block.height + register.footprint.height)
    }

    /// The rectangle of all gates and the height of one [m]: each line has a pair.
    private static func gates(
        _ gate: TransmissionGate, of lines: Lines, count: Int, layout: LayoutConstraint, technology: Technology
    ) -> (block: Footprint, gateHeight: Double) {
        if lines.areRows {
            let columns = TransmissionGateColumns(of: gate, count: count, layout: layout, technology: technology)
            let width = columns.gateLayout.width * 2 * Double(columns.columnCount)
            return (Footprint(width: width, height: columns.height), columns.gateLayout.height)
        }
        let rows = TransmissionGateRows(
            of: gate, count: count, gatesPerGroup: 2, layout: layout, technology: technology)
        return (rows.footprint, rows.gateLayout.height)
    }

    /// Delay of a gate that switches its line, and the slope of the line's edge.
    public func timing(load: LineLoad, inputRamp: Ramp = .step) -> StageTiming {
        let timeConstant = load.timeConstant(
            driverResistance: gate.resistance, driverCapacitance: drainCapacitance * 3)
        return stageTiming(timeConstant: timeConstant, input: inputRamp)
    }

    /// Operations of a switch matrix.
    public enum Operation: Sendable {
        /// A read scans a bit into the register and switches the share `lineActivity` of the lines [1]. Columns stay as
        /// they are in a read; only their register is clocked.
        case read(load: LineLoad, inputRamp: Ramp = .step, lineActivity: Double)
        /// A write switches the lines as the register says. Of columns it changes the share `columnActivity` [1], with
        /// `pulses` pulses a cell on average [1]; rows read neither.
        case write(load: LineLoad, inputRamp: Ramp = .step, columnActivity: Double, pulses: Double)
        /// A bit is scanned into the register.
        case scan
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .read(let load, let inputRamp, let lineActivity):
            let scanning = register.cost(of: .store())
            return OperationCost(
                latency: timing(load: load, inputRamp: inputRamp).delay + scanning.latency,
                energy: readEnergy(lineActivity: lineActivity) + scanning.energy)
        case .write(let load, let inputRamp, let columnActivity, let pulses):
            return OperationCost(
                latency: timing(load: load, inputRamp: inputRamp).delay,
                energy: writeEnergy(columnActivity: columnActivity, pulses: pulses))
        case .scan:
            return register.cost(of: .store())
        }
    }

    /// Energy of the lines that a read switches [J].
    private func readEnergy(lineActivity: Double) -> Double {
        guard lines.areRows else { return 0 }
        let line = drainCapacitance * 3 * readVoltage * readVoltage + switchingEnergy
        return line * (Double(lineCount) * lineActivity)
    }

    /// Energy of the lines that a write switches [J].
    private func writeEnergy(columnActivity: Double, pulses: Double) -> Double {
        let all = Double(lineCount)
        let selected = min(writtenCells, all * columnActivity)
        let fullSwing = drainCapacitance * 3 * writeVoltage * writeVoltage
        return switch lines {
        case .wordlines:
            switchingEnergy * 2
        case .sourcelines:
            fullSwing * (pulses * selected + all - selected / 2) + switchingEnergy * all
        case .crossPointRows:
            fullSwing + fullSwing / 4 * (all - 1) + switchingEnergy * all
        case .crossPointColumns:
            fullSwing * pulses * selected + fullSwing / 4 * all + switchingEnergy * all
        }
    }

    /// Energy of opening one transmission gate [J].
    private var switchingEnergy: Double { gate.gateCapacitance * supplyVoltage * supplyVoltage }
}
