// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The drivers of all lines on one side of an array: a flip-flop and two pass gates a line, sized for a part of the
/// resistance of the line.
///
/// The rise of a line is that of a distributed wire to half of its level, 0.69 of lumped and 0.38 of distributed RC products
/// (H. B. Bakoglu, "Circuits, Interconnections, and Packaging for VLSI", 1990). Equations and constants: the table of
/// sources in the README of this revision.
struct LineSwitchMatrix: CircuitModel {
    /// The lines that a switch matrix drives.
    enum Lines: Sendable, Equatable {
        /// Beside the rows: a read switches the active ones.
        case rows
        /// Below the columns: a read leaves them as they are.
        case columns
    }

    /// Which lines are driven.
    let lines: Lines
    /// The number of lines.
    let lineCount: Int
    /// The rectangle that the matrix takes [m].
    let footprint: Footprint
    /// Static power of the flip-flops [W]; pass gates are taken not to leak.
    let leakagePower: Double

    private let register: FlipFlopRegister
    private let gate: PassGate
    private let drainCapacitance: Double
    private let supplyVoltage: Double
    private let readVoltage: Double

    /// Sizes a switch matrix.
    ///
    /// - Parameters:
    ///   - lines: what the matrix drives.
    ///   - lineCount: the number of lines.
    ///   - lineResistance: what the gates are sized for, the wire of a line or the cells on it [Ω].
    ///   - sizeFactor: the resistance of a gate over that of the line [1].
    ///   - readVoltage: the level of an active line in a read [V].
    ///   - layout: beside the rows only a height, below the columns only a width has an effect.
    ///   - technology: the process.
    init(
        lines: Lines, lineCount: Int, lineResistance: Double, sizeFactor: Double, readVoltage: Double,
        layout: LayoutConstraint = .free, technology: Technology
    ) {
        let gate = PassGate(
            for: lineResistance * sizeFactor, linearity: DesignRules.linearRegionRatio, technology: technology)
        let gates = Self.gates(gate, of: lines, count: lineCount, layout: layout, technology: technology)
        let register = FlipFlopRegister(
            count: lineCount,
            layout: lines == .rows ? .height(gates.block.height) : .width(gates.block.width), technology: technology)
        self.lines = lines
        self.lineCount = lineCount
        self.gate = gate
        self.register = register
        drainCapacitance = gate.drainCapacitance(height: gates.gateHeight, technology: technology)
        supplyVoltage = technology.supplyVoltage
        self.readVoltage = readVoltage
        leakagePower = register.leakagePower
        footprint =
            lines == .rows
            ? Footprint(width: gates.block.width + register.footprint.width, height: gates.block.height)
            : Footprint(width: gates.block.width, height: gates.block.height + register.footprint.height)
    }

    /// The rectangle of all gates and the height of one [m]: each line has a pair.
    private static func gates(
        _ gate: PassGate, of lines: Lines, count: Int, layout: LayoutConstraint, technology: Technology
    ) -> (block: Footprint, gateHeight: Double) {
        switch lines {
        case .rows:
            let columns = PassGateColumns(of: gate, count: count, layout: layout, technology: technology)
            let width = columns.gateLayout.width * 2 * Double(columns.columnCount)
            return (Footprint(width: width, height: columns.height), columns.gateLayout.height)
        case .columns:
            let rows = PassGateRows(of: gate, count: count, gatesPerGroup: 2, layout: layout, technology: technology)
            return (rows.footprint, rows.gateLayout.height)
        }
    }

    /// What a switch matrix does.
    enum Operation: Sendable {
        /// A read scans a bit into the register and switches the share `lineActivity` of the lines [1].
        ///
        /// The load is the wire of a line with its cells, up to the first repeater where it has some, whose gate
        /// `repeaterLoad` [F] is.
        case read(load: LineLoad, repeaterLoad: Double = 0, lineActivity: Double)
    }

    /// Time of the lines [s], without that of the scan, and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .read(let load, let repeaterLoad, let lineActivity):
            OperationCost(
                latency: delay(load: load, repeaterLoad: repeaterLoad), energy: energy(lineActivity: lineActivity))
        }
    }

    /// Time in which a line rises to half of its level [s]. The wire does not delay the gate of the repeater.
    private func delay(load: LineLoad, repeaterLoad: Double) -> Double {
        let own = drainCapacitance * 2 + gate.movingGateCapacitance
        let wire = load.capacitance * (0.69 * gate.resistance + 0.38 * load.resistance)
        return 0.69 * gate.resistance * own + wire + 0.69 * gate.resistance * repeaterLoad
    }

    /// Energy of one read [J].
    private func energy(lineActivity: Double) -> Double {
        let scanning = register.storingEnergy()
        guard lines == .rows else { return scanning }
        let level = drainCapacitance * 3 * readVoltage * readVoltage
        let opening = gate.gateCapacitance * supplyVoltage * supplyVoltage
        return (level + opening) * (Double(lineCount) * lineActivity) + scanning
    }
}
