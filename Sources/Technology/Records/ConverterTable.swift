// SPDX-License-Identifier: Apache-2.0

/// Power and delay of the column converters of a process, as they are tabulated.
public struct ConverterTable: Sendable, Equatable {
    /// Decay of the column power for each factor of ten in column resistance.
    public let decadeRate: Figure<PureNumber>
    /// Column power at 1 Ω, of every converter that has no figure of its own.
    public let coupling: Figure<Watt>
    /// Power of a successive-approximation converter for each bit that it resolves.
    public let successiveApproximationBit: Figure<Watt>
    /// Power of a successive-approximation converter besides that of its bits.
    public let successiveApproximationBase: Figure<Watt>
    /// The flash converters.
    public let flash: FlashTable

    /// Converters of those figures.
    public init(
        decadeRate: Figure<PureNumber>, coupling: Figure<Watt>, successiveApproximationBit: Figure<Watt>,
        successiveApproximationBase: Figure<Watt>, flash: FlashTable
    ) {
        self.decadeRate = decadeRate
        self.coupling = coupling
        self.successiveApproximationBit = successiveApproximationBit
        self.successiveApproximationBase = successiveApproximationBase
        self.flash = flash
    }

    /// The same converters with other flash converters.
    public func with(flash: FlashTable) -> ConverterTable {
        ConverterTable(
            decadeRate: decadeRate, coupling: coupling, successiveApproximationBit: successiveApproximationBit,
            successiveApproximationBase: successiveApproximationBase, flash: flash)
    }
}

/// How the flash converters of a process are tabulated.
public enum FlashTable: Sendable, Equatable {
    /// As fits against the column and, for the delay, its reference.
    case fitted(FlashFitTable)
    /// As curves over the resistance of a column.
    case curves(FlashCurves)

    var model: FlashModel {
        switch self {
        case .fitted(let table): .fitted(FlashFit(table))
        case .curves(let curves): .curves(curves)
        }
    }
}

/// Fitted power and delay of flash converters as they are tabulated; ``FlashFit`` says what they mean.
public struct FlashFitTable: Sendable, Equatable {
    /// Column power at 1 Ω of a multilevel converter that senses currents.
    public let multilevelCurrentCoupling: Figure<Watt>
    /// Power of a comparator that senses a current.
    public let currentComparator: Figure<Watt>
    /// Power of a comparator that senses a voltage.
    public let voltageComparator: Figure<Watt>
    /// The delay of comparators that sense a current.
    public let delay: ComparatorDelayTable

    /// A fit of those figures.
    public init(
        multilevelCurrentCoupling: Figure<Watt>, currentComparator: Figure<Watt>, voltageComparator: Figure<Watt>,
        delay: ComparatorDelayTable
    ) {
        self.multilevelCurrentCoupling = multilevelCurrentCoupling
        self.currentComparator = currentComparator
        self.voltageComparator = voltageComparator
        self.delay = delay
    }
}
