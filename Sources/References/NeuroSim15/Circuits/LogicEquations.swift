// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Transistors and registers of the circuits of this folder.
extension Technology {
    /// A register of flip-flops whose time the caller counts.
    func register(count: Int, layout: LayoutConstraint = .free) -> FlipFlopRegister {
        FlipFlopRegister(count: count, layout: layout, technology: self)
    }

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
        StandardCell(technology.enlarged(gate), technology: technology)
    }

    /// The NAND of full adders: of the smallest transistors, which fill the cell, or cut.
    static func adderNand(_ technology: Technology) -> StandardCell {
        let cell = StandardCell.nand2(technology: technology).filled(technology)
        let smallest = StandardCell(technology.cut(cell.gate), technology: technology)
        return cell.cut(technology, leakagePower: smallest.leakagePower)
    }

    /// The inverter of thermometer encoders, the smallest one.
    static func thermometerInverter(_ technology: Technology) -> StandardCell {
        let cell = StandardCell.inverter(technology: technology)
        return cell.redrawn(
            capacitances: technology.cutCapacitances(of: cell.gate, regionHeight: cell.footprint.height),
            leakagePower: cell.leakagePower * technology.cutInverterRatio)
    }

    /// The two-input NAND of thermometer encoders, twice as strong as the smallest inverter, or cut.
    static func thermometerNand(_ technology: Technology) -> StandardCell {
        let cell = StandardCell.nand2(drive: 2, technology: technology)
        return cell.cut(technology, leakagePower: cell.leakagePower)
    }

    /// The NAND that loads registers: of the smallest transistors, or cut.
    static func loadingNand(_ technology: Technology) -> StandardCell {
        let cell = StandardCell.nand2(technology: technology)
        return cell.cut(technology, leakagePower: cell.leakagePower)
    }

    /// The same NAND as it is laid out where its sheets may be cut, with a static power [W].
    private func cut(_ technology: Technology, leakagePower: Double) -> StandardCell {
        let laidOut = StandardCell(technology.cut(gate), technology: technology)
        return redrawn(
            footprint: laidOut.footprint,
            capacitances: technology.cutCapacitances(of: gate, regionHeight: laidOut.footprint.height),
            resistanceFactor: technology.cutNandResistanceRatio, leakagePower: leakagePower)
    }

    /// The NAND of all codes that set a bit, with transistors as wide as those of ``thermometerNand(_:)``.
    static func wideThermometerNand(inputs: Int, technology: Technology) -> StandardCell {
        let gate = StandardCell.nand2(drive: 2, technology: technology).gate
        return StandardCell(
            LogicGate(.nand, inputs: inputs, nmosWidth: gate.nmosWidth, pmosWidth: gate.pmosWidth),
            technology: technology)
    }
}
