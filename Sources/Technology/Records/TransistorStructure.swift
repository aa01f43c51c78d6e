// SPDX-License-Identifier: Apache-2.0

/// How transistors are built, with the figures that only transistors of that kind have.
public enum TransistorStructure: Sendable, Equatable {
    /// Planar transistors, as wide as they are drawn.
    case planar(ChannelTable)
    /// Fins, to which drawn widths are fitted; cells are as high as those of planar transistors.
    case fins(FinTable, ChannelTable)
    /// Standard cells with rows of whole devices, each a fin or a stack of nanosheets.
    case cells(StandardCellTable)
}

/// The channels of transistors whose figures are tabulated per width.
public struct ChannelTable: Sendable, Equatable {
    /// The capacitance of a gate per width; of a FinFET with all that adds to it.
    public let idealGateCapacitance: Figure<FaradPerMeter>
    /// The fringe capacitance of a gate per width; 0 where the ideal gate capacitance includes it.
    public let fringeCapacitance: Figure<FaradPerMeter>
    /// The current per width that the small-signal transconductance is taken from, at 0.7 of the supply voltage.
    public let transconductanceCurrent: PolarityPair<Figure<AmperePerMeter>>

    /// Channels of those figures.
    public init(
        idealGateCapacitance: Figure<FaradPerMeter>, fringeCapacitance: Figure<FaradPerMeter>,
        transconductanceCurrent: PolarityPair<Figure<AmperePerMeter>>
    ) {
        self.idealGateCapacitance = idealGateCapacitance
        self.fringeCapacitance = fringeCapacitance
        self.transconductanceCurrent = transconductanceCurrent
    }
}
