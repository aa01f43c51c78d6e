// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// What the circuits of this revision ask of a process, in their words.
extension Technology {
    /// The height that a standard cell really takes [m], which is not the one that regions of transistors are given in.
    var cellHeight: Double { standardCellHeight }

    /// The width of a pass gate of one finger [m].
    var passGateWidth: Double { 2 * gatePitch }

    /// The distance between two wires that connect the gates of a decoder [m].
    var decoderWirePitch: Double { metal3Pitch }

    /// The resistance of a transistor that passes a level and does not switch one [Ω].
    func switchResistance(width: Double, polarity: TransistorPolarity) -> Double {
        saturatedResistance(width: width, polarity: polarity)
    }

    /// The drawn width [m] of a transistor at least as wide as so many ``Technology/unitWidth`` for each feature size of
    /// `width` [m].
    ///
    /// Whether a transistor is folded may hang on the last digit, so planar widths are not divided first.
    func drawableWidth(_ width: Double) -> Double { max(wholeWidth(width), featureSize) }

    /// The same without a least width of planar transistors [m].
    func wholeWidth(_ width: Double) -> Double {
        unitWidth > featureSize ? drawnWidth(unitWidths: width / featureSize) : width
    }

    /// The capacitance that the access transistor of an SRAM cell adds to a bitline [F].
    ///
    /// The width is in units of ``Technology/unitWidth``.
    func bitlineLoad(accessWidth: Double) -> Double { contactedDrainCapacitance(unitWidths: accessWidth) }

    /// The gate with transistors as wide as the standard cell holds without folding; the gate itself where it is as wide.
    ///
    /// Cells are as high as their row whatever stands in them, so a wider transistor costs no area.
    func enlarged(_ gate: LogicGate) -> LogicGate {
        enlarged(gate, regionHeight: StandardCell.rowHeight(self))
    }

    /// The width of the gates of flip-flops over that of the smallest gates of the process [1]; their current goes with it.
    var flipFlopGateRatio: Double { cutInverterRatio }

    /// The capacitances of an inverter of a flip-flop in a cell of a given height [m].
    func flipFlopCapacitances(of gate: LogicGate, regionHeight: Double) -> GateCapacitances {
        cutCapacitances(of: gate, regionHeight: regionHeight)
    }
}
