// SPDX-License-Identifier: Apache-2.0

import Technology

/// A six-transistor cell of a table or a buffer as its lines see it, with transistors that are not folded to the cell.
struct SRAMBit: Sendable, Equatable {
    /// The resistance of an access transistor [Ω].
    let accessResistance: Double
    /// The resistance of a pull-down transistor [Ω].
    let pullDownResistance: Double
    /// What one access transistor adds to a wordline [F].
    let accessGateCapacitance: Double
    /// What a cell adds to a bitline [F].
    let bitlineLoad: Double
    /// The capacitance of a storage node, its junctions and the gates of the other inverter [F].
    let storageCapacitance: Double
    /// The static power of the latch [W].
    let leakagePower: Double

    /// A cell of transistors whose widths are in units of the process.
    init(_ transistors: SRAMTransistors, technology: Technology) {
        let unit = technology.unitWidth
        let region = DesignRules.maximumTransistorHeight * technology.featureSize
        let access = transistors.accessWidth * unit
        let nmos = transistors.nmosWidth * unit
        let pmos = transistors.pmosWidth * unit
        let drain = { technology.drainCapacitance(width: $0, polarity: $1, regionHeight: region) }
        accessResistance = technology.onResistance(width: access, polarity: .nmos)
        pullDownResistance = technology.onResistance(width: nmos, polarity: .nmos)
        accessGateCapacitance = technology.gateCapacitance(width: access)
        bitlineLoad = technology.bitlineLoad(accessWidth: transistors.accessWidth)
        storageCapacitance =
            drain(access, .nmos) + drain(nmos, .nmos) + drain(pmos, .pmos)
            + technology.gateCapacitance(width: nmos) + technology.gateCapacitance(width: pmos)
        let inverter = LogicGate(.inverter, nmosWidth: nmos, pmosWidth: pmos)
        leakagePower = technology.leakageCurrent(of: inverter) * technology.supplyVoltage * 2
    }
}
