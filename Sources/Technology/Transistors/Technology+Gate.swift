// SPDX-License-Identifier: Apache-2.0

/// Logic gates.
///
/// Heights of regions are given as for planar transistors. Where cells are of another height,
/// ``DesignRules/maximumTransistorHeight`` stands for a cell, and other heights in proportion.
extension Technology {
    /// The rectangle of a gate in a cell of a given height [m]: as wide as its wider row of transistors.
    public func layout(of gate: LogicGate, regionHeight: Double) -> Footprint {
        let folding = TransistorFolding(gate, regionHeight: regionHeight, technology: self, for: .layout)
        let nmos = rowWidth(of: folding.nmos, in: gate, sharing: folding.sharesDiffusions)
        let pmos = rowWidth(of: folding.pmos, in: gate, sharing: folding.sharesDiffusions)
        return Footprint(width: max(nmos, pmos), height: cellHeight(regionHeight: regionHeight))
    }

    /// The capacitances of a gate in a cell of a given height [m].
    ///
    /// The output joins the drains of the parallel transistors and those of the series stack with the nodes inside it.
    /// In an inverter both junctions count the edges of the PMOS fingers, as in the reference; the inputs of
    /// FinFET gates are fitted to the fins twice there, and so they are here.
    public func capacitances(of gate: LogicGate, regionHeight: Double) -> GateCapacitances {
        capacitances(of: gate, regionHeight: regionHeight, ratios: .whole)
    }

    /// The capacitances of a gate whose figures are a part of those of its transistors as drawn.
    func capacitances(
        of gate: LogicGate, regionHeight: Double, ratios: CutSheets.Ratios
    ) -> GateCapacitances {
        let folding = TransistorFolding(gate, regionHeight: regionHeight, technology: self, for: .junctions)
            .scaled(nmos: ratios.nmosDrain, pmos: ratios.pmosDrain)
        let edgeFingers = gate.kind == .inverter ? folding.pmos.fingers : nil
        let nmos = diffusionCapacitance(
            of: folding.nmos, inSeries: gate.kind == .nand, inputs: gate.inputs,
            sharing: folding.sharesDiffusions, edgeFingers: edgeFingers)
        let pmos = diffusionCapacitance(
            of: folding.pmos, inSeries: gate.kind == .nor, inputs: gate.inputs,
            sharing: folding.sharesDiffusions, edgeFingers: edgeFingers)
        let nmosInput = gateCapacitance(width: gate.nmosWidth * finFitting)
        let pmosInput = gateCapacitance(width: gate.pmosWidth * finFitting)
        return GateCapacitances(input: ratios.gate * (nmosInput + pmosInput), output: nmos + pmos)
    }

    /// The mean leakage current of a gate over the states of its inputs [A].
    ///
    /// A state leaks through the transistors in parallel that are off; the stack effect is in the ratios of
    /// the reference for two and for three inputs. Other counts take the ratio for three.
    public func leakageCurrent(of gate: LogicGate) -> Double {
        let nmos = channelWidth(drawnWidth: gate.nmosWidth) * nmosOffCurrent
        let pmos = channelWidth(drawnWidth: gate.pmosWidth) * pmosOffCurrent
        switch gate.kind {
        case .inverter: return (nmos + pmos) / 2
        case .nor: return (gate.inputs == 2 ? 0.95 : 0.62) * (nmos * Double(gate.inputs))
        case .nand: return (gate.inputs == 2 ? 0.48 : 0.31) * (pmos * Double(gate.inputs))
        }
    }

    /// The width of the row that the transistors of one kind take [m].
    ///
    /// Neighbours that are not folded share the diffusion between them.
    private func rowWidth(of transistor: TransistorFolding.Folded, in gate: LogicGate, sharing: Bool) -> Double {
        guard transistor.isPresent else { return 0 }
        let inputs = Double(gate.inputs)
        let unit = (transistor.fingers + 1) * gatePitch
        return sharing ? unit * inputs - (inputs - 1) * gatePitch : unit * inputs
    }

    /// The capacitance of the diffusions that the transistors of one kind add to the output of a gate [F].
    ///
    /// Fingers have drains and sources in turn; of an odd number of diffusions one more is a drain. A diffusion counts
    /// with its area, its edges along the isolation, and its edges along the gates. The edges at the ends of a row are
    /// those of a drain if the number of fingers is even.
    private func diffusionCapacitance(
        of transistor: TransistorFolding.Folded, inSeries: Bool, inputs: Int, sharing: Bool, edgeFingers: Double?
    ) -> Double {
        guard transistor.isPresent else { return 0 }
        let count = Double(inputs)
        let evenFingers = (edgeFingers ?? transistor.fingers).truncatingRemainder(dividingBy: 2) == 0
        let diffusion = diffusionWidth
        let drain = ((transistor.fingers + 1) / 2).rounded(.up) * diffusion
        let source = ((transistor.fingers + 1) / 2).rounded(.down) * diffusion

        let width: Double
        let ends: Double
        switch (inSeries, sharing) {
        case (true, true):
            width = drain * count
            ends = 1
        case (false, true):
            width = drain * Double((inputs + 1) / 2)
            ends = Double(inputs % 2)
        case (true, false):
            width = drain * count + (count - 1) * source
            ends = (evenFingers ? 2 : 1) * count + (evenFingers ? 0 : 1) * (count - 1)
        case (false, false):
            width = drain * count
            ends = (evenFingers ? 2 : 1) * count
        }
        let bottom = width * transistor.height * junctionCapacitance
        let sidewall = (width * 2 + transistor.height * ends) * sidewallCapacitance
        let channel = transistor.fingers * transistor.height * drainToChannelCapacitance
        return bottom + sidewall + channel
    }
}
