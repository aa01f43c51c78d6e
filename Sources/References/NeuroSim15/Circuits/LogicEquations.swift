// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Transistors and registers of the circuits of this folder.
extension Technology {
    /// The gate with transistors that fill the height of a standard cell, in the ratio of their widths; the gate itself
    /// where it fills the cell already.
    ///
    /// The order of the operations is that of the folding of transistors. Whether a gate that fills its cell exactly
    /// counts as folded is up to rounding, in the reference as here.
    func filled(_ gate: LogicGate) -> LogicGate {
        let (nmos, pmos) = (gate.nmosWidth, gate.pmosWidth)
        let share = pmos / (pmos + nmos)
        let isComplementary = share != 0 && share != 1
        let ends = (DesignRules.polyExtensionOverDiffusion + DesignRules.gapBetweenFieldPoly / 2) * 2
        let gap = isComplementary ? DesignRules.gapBetweenPAndNDiffusions * featureSize : 0
        let available = StandardCell.rowHeight(self) - gap - ends * featureSize
        let pmosLimit = share * available
        let nmosLimit = isComplementary ? pmosLimit / share * (1 - share) : available - pmosLimit
        guard pmos < pmosLimit || pmos == 0, nmos < nmosLimit || nmos == 0 else { return gate }
        return LogicGate(gate.kind, inputs: gate.inputs, nmosWidth: nmosLimit, pmosWidth: pmosLimit)
    }

    /// A register that counts its time in periods of a clock which it does not know.
    func register(count: Int, layout: LayoutConstraint = .free) -> DFlipFlop {
        DFlipFlop(count: count, clockFrequency: .infinity, layout: layout, technology: self)
    }

    /// The capacitances of the smallest NMOS and of the PMOS that matches it, each alone in its cell.
    var comparisonTransistors: (nmos: GateCapacitances, pmos: GateCapacitances) {
        let width = DesignRules.minimumNmosSize * featureSize
        let height = StandardCell.rowHeight(self)
        return (
            capacitances(of: LogicGate(.inverter, nmosWidth: width, pmosWidth: 0), regionHeight: height),
            capacitances(
                of: LogicGate(.inverter, nmosWidth: 0, pmosWidth: pmosToNmosRatio * width), regionHeight: height)
        )
    }
}

/// Cells of the circuits of this folder.
extension StandardCell {
    /// The same gate with transistors that fill the cell.
    func filled(_ technology: Technology) -> StandardCell {
        StandardCell(technology.filled(gate), technology: technology)
    }

    /// The NAND of full adders: of the smallest transistors, which fill the cell.
    static func adderNand(_ technology: Technology) -> StandardCell {
        StandardCell.nand2(technology: technology).filled(technology)
    }

    /// The inverter of thermometer encoders, the smallest one.
    static func thermometerInverter(_ technology: Technology) -> StandardCell {
        .inverter(technology: technology)
    }

    /// The two-input NAND of thermometer encoders, twice as strong as the smallest inverter.
    static func thermometerNand(_ technology: Technology) -> StandardCell {
        .nand2(drive: 2, technology: technology)
    }

    /// The NAND of all codes that set a bit, with transistors as wide as those of ``thermometerNand(_:)``.
    static func wideThermometerNand(inputs: Int, technology: Technology) -> StandardCell {
        let gate = StandardCell.nand2(drive: 2, technology: technology).gate
        return StandardCell(
            LogicGate(.nand, inputs: inputs, nmosWidth: gate.nmosWidth, pmosWidth: gate.pmosWidth),
            technology: technology)
    }
}
