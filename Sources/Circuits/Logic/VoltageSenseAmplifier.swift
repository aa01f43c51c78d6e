// SPDX-License-Identifier: Apache-2.0

import Technology

/// Sense amplifiers that precharge a bitline and wait until the currents of an on and an off cell have set two such
/// bitlines apart. Equations and constants: table of sources in Sources/References.
struct VoltageSenseAmplifier: Sendable {
    /// Difference of the bitlines that is told apart [V].
    private static let senseVoltage = 0.1
    /// Time constants in which a node charges to nine tenths of the supply [1].
    private static let prechargeTime = 2.3
    /// Energy of one read in the 65 nm circuit that is the model [J], at its supply voltage [V].
    private static let reference = (energy: 9.845e-15, supplyVoltage: 1.1)

    /// Area of all amplifiers [m²]: six smallest NMOS and, drawn like NMOS of their width, five PMOS each.
    let area: Double
    /// Static power of one amplifier, taken as two NAND gates [W].
    let leakagePower: Double

    private let columnCount: Int
    private let prechargeTimeConstant: Double
    private let bitlineCapacitance: Double
    private let sensedCurrent: Double
    private let clockFrequency: Double
    private let readEnergyPerColumn: Double

    /// Makes the amplifiers of so many columns of a cell type.
    init(columnCount: Int, cell: any MemoryCell, clockFrequency: Double, technology: Technology) {
        let nmosWidth = DesignRules.minimumNmosSize * technology.featureSize
        let pmosWidth = technology.pmosToNmosRatio * nmosWidth
        let nmos = StandardCell(LogicGate(.inverter, nmosWidth: nmosWidth, pmosWidth: 0), technology: technology)
        let pmos = StandardCell(LogicGate(.inverter, nmosWidth: pmosWidth, pmosWidth: 0), technology: technology)
        let nand = LogicGate(.nand, inputs: 2, nmosWidth: nmosWidth, pmosWidth: pmosWidth)
        let areaOfOne = 6 * nmos.footprint.area + 5 * pmos.footprint.area
        let senseNode = nmos.inputCapacitance + nmos.outputCapacitance + pmos.outputCapacitance
        let readVoltage = cell.readVoltage
        let relativeVoltage = technology.supplyVoltage / Self.reference.supplyVoltage

        self.columnCount = columnCount
        self.clockFrequency = clockFrequency
        area = areaOfOne * Double(columnCount)
        leakagePower = technology.leakageCurrent(of: nand) * technology.supplyVoltage * 2
        prechargeTimeConstant = technology.onResistance(width: pmosWidth, polarity: .pmos) * senseNode
        bitlineCapacitance = senseNode + nmos.outputCapacitance
        sensedCurrent = readVoltage / cell.readResistance.on - readVoltage / cell.readResistance.off
        readEnergyPerColumn = Self.reference.energy * relativeVoltage * relativeVoltage
    }

    /// One read in all columns: precharge, discharge, and a clock period for each of them.
    var sensingCost: OperationCost {
        let precharge = Self.prechargeTime * prechargeTimeConstant
        let discharge = Self.senseVoltage * bitlineCapacitance / sensedCurrent
        return OperationCost(
            latency: precharge + discharge + 2 / clockFrequency,
            energy: readEnergyPerColumn * Double(columnCount))
    }
}
