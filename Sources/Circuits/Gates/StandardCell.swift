// SPDX-License-Identifier: Apache-2.0

import Technology

/// A logic gate laid out at the height of the standard-cell row, with everything that a circuit asks of it.
package struct StandardCell: Sendable {
    /// The gate with the widths of its transistors.
    package let gate: LogicGate
    /// The rectangle of the cell [m].
    package let footprint: Footprint
    /// The capacitance of one input [F].
    package let inputCapacitance: Double
    /// The capacitance of the output itself [F].
    package let outputCapacitance: Double
    /// The on-resistance of one of the NMOS [Ohm]; infinite when the gate has none.
    package let nmosResistance: Double
    /// The on-resistance of one of the PMOS [Ohm]; infinite when the gate has none.
    package let pmosResistance: Double
    /// The static power averaged over the states of the inputs [W].
    package let leakagePower: Double

    /// Lays out a gate.
    ///
    /// - Parameters:
    ///   - gate: The gate with the widths of its transistors.
    ///   - regionHeight: The height of the transistor region [m]; that of the standard-cell row by default.
    ///   - technology: The process.
    package init(_ gate: LogicGate, regionHeight: Double? = nil, technology: Technology) {
        let rowHeight = regionHeight ?? StandardCell.rowHeight(technology)
        self.gate = gate
        footprint = technology.layout(of: gate, regionHeight: rowHeight)
        let capacitances = technology.capacitances(of: gate, regionHeight: footprint.height)
        inputCapacitance = capacitances.input
        outputCapacitance = capacitances.output
        nmosResistance =
            gate.nmosWidth > 0 ? technology.onResistance(width: gate.nmosWidth, polarity: .nmos) : .infinity
        pmosResistance =
            gate.pmosWidth > 0 ? technology.onResistance(width: gate.pmosWidth, polarity: .pmos) : .infinity
        leakagePower = technology.leakageCurrent(of: gate) * technology.supplyVoltage
    }

    /// The height of the transistor region of a standard cell [m].
    package static func rowHeight(_ technology: Technology) -> Double {
        DesignRules.maximumTransistorHeight * technology.featureSize
    }

    /// An inverter with an NMOS `drive` times the minimum and a PMOS of equal strength.
    package static func inverter(drive: Double = 1, technology: Technology) -> StandardCell {
        let nmos = drive * DesignRules.minimumNmosSize * technology.featureSize
        let gate = LogicGate(.inverter, nmosWidth: nmos, pmosWidth: technology.pmosToNmosRatio * nmos)
        return StandardCell(gate, technology: technology)
    }

    /// A two-input NAND as strong as an inverter of the same `drive`: its NMOS stand in series and are twice as wide.
    package static func nand2(drive: Double = 1, technology: Technology) -> StandardCell {
        let unit = drive * DesignRules.minimumNmosSize * technology.featureSize
        let pmos = technology.pmosToNmosRatio * unit
        return StandardCell(LogicGate(.nand, inputs: 2, nmosWidth: 2 * unit, pmosWidth: pmos), technology: technology)
    }

    /// A NOR as strong as an inverter of the same `drive`: its PMOS stand in series and are `inputs` times as wide.
    package static func nor(inputs: Int, drive: Double = 1, technology: Technology) -> StandardCell {
        let unit = drive * DesignRules.minimumNmosSize * technology.featureSize
        let pmos = Double(inputs) * technology.pmosToNmosRatio * unit
        return StandardCell(LogicGate(.nor, inputs: inputs, nmosWidth: unit, pmosWidth: pmos), technology: technology)
    }
}
