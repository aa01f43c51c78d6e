// SPDX-License-Identifier: Apache-2.0

/// Gates that a process may cut to size: each figure is that of a cut gate where sheets are cut, and of the gate as it
/// is drawn elsewhere.
extension Technology {
    /// The ratios of cut gates; nil where sheets are not cut.
    private var cutSheets: CutSheets? {
        guard cutsSheets, case .cells(let devices) = transistors else { return nil }
        return devices.cutSheets
    }

    /// An inverter or a NAND gate as it is laid out: the smallest one of its kind where sheets are cut.
    ///
    /// A NOR gate is never cut.
    public func cut(_ gate: LogicGate) -> LogicGate {
        guard cutSheets != nil, gate.kind != .nor else { return gate }
        let smallest = DesignRules.minimumNmosSize * featureSize
        return gate.with(
            nmosWidth: gate.nmosWidth > 0 ? smallest : 0, pmosWidth: gate.pmosWidth > 0 ? smallest : 0)
    }

    /// The capacitances of an inverter or a NAND gate that may be cut, in a cell of a given height [m].
    public func cutCapacitances(of gate: LogicGate, regionHeight: Double) -> GateCapacitances {
        guard let cutSheets, gate.kind != .nor else { return capacitances(of: gate, regionHeight: regionHeight) }
        return capacitances(
            of: cut(gate), regionHeight: regionHeight,
            ratios: gate.kind == .inverter ? cutSheets.inverter : cutSheets.nand)
    }

    /// The gate capacitance, or the leakage, of an inverter or a pass gate that may be cut, over that of the smallest one [1].
    public var cutInverterRatio: Double { cutSheets?.inverter.gate ?? 1 }

    /// The resistance of a transistor of a NAND gate that may be cut, over that of the transistor as it is drawn [1].
    public var cutNandResistanceRatio: Double { cutSheets?.nandResistance ?? 1 }
}
