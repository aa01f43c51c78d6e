// SPDX-License-Identifier: Apache-2.0

import Technology

/// The drivers behind the row decoder of a cross-point array: per wordline an inverter and two transmission gates.
///
/// The gates put the selected wordline on the read or write voltage and all others on an inhibit voltage, so they are
/// sized for a small drop against the whole line of cells. Equations and constants: table of sources in
/// Sources/References.
public struct CrossPointWordlineDriver: CircuitModel {
    /// The number of wordlines.
    public let wordlineCount: Int
    /// The rectangle that the drivers take [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double
    /// Resistance of a closed transmission gate [Ohm].
    public let gateResistance: Double

    private let gate: TransmissionGate
    private let gateDrainCapacitance: Double
    private let inverter: StandardCell
    private let supplyVoltage: Double
    private let readVoltage: Double
    private let writeVoltage: Double

    /// Sizes the drivers of `wordlineCount` wordlines with `cellsPerWordline` cells each.
    ///
    /// - Parameters:
    ///   - wordlineCount: the number of wordlines.
    ///   - cellsPerWordline: the number of cells on each wordline.
    ///   - cellResistance: a cell in its low-resistance state at the read voltage [Ohm].
    ///   - readVoltage: the level of unselected lines during a read [V].
    ///   - writeVoltage: the level of the selected line during a write [V]; unselected lines are at half of it.
    ///   - layout: the drivers stand beside the array: a height folds them into columns, a width has no effect.
    ///   - technology: the process.
    public init(
        wordlineCount: Int, cellsPerWordline: Int, cellResistance: Double, readVoltage: Double, writeVoltage: Double,
        layout: LayoutConstraint = .free, technology: Technology
    ) {
        let lineResistance = cellResistance / Double(max(1, cellsPerWordline))
        let gate = TransmissionGate(
            resistance: lineResistance * DesignRules.irDropTolerance, resistanceRatio: 1, technology: technology)
        let inverter = StandardCell.inverter(technology: technology)
        let gateLayout = TransmissionGateColumns(
            of: gate, count: wordlineCount, layout: layout, technology: technology
        ).gateLayout
        let unit = Footprint(
            width: inverter.footprint.width + gateLayout.width * 2,
            height: max(inverter.footprint.height, gateLayout.height))

        self.wordlineCount = wordlineCount
        self.gate = gate
        self.inverter = inverter
        gateResistance = gate.resistance
        gateDrainCapacitance = gate.drainCapacitance(height: gateLayout.height, technology: technology)
        supplyVoltage = technology.supplyVoltage
        self.readVoltage = readVoltage
        self.writeVoltage = writeVoltage
        footprint = unit.tiledBesideRows(count: wordlineCount, layout: layout)
        leakagePower = inverter.leakagePower * Double(wordlineCount)
    }

    /// Delay to switch a wordline, and the slope of its edge.
    public func timing(load: LineLoad, inputRamp: Ramp) -> StageTiming {
        let timeConstant = load.timeConstant(
            driverResistance: gate.resistance, driverCapacitance: gateDrainCapacitance * 2)
        return stageTiming(timeConstant: timeConstant, input: inputRamp)
    }

    /// Operations of the drivers.
    public enum Operation: Sendable {
        /// A read selects `selected` wordlines [1], each loaded with `load` and switched by an edge of `inputRamp`.
        case read(selected: Double, load: LineLoad, inputRamp: Ramp = .step)
        /// A write selects `selected` wordlines [1].
        case write(selected: Double, load: LineLoad, inputRamp: Ramp = .step)
    }

    /// Time [s] and energy [J] of one operation.
    ///
    /// The reference may select more wordlines than there are, and takes off what inhibits those that are too many. If
    /// no energy would be left, no wordline is inhibited.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .read(let selected, let load, let inputRamp):
            let unselected = Double(wordlineCount) - selected
            let inhibiting = gateDrainCapacitance * 2 * readVoltage * readVoltage * unselected
            let selecting = selectionEnergy(of: selected)
            return OperationCost(
                latency: timing(load: load, inputRamp: inputRamp).delay,
                energy: selecting + inhibiting > 0 ? selecting + inhibiting : selecting)
        case .write(let selected, let load, let inputRamp):
            let unselected = Double(wordlineCount) - selected
            let fullSwing = gateDrainCapacitance * 2 * writeVoltage * writeVoltage
            let lineEnergy = fullSwing * selected + fullSwing / 4 * unselected
            return OperationCost(
                latency: timing(load: load, inputRamp: inputRamp).delay,
                energy: selectionEnergy(of: selected) + lineEnergy)
        }
    }

    /// Energy of the inverters and the gates of the transistors [J].
    private func selectionEnergy(of selectedWordlines: Double) -> Double {
        let inverterCapacitance = inverter.inputCapacitance + inverter.outputCapacitance
        let capacitance = inverterCapacitance + gate.gateCapacitance * 2
        return capacitance * supplyVoltage * supplyVoltage * selectedWordlines
    }
}
