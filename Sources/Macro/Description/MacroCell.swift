// SPDX-License-Identifier: Apache-2.0

/// The memory cell of a macro, as far as its figures depend on it.
public struct MacroCell: Sendable, Equatable {
    /// What a cell adds to its column.
    public enum Contribution: Sendable, Equatable {
        /// A current of an SRAM cell.
        case current
        /// The charge of so many unit capacitors; 3 in the cell of a C-2C ladder [1].
        case charge(unitCapacitors: Double)
        /// The current of a resistive cell of two states [Ohm]. `isPulsed` where charge is sensed, and no current flows
        /// through the cell while the converter decides.
        case resistive(on: Double, off: Double, isPulsed: Bool)
        /// Nothing: adders read the cells.
        case adders
    }

    /// What a cell adds to its column.
    public let contribution: Contribution
    /// Transistors of an SRAM cell, those of its read path and multiplier included [1].
    public let transistors: Int
    /// Area where it is known [m²]; nil for that of the model.
    let givenArea: Double?

    /// A cell.
    public init(_ contribution: Contribution, transistors: Int = 6, area: Double? = nil) {
        self.contribution = contribution
        self.transistors = transistors
        givenArea = area
    }

    /// The kind of macro that has such cells.
    public var kind: MacroKind {
        switch contribution {
        case .current: .currentSRAM
        case .charge: .chargeSRAM
        case .resistive: .resistive
        case .adders: .digitalSRAM
        }
    }

    /// Width of the access transistor of a resistive cell [F]. It must carry the current of a write; 8 F gives the
    /// wordline of the 130-nm chip of W. Wan et al., Nature 608 (2022), its measured energy.
    static let accessWidth = 8.0
    /// Room of the cell along its transistor beside the width [F], and across it [F].
    private static let resistiveMargin = 3.0
    private static let resistivePitch = 4.0
    /// Area a transistor of an SRAM cell of more than six, beside that of the smallest cell. Cells of 8 to 10
    /// transistors, drawn with the rules of logic, take 2 to 4 times the area of the smallest; within that range, the
    /// value suits the areas of the open chips of `Validation/` best.
    private static let logicRules = 2.4

    /// Area of a cell [m²].
    public func area(_ node: SiliconNode) -> Double {
        if let givenArea { return givenArea }
        if case .resistive = contribution {
            return (Self.accessWidth + Self.resistiveMargin) * Self.resistivePitch * node.featureSize * node.featureSize
        }
        guard transistors > 6 else { return node.sramCellArea }
        return node.sramCellArea * Double(transistors) / 6 * Self.logicRules
    }

    /// Capacitance of the gates of a cell on its input line [F].
    public func inputCapacitance(_ silicon: OperatingPoint) -> Double {
        guard case .resistive = contribution else { return 0.3 * silicon.smallGateCapacitance }
        return Self.accessWidth * silicon.node.featureSize * silicon.constants.transistorCapacitance
    }

    /// Capacitance of a drain, of which two cells share the contact, on a bitline [F].
    public func bitlineCapacitance(_ silicon: OperatingPoint) -> Double { 0.15 * silicon.smallGateCapacitance }

    /// Static power [W]; none of a resistive cell, whose transistor is off.
    public func leakagePower(_ silicon: OperatingPoint) -> Double {
        kind == .resistive ? 0 : silicon.leakage(gates: Double(transistors) / 4)
    }

    /// Energy of a latch that flips: both of its nodes, each with the gate of an inverter [J].
    public func flipEnergy(_ silicon: OperatingPoint) -> Double {
        silicon.switchingEnergy(silicon.smallGateCapacitance)
    }
}
