// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Pairs of inverters that repeat the level of each wordline of an array at places along it.
///
/// The rise of a section is that of a distributed wire to half of its level, 0.69 of lumped and 0.38 of distributed RC
/// products (H. B. Bakoglu, "Circuits, Interconnections, and Packaging for VLSI", 1990). Equations and constants: the
/// table of sources in the README of this revision.
struct WordlineRepeaters: CircuitModel {
    /// Repeaters of each wordline; a wordline has one section more.
    let count: Int
    /// The number of wordlines.
    let wordlineCount: Int
    /// The rectangle of all repeaters [m].
    let footprint: Footprint
    /// Static power [W] at a supply of one volt, whatever the supply is.
    let leakagePower: Double
    /// What the first inverter of a repeater is to the driver before it [F].
    let inputCapacitance: Double

    private let outputCapacitance: Double
    private let driverResistance: Double

    /// Inverters in all repeaters [1].
    private var inverterCount: Double { Double(count) * 2 * Double(wordlineCount) }

    /// Sizes repeaters.
    ///
    /// - Parameters:
    ///   - count: repeaters of each wordline.
    ///   - size: the width of the NMOS over the unit of the process, positive [1]; the PMOS has the same resistance.
    ///   - wordlineCount: the number of wordlines.
    ///   - layout: a height or a width that they fit; one row by default.
    ///   - technology: the process.
    init(
        count: Int, size: Double, wordlineCount: Int, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let unit = technology.unitWidth
        let target = technology.onResistance(width: unit * size, polarity: .nmos)
        func width(_ polarity: TransistorPolarity) -> Double {
            technology.wholeWidth(
                technology.onResistance(width: unit, polarity: polarity) / target * technology.featureSize)
        }
        let gate = LogicGate(.inverter, nmosWidth: width(.nmos), pmosWidth: width(.pmos))
        let region = StandardCell.rowHeight(technology)
        let capacitances = technology.capacitances(of: gate, regionHeight: region)
        let inverter = technology.layout(of: gate, regionHeight: region)
        let inverters = Double(count) * 2 * Double(wordlineCount)
        let row = Footprint(width: inverter.width * inverters, height: inverter.height)

        self.count = count
        self.wordlineCount = wordlineCount
        inputCapacitance = capacitances.input
        outputCapacitance = capacitances.output
        driverResistance = target
        switch layout {
        case .free: footprint = row
        case .height(let height): footprint = row.folded(toHeight: height)
        case .width(let width): footprint = row.folded(toWidth: width)
        }
        leakagePower = technology.leakageCurrent(of: gate) * inverters
    }

    /// What repeaters do.
    enum Operation: Sendable {
        /// All repeaters of the share `rowActivity` of the wordlines [1] pass a level of `voltage` [V] on, each to a section
        /// of the wordline.
        case drive(section: LineLoad, voltage: Double, rowActivity: Double)
    }

    /// Time [s] from the first repeater of a wordline to its end, and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .drive(let section, let voltage, let rowActivity):
            let pair = (inputCapacitance + outputCapacitance) * voltage * voltage
            return OperationCost(latency: delay(section: section), energy: pair * inverterCount * rowActivity)
        }
    }

    /// Time of all repeaters [s]. The last one has no further gate to drive; the wire does not delay those of others.
    private func delay(section: LineLoad) -> Double {
        guard count > 0 else { return 0 }
        let wire = section.capacitance * (0.69 * driverResistance + 0.38 * section.resistance)
        let last = 0.69 * driverResistance * outputCapacitance + wire
        let between = last + 0.69 * driverResistance * inputCapacitance
        let inside = 0.69 * driverResistance * (outputCapacitance + inputCapacitance)
        return Double(count - 1) * between + last + Double(count) * inside
    }
}
