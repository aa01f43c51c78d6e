// SPDX-License-Identifier: Apache-2.0

/// Power and delay of the flash converters of a process, in the form in which its record has them.
public enum FlashModel: Sendable, Equatable {
    /// Fits against the column and, for the delay, its reference.
    case fitted(FlashFit)
    /// Curves over the resistance of a column.
    case curves(FlashCurves)

    /// The fits; not a number where the record has curves, so that nothing stands in for what is not known.
    public var fit: FlashFit {
        switch self {
        case .fitted(let fit): fit
        case .curves: .unknown
        }
    }

    /// The curves; nil where the record has fits.
    public var curves: FlashCurves? {
        switch self {
        case .fitted: nil
        case .curves(let curves): curves
        }
    }
}

/// Fitted power and delay of flash converters; ``ConverterPowerFit`` says how the column current counts.
public struct FlashFit: Sendable, Equatable {
    /// Column power at 1 Ω of a multilevel converter that senses currents [W].
    public let multilevelCurrentCoupling: Double
    /// Power of a comparator that senses a current [W].
    public let currentComparator: Double
    /// Power of a comparator that senses a voltage [W].
    public let voltageComparator: Double
    /// The delay of comparators that sense a current.
    public let delay: ComparatorDelay

    /// A fit of those figures; the arguments are the properties of the same names.
    package init(
        multilevelCurrentCoupling: Double, currentComparator: Double, voltageComparator: Double, delay: ComparatorDelay
    ) {
        self.multilevelCurrentCoupling = multilevelCurrentCoupling
        self.currentComparator = currentComparator
        self.voltageComparator = voltageComparator
        self.delay = delay
    }

    /// The fit of a table.
    init(_ table: FlashFitTable) {
        self.init(
            multilevelCurrentCoupling: table.multilevelCurrentCoupling.value,
            currentComparator: table.currentComparator.value, voltageComparator: table.voltageComparator.value,
            delay: table.delay.delay)
    }

    /// Figures that are not known.
    static let unknown = FlashFit(
        multilevelCurrentCoupling: .nan, currentComparator: .nan, voltageComparator: .nan, delay: .constant(.nan))
}
