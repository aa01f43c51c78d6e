// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The drivers behind the row decoder of a cross-point array: an enlarged inverter and two pass gates a wordline.
///
/// The gates put all wordlines but the selected one on the read voltage, so they are sized for a small drop against the
/// cells of a line. Equations and constants: the table of sources in the README of this revision.
struct CrossPointRowDriver: CircuitModel {
    /// The number of wordlines.
    let wordlineCount: Int
    /// The rectangle that the drivers take [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double

    private let gate: PassGate
    private let gateDrainCapacitance: Double
    private let inverter: StandardCell
    private let supplyVoltage: Double
    private let readVoltage: Double

    /// Sizes the drivers of `wordlineCount` wordlines with `cellsPerWordline` cells each.
    ///
    /// - Parameters:
    ///   - wordlineCount: the number of wordlines.
    ///   - cellsPerWordline: the number of cells on each wordline.
    ///   - cellResistance: a cell in its low-resistance state [Ω].
    ///   - readVoltage: the level of unselected lines during a read [V].
    ///   - layout: the drivers stand beside the array: a height folds them into columns, a width has no effect.
    ///   - technology: the process.
    init(
        wordlineCount: Int, cellsPerWordline: Int, cellResistance: Double, readVoltage: Double,
        layout: LayoutConstraint = .free, technology: Technology
    ) {
        let lineResistance = cellResistance / Double(max(1, cellsPerWordline))
        let gate = PassGate(
            for: lineResistance * DesignRules.irDropTolerance, isDrawable: false, technology: technology)
        let inverter = StandardCell.enlargedInverter(regionHeight: technology.cellHeight, technology: technology)
        let gateLayout = PassGateColumns(
            of: gate, count: wordlineCount, layout: layout, technology: technology
        ).gateLayout
        let unit = Footprint(
            width: inverter.footprint.width + gateLayout.width * 2,
            height: max(inverter.footprint.height, gateLayout.height))

        self.wordlineCount = wordlineCount
        self.gate = gate
        self.inverter = inverter
        gateDrainCapacitance = gate.drainCapacitance(height: gateLayout.height, technology: technology)
        supplyVoltage = technology.supplyVoltage
        self.readVoltage = readVoltage
        footprint = unit.tiledBesideRows(count: wordlineCount, layout: layout)
        leakagePower = inverter.leakagePower * Double(wordlineCount)
    }

    /// What the drivers do.
    enum Operation: Sendable {
        /// A read selects `selected` wordlines [1], each loaded with `load` and switched by an edge of `inputRamp`.
        case read(selected: Double, load: LineLoad, inputRamp: Ramp = .step)
    }

    /// Time [s] and energy [J] of one operation.
    ///
    /// More wordlines may be selected than there are, and those that are too many would inhibit less than nothing. Where
    /// nothing would be left, no wordline is inhibited.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .read(let selected, let load, let inputRamp):
            let timeConstant = load.timeConstant(
                driverResistance: gate.resistance,
                driverCapacitance: gateDrainCapacitance * 4 + gate.movingGateCapacitance)
            let inhibiting = gateDrainCapacitance * 2 * readVoltage * readVoltage * (Double(wordlineCount) - selected)
            let selecting = selectionEnergy(of: selected)
            return OperationCost(
                latency: stageTiming(timeConstant: timeConstant, input: inputRamp).delay,
                energy: selecting + inhibiting > 0 ? selecting + inhibiting : selecting)
        }
    }

    /// Energy of the inverters and of the gates of the transistors [J].
    private func selectionEnergy(of selectedWordlines: Double) -> Double {
        let capacitance = inverter.inputCapacitance + inverter.outputCapacitance + gate.gateCapacitance * 2
        return capacitance * supplyVoltage * supplyVoltage * selectedWordlines
    }
}
