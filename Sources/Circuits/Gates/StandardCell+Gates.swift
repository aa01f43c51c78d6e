// SPDX-License-Identifier: Apache-2.0

import Technology

extension StandardCell {
    /// A NAND gate of minimum size: its NMOS stand in series and are `inputs` times as wide.
    package static func nand(inputs: Int, technology: Technology) -> StandardCell {
        let smallest = DesignRules.minimumNmosSize * technology.featureSize
        let gate = LogicGate(
            .nand, inputs: inputs, nmosWidth: smallest * Double(inputs),
            pmosWidth: smallest * technology.pmosToNmosRatio)
        return StandardCell(gate, technology: technology)
    }

    /// A NOR gate that is quick to fall: its NMOS are `2 * inputs` times the minimum, its PMOS no wider than those
    /// of an inverter.
    package static func fallingNor(inputs: Int, technology: Technology) -> StandardCell {
        let smallest = DesignRules.minimumNmosSize * technology.featureSize
        let gate = LogicGate(
            .nor, inputs: inputs, nmosWidth: smallest * Double(2 * inputs),
            pmosWidth: smallest * technology.pmosToNmosRatio)
        return StandardCell(gate, technology: technology)
    }

    /// The energy that charges one input and the output once [J].
    package func switchingEnergy(supplyVoltage: Double) -> Double {
        (inputCapacitance + outputCapacitance) * supplyVoltage * supplyVoltage
    }
}

extension Footprint {
    /// A block of which only the area [m²] is known, drawn to fit: the given width or height, or else one row of
    /// standard cells.
    package init(area: Double, layout: LayoutConstraint, technology: Technology) {
        let rowHeight = StandardCell.rowHeight(technology)
        let row = Footprint(width: area / rowHeight, height: rowHeight)
        switch layout {
        case .free: self = row
        case .height(let height): self = row.folded(toHeight: height)
        case .width(let width): self = row.folded(toWidth: width)
        }
    }
}
