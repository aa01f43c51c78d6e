// SPDX-License-Identifier: Apache-2.0

/// The widths of the transistors of a six-transistor SRAM cell, in unit widths of the process.
public struct SRAMTransistors: Sendable, Equatable {
    /// The width of each access transistor, NMOS [unit widths].
    public let accessWidth: Double
    /// The width of each pull-down transistor, NMOS [unit widths].
    public let nmosWidth: Double
    /// The width of each pull-up transistor, PMOS [unit widths].
    public let pmosWidth: Double

    /// Transistors of the given widths [unit widths]: feature sizes, or whole devices.
    public init(accessWidth: Double, nmosWidth: Double, pmosWidth: Double) {
        self.accessWidth = accessWidth
        self.nmosWidth = nmosWidth
        self.pmosWidth = pmosWidth
    }
}

/// A six-transistor SRAM cell as the bitlines and wordlines see it.
///
/// The loads are the junctions and gates of the transistors at one storage node.
public struct SRAMCell: Sendable, Equatable {
    /// The width of each access transistor [m].
    public let accessWidth: Double
    /// The width of each pull-down transistor [m].
    public let nmosWidth: Double
    /// The width of each pull-up transistor [m].
    public let pmosWidth: Double
    /// The resistance of an access transistor [Ω].
    public let accessResistance: Double
    /// The resistance of a pull-down transistor [Ω].
    public let pullDownResistance: Double
    /// The resistance of a pull-up transistor [Ω].
    public let pullUpResistance: Double
    /// The capacitance of the drain of an access transistor: what a cell adds to a bitline [F].
    public let accessCapacitance: Double
    /// The capacitance of the gate of an access transistor [F].
    public let accessGateCapacitance: Double
    /// The capacitance of the junctions at a storage node [F].
    public let junctionCapacitance: Double
    /// The capacitance of a storage node: its junctions and the gates of the other inverter [F].
    public let storageCapacitance: Double

    /// A cell of the given transistors, which are folded, if they must be, to a width of the cell in feature sizes [F].
    public init(transistors: SRAMTransistors, cellWidth: Double, technology: Technology) {
        self.init(
            transistors: transistors, regionHeight: cellWidth * technology.featureSize, technology: technology)
    }

    /// A cell of the given transistors, which are folded, if they must be, to the height of a region [m].
    public init(transistors: SRAMTransistors, regionHeight: Double, technology: Technology) {
        let unitWidth = technology.unitWidth
        accessWidth = transistors.accessWidth * unitWidth
        nmosWidth = transistors.nmosWidth * unitWidth
        pmosWidth = transistors.pmosWidth * unitWidth

        accessResistance = technology.onResistance(width: accessWidth, polarity: .nmos)
        pullDownResistance = technology.onResistance(width: nmosWidth, polarity: .nmos)
        pullUpResistance = technology.onResistance(width: pmosWidth, polarity: .pmos)

        func drain(_ width: Double, _ polarity: TransistorPolarity) -> Double {
            technology.drainCapacitance(width: width, polarity: polarity, regionHeight: regionHeight)
        }
        let gates = technology.gateCapacitance(width: nmosWidth) + technology.gateCapacitance(width: pmosWidth)
        accessCapacitance = drain(accessWidth, .nmos)
        accessGateCapacitance = technology.gateCapacitance(width: accessWidth)
        junctionCapacitance = accessCapacitance + drain(nmosWidth, .nmos) + drain(pmosWidth, .pmos)
        storageCapacitance = junctionCapacitance + gates
    }

    /// The mean resistance of the two transistors that can flip a storage node [Ω].
    public var flipResistance: Double { (pullDownResistance + pullUpResistance) / 2 }
}
