// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// How cells of nanosheets are drawn where NMOS and PMOS have sheets of widths of their own.
///
/// Sheets of other widths than those of the process, which all other cells have. Constants of `DFF`, `Adder` and
/// `MultilevelSAEncoder` of the reference.
struct SheetLayout: Sendable, Equatable {
    /// Gate of an inverter over that of the process [1].
    let inverterGate: Double
    /// Drain of an inverter over that of the process [1].
    let inverterDrain: Double
    /// Drain of the NMOS of a NAND over that of the process [1].
    let nandNmosDrain: Double
    /// Drain of the PMOS of a NAND over that of the process [1].
    let nandPmosDrain: Double

    /// What the resistances of a NAND are multiplied with [1].
    static let nandResistance = 3.0 / 2

    /// Cells at 2 nm.
    static let node2 = SheetLayout(
        inverterGate: 1.0 / 2, inverterDrain: 4.5 / 15, nandNmosDrain: 22.0 / 15, nandPmosDrain: 8.0 / 15)
    /// Cells at 1 nm.
    static let node1 = SheetLayout(
        inverterGate: 10.5 / 16, inverterDrain: 4.5 / 10, nandNmosDrain: 23.0 / 15, nandPmosDrain: 7.0 / 15)
}

/// Gates with transistors as wide as the standard cell holds.
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
    func comparisonTransistors(sheets: SheetLayout?) -> (nmos: GateCapacitances, pmos: GateCapacitances) {
        let nmos = DesignRules.minimumNmosSize * featureSize
        let height = StandardCell.rowHeight(self)
        func alone(_ gate: LogicGate) -> GateCapacitances {
            let figures = capacitances(of: gate, regionHeight: height)
            return GateCapacitances(
                input: figures.input * (sheets?.inverterGate ?? 1),
                output: figures.output * (sheets?.inverterDrain ?? 1))
        }
        return (
            alone(LogicGate(.inverter, nmosWidth: nmos, pmosWidth: 0)),
            alone(LogicGate(.inverter, nmosWidth: 0, pmosWidth: pmosToNmosRatio * nmos))
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
    static func adderNand(sheets: SheetLayout?, technology: Technology) -> StandardCell {
        let cell = StandardCell.nand2(technology: technology).filled(technology)
        guard let sheets else { return cell }
        let smallest = smallestNand(sheets, technology: technology)
        return cell.redrawn(
            footprint: smallest.footprint, capacitances: smallest.capacitances,
            resistanceFactor: SheetLayout.nandResistance, leakagePower: smallest.leakagePower)
    }

    /// The inverter of thermometer encoders, the smallest one.
    static func thermometerInverter(sheets: SheetLayout?, technology: Technology) -> StandardCell {
        let cell = StandardCell.inverter(technology: technology)
        guard let sheets else { return cell }
        return cell.redrawn(
            capacitances: GateCapacitances(
                input: cell.inputCapacitance * sheets.inverterGate,
                output: cell.outputCapacitance * sheets.inverterDrain),
            leakagePower: cell.leakagePower * sheets.inverterGate)
    }

    /// The two-input NAND of thermometer encoders, twice as strong as the smallest inverter.
    static func thermometerNand(sheets: SheetLayout?, technology: Technology) -> StandardCell {
        let cell = StandardCell.nand2(drive: 2, technology: technology)
        guard let sheets else { return cell }
        let smallest = smallestNand(sheets, technology: technology)
        return cell.redrawn(
            footprint: smallest.footprint, capacitances: smallest.capacitances,
            resistanceFactor: SheetLayout.nandResistance)
    }

    /// The NAND of all codes that set a bit, with transistors as wide as those of ``thermometerNand(sheets:technology:)``.
    static func wideThermometerNand(inputs: Int, technology: Technology) -> StandardCell {
        let gate = StandardCell.nand2(drive: 2, technology: technology).gate
        return StandardCell(
            LogicGate(.nand, inputs: inputs, nmosWidth: gate.nmosWidth, pmosWidth: gate.pmosWidth),
            technology: technology)
    }

    /// A NAND with one sheet for each transistor, whose drains are drawn apart.
    private static func smallestNand(
        _ sheets: SheetLayout, technology: Technology
    ) -> (footprint: Footprint, capacitances: GateCapacitances, leakagePower: Double) {
        let width = DesignRules.minimumNmosSize * technology.featureSize
        func nand(nmos: Double, pmos: Double) -> LogicGate {
            LogicGate(.nand, inputs: 2, nmosWidth: nmos, pmosWidth: pmos)
        }
        let cell = StandardCell(nand(nmos: width, pmos: width), technology: technology)
        func drain(_ gate: LogicGate) -> Double {
            technology.capacitances(of: gate, regionHeight: cell.footprint.height).output
        }
        let drains =
            drain(nand(nmos: width, pmos: 0)) * sheets.nandNmosDrain
            + drain(nand(nmos: 0, pmos: width)) * sheets.nandPmosDrain
        return (cell.footprint, GateCapacitances(input: cell.inputCapacitance, output: drains), cell.leakagePower)
    }
}
