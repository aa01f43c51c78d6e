// SPDX-License-Identifier: Apache-2.0

/// Fitted power of the column converters of a process, as it is tabulated; ``ConverterPowerFit`` says what it means.
public struct ConverterTable: Sendable, Equatable {
    /// Decay of the column power for each factor of ten in column resistance.
    public let decadeRate: Figure<PureNumber>
    /// Column power at 1 Ω of a multilevel converter that senses currents.
    public let multilevelCurrentCoupling: Figure<Watt>
    /// Column power at 1 Ω of every other converter.
    public let coupling: Figure<Watt>
    /// Power of a comparator that senses a current.
    public let currentComparator: Figure<Watt>
    /// Power of a comparator that senses a voltage.
    public let voltageComparator: Figure<Watt>
    /// Power of a successive-approximation converter for each bit that it resolves.
    public let successiveApproximationBit: Figure<Watt>
    /// Power of a successive-approximation converter besides that of its bits.
    public let successiveApproximationBase: Figure<Watt>

    /// A fit of those figures.
    public init(
        decadeRate: Figure<PureNumber>, multilevelCurrentCoupling: Figure<Watt>, coupling: Figure<Watt>,
        currentComparator: Figure<Watt>, voltageComparator: Figure<Watt>, successiveApproximationBit: Figure<Watt>,
        successiveApproximationBase: Figure<Watt>
    ) {
        self.decadeRate = decadeRate
        self.multilevelCurrentCoupling = multilevelCurrentCoupling
        self.coupling = coupling
        self.currentComparator = currentComparator
        self.voltageComparator = voltageComparator
        self.successiveApproximationBit = successiveApproximationBit
        self.successiveApproximationBase = successiveApproximationBase
    }
}
