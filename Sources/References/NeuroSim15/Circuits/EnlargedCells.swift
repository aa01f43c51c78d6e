// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Cells whose transistors are as wide as the row of standard cells allows.
extension StandardCell {
    /// The smallest inverter, enlarged.
    static func enlargedInverter(regionHeight: Double? = nil, technology: Technology) -> StandardCell {
        let nmos = smallestWidth(technology)
        let gate = LogicGate(.inverter, nmosWidth: nmos, pmosWidth: technology.pmosToNmosRatio * nmos)
        return StandardCell(technology.enlarged(gate), regionHeight: regionHeight, technology: technology)
    }

    /// The smallest NAND of two inputs, enlarged.
    static func enlargedNand2(regionHeight: Double? = nil, technology: Technology) -> StandardCell {
        let smallest = smallestWidth(technology)
        let gate = LogicGate(
            .nand, inputs: 2, nmosWidth: 2 * smallest, pmosWidth: technology.pmosToNmosRatio * smallest)
        return StandardCell(technology.enlarged(gate), regionHeight: regionHeight, technology: technology)
    }

    /// The smallest NOR, its PMOS as many times as wide as it has inputs, enlarged.
    static func enlargedNor(inputs: Int, technology: Technology) -> StandardCell {
        let nmos = smallestWidth(technology)
        let pmos = Double(inputs) * technology.pmosToNmosRatio * nmos
        let gate = LogicGate(.nor, inputs: inputs, nmosWidth: nmos, pmosWidth: pmos)
        return StandardCell(technology.enlarged(gate), technology: technology)
    }

    /// The width of the smallest NMOS of a gate [m].
    static func smallestWidth(_ technology: Technology) -> Double {
        DesignRules.minimumNmosSize * technology.featureSize
    }
}
