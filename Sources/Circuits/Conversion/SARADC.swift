// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

/// A successive-approximation converter: one comparison for each output bit, one after another.
///
/// A conversion takes 1 ns for each bit and 1 ns more; the power is a fit to circuit simulations. The bias is not
/// counted as leakage. Equations and constants: table of sources in Sources/References.
public struct SARADC: Equatable {
    /// Time of one cycle of the converter [s].
    public static let cycleTime = 1e-9

    /// Number of output codes [1].
    public let levels: Int
    /// The rectangle of all converters [m].
    public let footprint: Footprint
    /// The static power; always 0 [W].
    public let leakagePower: Double
    /// The power of a conversion as a function of the column resistance.
    public let power: ColumnPower
    /// Time of a conversion [s].
    public let conversionLatency: Double

    /// A row of converters.
    ///
    /// - Parameters:
    ///   - converters: number of converters, columns divided by columns that share one [1].
    ///   - levels: number of output codes, 2 or more [1].
    ///   - readVoltage: voltage across the cells of a column [V].
    ///   - layout: the width or height that the row fits.
    ///   - technology: process of the transistors.
    public init(
        converters: Int, levels: Int, readVoltage: Double, layout: LayoutConstraint, technology: Technology
    ) {
        let bits = log2(Double(max(1, levels)))
        let fit = technology.converterPower
        let cells = ConverterCells(nmosCount: 269 + (bits - 1) * 109, pmosCount: 209 + (bits - 1) * 73)
        self.levels = levels
        footprint = cells.footprint(count: converters, layout: layout, technology: technology)
        leakagePower = 0
        power = ColumnPower(
            basePower: fit.successiveApproximationBit * bits + fit.successiveApproximationBase,
            coupling: fit.coupling, decadeRate: fit.decadeRate, readVoltage: readVoltage,
            temperature: technology.temperature)
        conversionLatency = (bits + 1) * Self.cycleTime
    }

    /// Energy of the conversion of one column [J].
    ///
    /// `ColumnPower.power(resistance:)` describes the column resistance [Ω].
    public func conversionEnergy(columnResistance: Double) -> Double {
        power.power(resistance: columnResistance) * conversionLatency
    }

    /// Time [s] of one conversion, and energy [J] of one conversion of every column.
    public func cost(of operation: ColumnConversion) -> OperationCost {
        switch operation {
        case .convert(let columnResistances):
            OperationCost(
                latency: conversionLatency,
                energy: columnResistances.reduce(0) { $0 + conversionEnergy(columnResistance: $1) })
        }
    }
}

extension SARADC: ColumnConverter {
    /// Power and time of a conversion.
    public var law: ConversionLaw { ConversionLaw(power: power, latency: conversionLatency) }

    /// Tabulated.
    public var response: ConverterResponse { .tabulated(law) }

    /// Time [s] and energy [J] of the conversion of one column.
    public func cost(ofColumn resistance: Double) -> OperationCost {
        OperationCost(latency: conversionLatency, energy: conversionEnergy(columnResistance: resistance))
    }
}
