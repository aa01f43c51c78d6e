// SPDX-License-Identifier: Apache-2.0

/// The role of what digitizes a sensed line whose current or voltage depends on many cells.
///
/// A bank of converters is one circuit. Time and energy of a conversion may depend on the resistance of the column.
public protocol ColumnConverter: CircuitModel where Operation == ColumnConversion {
    /// By which law conversions are evaluated; column by column by default.
    var response: ConverterResponse { get }
    /// Time [s] and energy [J] of the conversion of one column.
    ///
    /// The column resistance [Ω] is infinite for a column without a conducting cell, and not a number where no
    /// row is read.
    func cost(ofColumn resistance: Double) -> OperationCost
}

extension ColumnConverter {
    /// Column by column.
    public var response: ConverterResponse { .perColumn }

    /// Time of the slowest column [s], and energy of all of them [J].
    public func cost(of operation: ColumnConversion) -> OperationCost {
        switch operation {
        case .convert(let columnResistances):
            columnResistances.reduce(.zero) { $0.alongside(cost(ofColumn: $1)) }
        }
    }
}

/// Operations of a bank of converters.
public enum ColumnConversion: Sendable {
    /// Each converter converts one column. The energy is that of all columns, whose resistances are given [Ω].
    case convert(columnResistances: [Double])
}

/// How conversions depend on their columns.
public enum ConverterResponse: Sendable, Equatable {
    /// Each column has a time and an energy of its own: those of ``ColumnConverter/cost(ofColumn:)``.
    case perColumn
    /// All columns that conduct take the same time and energy, whatever their resistance; other columns those of
    /// ``ColumnConverter/cost(ofColumn:)``.
    case uniform
    /// All columns draw power until the slowest is converted, by a law that is evaluated from a table.
    case tabulated(ConversionLaw)

    /// Whether every column takes the same time and energy by both, as far as laws tell.
    public func isSameLaw(as other: ConverterResponse) -> Bool {
        switch (self, other) {
        case (.tabulated(let own), .tabulated(let other)): own == other
        default: false
        }
    }
}

/// Power and time of conversions that last as long as the slowest of them.
public struct ConversionLaw: Sendable, Equatable {
    /// The power that a column draws.
    public let power: ColumnPower
    /// The time as a function of the column; nil where it is always ``minimumLatency``.
    public let delay: SensingDelay?
    /// Shortest duration of a read [s].
    public let minimumLatency: Double
    /// Longest duration of a read [s].
    public let maximumLatency: Double

    /// A duration that does not depend on the column [s].
    init(power: ColumnPower, latency: Double) {
        self.power = power
        delay = nil
        minimumLatency = latency
        maximumLatency = latency
    }

    /// A duration that depends on the column, within limits [s].
    init(power: ColumnPower, delay: SensingDelay, limits: ClosedRange<Double>) {
        self.power = power
        self.delay = delay
        minimumLatency = limits.lowerBound
        maximumLatency = limits.upperBound
    }

    /// Duration of a read whose slowest column has the given resistance [Ω]; of one without a row where that is not a
    /// number [s].
    public func latency(resistance: Double) -> Double {
        guard let delay, !resistance.isNaN else { return minimumLatency }
        let latency = delay.latency(resistance: resistance * power.resistanceScale)
        return min(max(latency, minimumLatency), maximumLatency)
    }
}
