// SPDX-License-Identifier: Apache-2.0

import Technology

/// What the circuits of this revision ask of a process beyond what all circuits do.
extension Technology {
    /// The width of one transistor of unit size [m]: a feature size, or one fin.
    var unitWidth: Double { isFinFET ? 2 * featureSize : featureSize }

    /// The height that a standard cell really takes [m], which is not the one that regions of transistors are given in.
    var cellHeight: Double { DesignRules.maximumTransistorHeight * featureSize }

    /// The width of a pass gate of one finger [m].
    var passGateWidth: Double { 2 * (DesignRules.polyWidth + DesignRules.gapBetweenGatePoly) * featureSize }

    /// The distance between two wires that connect the gates of a decoder [m].
    var decoderWirePitch: Double { DesignRules.metal3Pitch * featureSize }

    /// The resistance of a transistor that passes a level and does not switch one [Ω].
    func switchResistance(width: Double, polarity: TransistorPolarity) -> Double {
        let current = polarity == .nmos ? nmosOnCurrent : pmosOnCurrent
        return supplyVoltage / (current * channelWidth(drawnWidth: width))
    }

    /// The drawn width [m] of a transistor at least as wide as so many ``unitWidth`` for each feature size of `width` [m].
    ///
    /// Fins are whole; a planar transistor has at least one feature size.
    func drawableWidth(_ width: Double) -> Double {
        max(wholeWidth(width), featureSize)
    }

    /// The same without a least width of planar transistors [m].
    func wholeWidth(_ width: Double) -> Double {
        isFinFET ? 2 * (width / featureSize).rounded(.up) * featureSize : width
    }

    /// The capacitance that the access transistor of an SRAM cell adds to a bitline [F].
    ///
    /// The width is in units of ``unitWidth``.
    func bitlineLoad(accessWidth: Double) -> Double {
        drainCapacitance(
            width: accessWidth * unitWidth, polarity: .nmos,
            regionHeight: DesignRules.maximumTransistorHeight * featureSize)
    }

    /// The gate with transistors as wide as the standard cell holds without folding; the gate itself where it is as wide.
    ///
    /// Cells are as high as their row whatever stands in them, so a wider transistor costs no area.
    func enlarged(_ gate: LogicGate) -> LogicGate {
        let widths = gate.pmosWidth + gate.nmosWidth
        guard widths > 0 else { return gate }
        let share = gate.pmosWidth / widths
        let isComplementary = share != 0 && share != 1
        let margin = (DesignRules.polyExtensionOverDiffusion + DesignRules.gapBetweenFieldPoly / 2) * 2 * featureSize
        let gap = isComplementary ? DesignRules.gapBetweenPAndNDiffusions * featureSize : 0
        let available = DesignRules.maximumTransistorHeight * featureSize - gap - margin
        let pmos = share * available
        let nmos = isComplementary ? pmos / share * (1 - share) : available - pmos
        let fits = (share == 0 || gate.pmosWidth < pmos) && (share == 1 || gate.nmosWidth < nmos)
        guard fits else { return gate }
        return LogicGate(gate.kind, inputs: gate.inputs, nmosWidth: nmos, pmosWidth: pmos)
    }

    /// The width of the gates of flip-flops over that of the smallest gates of the process [1]; their current goes with it.
    var flipFlopGateRatio: Double { 1 }

    /// The capacitances of an inverter of a flip-flop in a cell of a given height [m].
    func flipFlopCapacitances(of gate: LogicGate, regionHeight: Double) -> GateCapacitances {
        capacitances(of: gate, regionHeight: regionHeight)
    }
}
