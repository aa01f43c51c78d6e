// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A multiplexer of columns: pass gates that connect one of several columns to each sensing circuit.
///
/// Equations and constants: the table of sources in the README of this revision.
struct AnalogMultiplexer: CircuitModel {
    /// How the pass gates are sized.
    enum Gates: Sendable, Equatable {
        /// For a quarter of the smallest resistance of a column [Ω].
        case columnResistance(Double)
        /// As enlarged standard cells.
        case standardCells
    }

    /// The number of columns that are connected at a time.
    let inputCount: Int
    /// The number of columns that share one output.
    let selectionCount: Int
    /// The rectangle that the gates take [m].
    let footprint: Footprint
    /// Static power [W]: none, pass gates hold no supply.
    let leakagePower = 0.0

    /// The gate capacitance of one NMOS [F], a load of the decoder that opens it.
    var nmosGateCapacitance: Double { gate.nmosGateCapacitance }
    /// The gate capacitance of one PMOS [F], a load of the decoder that opens it.
    var pmosGateCapacitance: Double { gate.pmosGateCapacitance }
    /// Resistance of a closed gate [Ω].
    var gateResistance: Double { gate.resistance }

    private let gate: PassGate
    private let drainCapacitance: Double
    /// Drain capacitance of a gate that is not folded [F].
    private let freeDrainCapacitance: Double
    private let supplyVoltage: Double
    private let readVoltage: Double

    /// Sizes a multiplexer.
    ///
    /// - Parameters:
    ///   - inputCount: columns connected at a time.
    ///   - selectionCount: columns that share one output.
    ///   - gates: how the pass gates are sized.
    ///   - readVoltage: the swing of a column [V].
    ///   - layout: the multiplexer stands below the array: a width folds it into rows, a height has no effect.
    ///   - technology: the process.
    init(
        inputCount: Int, selectionCount: Int, gates: Gates, readVoltage: Double, layout: LayoutConstraint = .free,
        technology: Technology
    ) {
        let count = inputCount * selectionCount
        self.inputCount = inputCount
        self.selectionCount = selectionCount
        supplyVoltage = technology.supplyVoltage
        self.readVoltage = readVoltage
        let gateHeight: Double
        let freeHeight: Double
        switch gates {
        case .columnResistance(let resistance):
            gate = PassGate(for: resistance * DesignRules.irDropTolerance, technology: technology)
            let rows = PassGateRows(of: gate, count: count, layout: layout, technology: technology)
            footprint = rows.footprint
            gateHeight = rows.gateLayout.height
            freeHeight = gate.layout(folds: 1, technology: technology).height
        case .standardCells:
            let cell = StandardCell.enlargedInverter(technology: technology)
            gate = PassGate(
                nmosWidth: cell.gate.nmosWidth, pmosWidth: cell.gate.pmosWidth, technology: technology)
            footprint = cell.footprint.tiledBelowColumns(count: count, layout: layout)
            gateHeight = cell.footprint.height
            freeHeight = cell.footprint.height
        }
        drainCapacitance = gate.drainCapacitance(height: gateHeight, technology: technology)
        freeDrainCapacitance = gate.drainCapacitance(height: freeHeight, technology: technology)
    }

    /// The same gates, unfolded and spread over another rectangle.
    private init(_ original: AnalogMultiplexer, stretchedTo footprint: Footprint) {
        inputCount = original.inputCount
        selectionCount = original.selectionCount
        self.footprint = footprint
        gate = original.gate
        drainCapacitance = original.freeDrainCapacitance
        freeDrainCapacitance = original.freeDrainCapacitance
        supplyVoltage = original.supplyVoltage
        readVoltage = original.readVoltage
    }

    /// The multiplexer spread over a given rectangle [m], such as the height that its decoder needs; its transistors
    /// are no longer folded.
    func stretched(to footprint: Footprint) -> AnalogMultiplexer {
        AnalogMultiplexer(self, stretchedTo: footprint)
    }

    /// What the multiplexer does.
    enum Operation: Sendable {
        /// One selected column a sensing circuit passes to its output, which is loaded with `load` [F].
        case pass(load: Double = 0)
    }

    /// Time [s] in which the output follows the column to 90 % of the swing, and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .pass(let load):
            let timeConstant = gate.resistance * (drainCapacitance + gate.movingGateCapacitance + load)
            let opening = gate.nmosGateCapacitance * supplyVoltage * supplyVoltage
            let passing = drainCapacitance * 2 * readVoltage * readVoltage
            return OperationCost(
                latency: Self.settlingTimeConstants * timeConstant, energy: (opening + passing) * Double(inputCount))
        }
    }

    /// Time constants for an exponential to settle from 0 to 90 %: ln 10, rounded to two digits [1].
    private static let settlingTimeConstants = 2.3
}
