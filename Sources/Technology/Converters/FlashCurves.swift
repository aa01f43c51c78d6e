// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Power and delay of flash converters as curves over the resistance of a column.
public struct FlashCurves: Sendable, Equatable {
    /// The voltage over a column for which the curves were made [V].
    public let readVoltage: Double
    /// Converters that sense a current.
    public let current: FlashSensing
    /// Converters that sense a voltage.
    public let voltage: FlashSensing
    /// Where the curves come from.
    public let source: FigureSource

    /// Curves of both kinds of converters, made for a voltage over a column [V].
    public init(readVoltage: Double, current: FlashSensing, voltage: FlashSensing, source: FigureSource) {
        self.readVoltage = readVoltage
        self.current = current
        self.voltage = voltage
        self.source = source
    }
}

/// Power and delay of flash converters that sense one quantity.
public struct FlashSensing: Sendable, Equatable {
    /// The power that a converter draws from its column, with all of its comparators.
    public let power: FlashPower
    /// The delay of a comparison with a reference column.
    public let delay: ReferenceDelay

    /// Converters of that power and delay.
    public init(power: FlashPower, delay: ReferenceDelay) {
        self.power = power
        self.delay = delay
    }
}

/// The power that a flash converter draws from its column.
public enum FlashPower: Sendable, Equatable {
    /// None that counts.
    case negligible
    /// That of its comparators [W], which does not depend on the column, and `coupling · exp(−decadeRate · log₁₀ R)` with
    /// the coupling at 1 Ω [W].
    case fitted(comparator: Double, coupling: Double, decadeRate: Double)
    /// For each comparator a curve over the resistance [W].
    case perComparator(ResistanceCurve)

    /// The power at 300 K [W].
    ///
    /// A curve may fall below zero at resistances far above those that it was made for.
    ///
    /// - Parameters:
    ///   - resistance: The resistance of the column at ``ConverterConditions/readVoltage``, above zero and finite [Ω].
    ///   - comparators: The comparators of the converter [1].
    /// - Returns: The power [W].
    public func power(resistance: Double, comparators: Double) -> Double {
        switch self {
        case .negligible: 0
        case .fitted(let comparator, let coupling, let decadeRate):
            comparator * comparators + coupling * exp(-decadeRate * log10(resistance))
        case .perComparator(let curve): curve.value(at: resistance) * comparators
        }
    }

    /// The power under the conditions of a design [W].
    ///
    /// - Parameters:
    ///   - resistance: The resistance of the column [Ω]: infinite for a column without a conducting cell.
    ///   - comparators: The comparators of the converter [1].
    ///   - readVoltage: The voltage over the column [V].
    ///   - temperature: The temperature [K].
    /// - Returns: The power [W]; 0 for a resistance of zero and where no row is read.
    public func power(
        resistance: Double, comparators: Double, readVoltage: Double, temperature: Double
    ) -> Double {
        let conditions = ConverterConditions.self
        let heating = 1 + conditions.temperatureCoefficient * (temperature - 300)
        let equivalent = resistance * conditions.readVoltage / readVoltage
        if equivalent.isInfinite { return conditions.powerWithoutCurrent * heating }
        guard equivalent > 0 else { return 0 }
        return power(resistance: equivalent, comparators: comparators) * heating
    }
}

/// The delay of a comparison with a reference column.
public struct ReferenceDelay: Sendable, Equatable {
    /// The delay over the resistance of the reference column [s], at ``loadCapacitance``.
    public let curve: ResistanceCurve
    /// The capacitance of the columns that the curve was made for [F].
    public let loadCapacitance: Double
    /// The resistance above which another capacitance changes the delay [Ω].
    public let threshold: Double
    /// The resistance at which ``addedDelay`` was found [Ω].
    public let fittedResistance: Double
    /// What a capacitance of twice ``loadCapacitance`` adds to the delay at ``fittedResistance`` [s].
    public let addedDelay: Double

    /// A delay of those figures; the arguments are the properties of the same names.
    public init(
        curve: ResistanceCurve, loadCapacitance: Double, threshold: Double, fittedResistance: Double, addedDelay: Double
    ) {
        self.curve = curve
        self.loadCapacitance = loadCapacitance
        self.threshold = threshold
        self.fittedResistance = fittedResistance
        self.addedDelay = addedDelay
    }

    /// The delay of a comparison [s].
    ///
    /// - Parameters:
    ///   - resistance: The resistance of the reference column, above zero [Ω].
    ///   - capacitance: The capacitance of a column with the inputs of its comparators [F].
    /// - Returns: The delay [s].
    public func delay(resistance: Double, capacitance: Double) -> Double {
        let delay = curve.value(at: resistance)
        guard resistance > threshold else { return delay }
        let slope = addedDelay / (fittedResistance - threshold)
        return delay + slope * (resistance - threshold) * ((capacitance - loadCapacitance) / loadCapacitance)
    }
}

/// The conditions under which power of converters was found, and what others make of it.
public enum ConverterConditions {
    /// The voltage over a column [V]; another one counts as the resistance that draws the same current at this one.
    public static let readVoltage = 0.5
    /// The power of a converter on a column without current, at 300 K [W].
    public static let powerWithoutCurrent = 1e-6
    /// The growth of the power for each kelvin above 300 K, as a part of it [1/K].
    public static let temperatureCoefficient = 1.3e-3
}
