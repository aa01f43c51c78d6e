// SPDX-License-Identifier: Apache-2.0

import Technology

/// An analog multiplexer: transmission gates that connect one of several columns to each sensing circuit.
///
/// The gates carry the current of a whole column and are sized for a small drop against it.
/// Equations and constants: table of sources in Sources/References.
public struct ColumnMultiplexer: CircuitModel {
    /// The number of columns that are connected at a time.
    public let inputCount: Int
    /// The number of columns that share one output.
    public let selectionCount: Int
    /// The rectangle that the gates take [m].
    public let footprint: Footprint
    /// The gate capacitance of one NMOS [F], a load of the decoder that opens it.
    public let nmosGateCapacitance: Double
    /// The gate capacitance of one PMOS [F], a load of the decoder that opens it.
    public let pmosGateCapacitance: Double
    /// Resistance of a closed gate [Ohm].
    public let gateResistance: Double
    /// Static power [W]: none, pass gates hold no supply.
    public let leakagePower = 0.0

    private let drainCapacitance: Double
    private let unfoldedDrainCapacitance: Double
    private let supplyVoltage: Double
    private let readVoltage: Double

    /// Sizes a multiplexer.
    ///
    /// - Parameters:
    ///   - inputCount: columns connected at a time.
    ///   - selectionCount: columns that share one output.
    ///   - columnResistance: the smallest resistance of a column [Ohm]; a gate has a quarter of it.
    ///   - readVoltage: the swing of a column [V].
    ///   - layout: the multiplexer stands below the array: a width folds it into rows, a height has no effect.
    ///   - technology: the process.
    public init(
        inputCount: Int, selectionCount: Int, columnResistance: Double, readVoltage: Double,
        layout: LayoutConstraint = .free, technology: Technology
    ) {
        let gate = TransmissionGate(
            resistance: columnResistance * DesignRules.irDropTolerance,
            resistanceRatio: DesignRules.linearRegionRatio, technology: technology)
        let rows = TransmissionGateRows(
            of: gate, count: inputCount * selectionCount, layout: layout, technology: technology)
        let unfolded = gate.layout(folds: 1, technology: technology)
        self.inputCount = inputCount
        self.selectionCount = selectionCount
        footprint = rows.footprint
        nmosGateCapacitance = gate.nmosGateCapacitance
        pmosGateCapacitance = gate.pmosGateCapacitance
        gateResistance = gate.resistance
        drainCapacitance = gate.drainCapacitance(height: rows.gateLayout.height, technology: technology)
        unfoldedDrainCapacitance = gate.drainCapacitance(height: unfolded.height, technology: technology)
        supplyVoltage = technology.supplyVoltage
        self.readVoltage = readVoltage
    }

    /// The same gates, unfolded and spread over another rectangle.
    private init(_ original: ColumnMultiplexer, stretchedTo footprint: Footprint) {
        inputCount = original.inputCount
        selectionCount = original.selectionCount
        self.footprint = footprint
        nmosGateCapacitance = original.nmosGateCapacitance
        pmosGateCapacitance = original.pmosGateCapacitance
        gateResistance = original.gateResistance
        drainCapacitance = original.unfoldedDrainCapacitance
        unfoldedDrainCapacitance = original.unfoldedDrainCapacitance
        supplyVoltage = original.supplyVoltage
        readVoltage = original.readVoltage
    }

    /// The multiplexer spread over a given rectangle [m], such as the height that its decoder needs; its transistors
    /// are no longer folded.
    public func stretched(to footprint: Footprint) -> ColumnMultiplexer {
        ColumnMultiplexer(self, stretchedTo: footprint)
    }

    /// Operations of the multiplexer.
    public enum Operation: Sendable {
        /// One selected column a sensing circuit passes to its output, which is loaded with `load` [F].
        case pass(load: Double = 0)
    }

    /// Time [s] in which the output follows the column to 90 % of the swing, and energy [J] of one operation.
    ///
    /// Only one of the two transistors conducts over the swing, and half of each gate capacitance moves with it.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .pass(let load):
            let movingGates = 0.5 * nmosGateCapacitance + 0.5 * pmosGateCapacitance
            let timeConstant = gateResistance * 2 * (drainCapacitance + movingGates + load)
            let opening = nmosGateCapacitance * supplyVoltage * supplyVoltage
            let passing = drainCapacitance * 2 * readVoltage * readVoltage
            return OperationCost(
                latency: ColumnMultiplexer.settlingTimeConstants * timeConstant,
                energy: (opening + passing) * Double(inputCount))
        }
    }

    /// Time constants for an exponential to settle from 0 to 90 %: ln 10, rounded to two digits [1].
    private static let settlingTimeConstants = 2.3
}
