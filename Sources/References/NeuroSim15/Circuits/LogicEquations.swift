// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A register of D flip-flops as circuits count it that know no clock.
struct WordRegister {
    /// The rectangle that it takes [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double
    /// What one flip-flop loads the circuit before it with [F].
    let load: Double
    /// Energy of one period of the clock in which every flip-flop takes a new value [J].
    let energy: Double

    /// A register of `count` flip-flops.
    init(count: Int, layout: LayoutConstraint = .free, technology: Technology) {
        let register = DFlipFlop(
            count: count, clockFrequency: .infinity, layout: layout, technology: technology)
        // The clock of four inverters and two pairs of pass gates, four drains of pass gates and two inverters of data.
        let inverter = StandardCell.thermometerInverter(technology)
        let width = DesignRules.minimumNmosSize * technology.featureSize
        let passGate =
            technology.gateCapacitance(width: width)
            + technology.gateCapacitance(width: width * technology.pmosToNmosRatio)
        let capacitance =
            6 * (inverter.inputCapacitance + inverter.outputCapacitance) + 4 * inverter.outputCapacitance
            + 2 * passGate * technology.cutInverterRatio
        footprint = register.footprint
        leakagePower = register.leakagePower * technology.cutInverterRatio
        load = inverter.outputCapacitance
        energy = capacitance * technology.supplyVoltage * technology.supplyVoltage * Double(count)
    }
}

/// Transistors of the circuits of this folder.
extension Technology {
    /// The capacitances of the smallest NMOS and of the PMOS that matches it, each alone in its cell.
    var comparisonTransistors: (nmos: GateCapacitances, pmos: GateCapacitances) {
        let width = DesignRules.minimumNmosSize * featureSize
        let height = StandardCell.rowHeight(self)
        return (
            cutCapacitances(of: LogicGate(.inverter, nmosWidth: width, pmosWidth: 0), regionHeight: height),
            cutCapacitances(
                of: LogicGate(.inverter, nmosWidth: 0, pmosWidth: pmosToNmosRatio * width), regionHeight: height)
        )
    }
}

/// Cells of the circuits of this folder.
extension StandardCell {
    /// The same gate with transistors that fill the cell.
    func filled(_ technology: Technology) -> StandardCell {
        let rowHeight = StandardCell.rowHeight(technology)
        return StandardCell(technology.enlarged(gate, regionHeight: rowHeight), technology: technology)
    }

    /// The NAND of full adders: of the smallest transistors, which fill the cell.
    static func adderNand(_ technology: Technology) -> StandardCell {
        let cell = StandardCell.nand2(technology: technology).filled(technology)
        let cut = cell.cutNand(technology)
        let leakage = technology.leakageCurrent(of: technology.cut(cell.gate)) * technology.supplyVoltage
        return cut.redrawn(leakagePower: leakage)
    }

    /// The NAND that loads a register, the smallest one.
    static func loadingNand(_ technology: Technology) -> StandardCell {
        StandardCell.nand2(technology: technology).cutNand(technology)
    }

    /// The inverter of thermometer encoders, the smallest one.
    static func thermometerInverter(_ technology: Technology) -> StandardCell {
        let cell = StandardCell.inverter(technology: technology)
        return cell.redrawn(
            capacitances: technology.cutCapacitances(of: cell.gate, regionHeight: cell.footprint.height),
            leakagePower: cell.leakagePower * technology.cutInverterRatio)
    }

    /// The two-input NAND of thermometer encoders, twice as strong as the smallest inverter.
    static func thermometerNand(_ technology: Technology) -> StandardCell {
        StandardCell.nand2(drive: 2, technology: technology).cutNand(technology)
    }

    /// A NAND whose sheets are cut where the process cuts them; its leakage is that of whole sheets.
    private func cutNand(_ technology: Technology) -> StandardCell {
        let layout = technology.layout(
            of: technology.cut(gate), regionHeight: StandardCell.rowHeight(technology))
        return redrawn(
            footprint: layout, capacitances: technology.cutCapacitances(of: gate, regionHeight: layout.height),
            resistanceFactor: technology.cutNandResistanceRatio)
    }

    /// The NAND of all codes that set a bit, with transistors as wide as those of ``thermometerNand(_:)``.
    static func wideThermometerNand(inputs: Int, technology: Technology) -> StandardCell {
        let gate = StandardCell.nand2(drive: 2, technology: technology).gate
        return StandardCell(
            LogicGate(.nand, inputs: inputs, nmosWidth: gate.nmosWidth, pmosWidth: gate.pmosWidth),
            technology: technology)
    }
}
