// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

/// The power that a converter draws while it converts one column, as a function of the column's resistance.
///
/// A fit to circuit simulations at a read voltage of 0.5 V. Another read voltage is taken into account as the column
/// resistance that draws the same current at 0.5 V. Equations and constants: table of sources in Sources/References.
public struct ColumnPower: Sendable, Equatable {
    /// Power of the converter itself at the design temperature [W].
    public let basePower: Double
    /// Power that the column current adds at 1 Ω and 0.5 V, at the design temperature [W].
    public let coupling: Double
    /// Decay of the coupled power for each factor of ten in resistance, as an exponent of e [1].
    public let decadeRate: Double
    /// Power of a column that carries no current at all, at the design temperature [W].
    public let idlePower: Double
    /// Column resistance at 0.5 V that stands for 1 Ω at the read voltage [1].
    public let resistanceScale: Double

    /// The read voltage at which the fits were made [V].
    static let fittedReadVoltage = ConverterConditions.readVoltage
    /// Power of a converter on a column without current, at 300 K [W].
    static let powerWithoutCurrent = ConverterConditions.powerWithoutCurrent
    /// Relative growth of the power for each kelvin above 300 K [1/K].
    static let temperatureCoefficient = ConverterConditions.temperatureCoefficient

    /// Combines base power and coupling at 300 K [W] with the read voltage [V] and temperature [K] of a design; without
    /// a temperature the power is that at 300 K.
    package init(
        basePower: Double, coupling: Double, decadeRate: Double, readVoltage: Double, temperature: Double? = nil
    ) {
        let heating = temperature.map { 1 + Self.temperatureCoefficient * ($0 - 300) } ?? 1
        self.basePower = basePower * heating
        self.coupling = coupling * heating
        self.decadeRate = decadeRate
        idlePower = Self.powerWithoutCurrent * heating
        resistanceScale = Self.fittedReadVoltage / readVoltage
    }

    /// The exponent of the column conductance in the coupled power [1].
    public var conductanceExponent: Double { decadeRate / log(10) }

    /// Power of a conversion [W].
    ///
    /// The column resistance [Ω] is infinite for a column without a conducting cell. A resistance of zero, below zero,
    /// or not a number (no row is read) draws no power.
    public func power(resistance: Double) -> Double {
        let fitted = resistance * resistanceScale
        if fitted.isInfinite { return idlePower }
        guard fitted > 0 else { return 0 }
        return basePower + coupling * exp(-decadeRate * log10(fitted))
    }
}
