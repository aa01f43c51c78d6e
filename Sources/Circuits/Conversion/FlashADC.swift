// SPDX-License-Identifier: Apache-2.0

import Technology

/// A flash converter: one comparator for each boundary between two output codes, all of them at once, for each column.
///
/// Power and delay are fits to circuit simulations. The bias is not counted as leakage.
/// Equations and constants: table of sources in Sources/References.
public struct FlashADC: Equatable {
    /// What the comparators sense.
    public enum Sensing: Sendable, Equatable {
        /// The column current; whether the delay depends on it is up to the process.
        case current
        /// A voltage; each conversion takes 1 ns.
        case voltage
    }

    /// Delay of the quickest conversion, and of every conversion that senses a voltage [s].
    public static let minimumLatency = 1e-9
    /// Delay after which a conversion is cut off [s].
    public static let maximumLatency = 10e-9

    /// Number of output codes [1].
    public let levels: Int
    /// What the comparators sense.
    public let sensing: Sensing
    /// The rectangle of all converters [m].
    public let footprint: Footprint
    /// The static power; always 0 [W].
    public let leakagePower: Double
    /// The power of a conversion as a function of the column resistance.
    public let power: ColumnPower
    /// The delay of a conversion as a function of the column resistance; nil where it is always ``constantLatency``.
    public let delay: SensingDelay?
    /// The delay of every conversion where it does not depend on the column, and of the quickest one elsewhere [s].
    let constantLatency: Double

    /// A row of converters.
    ///
    /// - Parameters:
    ///   - converters: number of converters, columns divided by columns that share one [1].
    ///   - levels: number of output codes, 2 or more [1].
    ///   - sensing: what the comparators sense.
    ///   - references: the resistances that mark the boundaries between codes.
    ///   - readVoltage: voltage across the cells of a column [V].
    ///   - layout: the width or height that the row fits.
    ///   - technology: process of the transistors.
    public init(
        converters: Int, levels: Int, sensing: Sensing, references: ReferenceLadder, readVoltage: Double,
        layout: LayoutConstraint, technology: Technology
    ) {
        let fit = technology.converterPower
        let flash = technology.flash.fit
        let comparators = max(0, levels - 1)
        let cells: ConverterCells
        let (comparatorPower, coupling): (Double, Double)
        switch sensing {
        case .current:
            cells = ConverterCells(nmosCount: 48, pmosCount: 24)
            (comparatorPower, coupling) = (flash.currentComparator, flash.multilevelCurrentCoupling)
            switch flash.delay {
            case .constant(let latency):
                delay = nil
                constantLatency = min(max(latency, Self.minimumLatency), Self.maximumLatency)
            case .fitted(let fit):
                delay = SensingDelay(fit: fit, ladder: references)
                constantLatency = Self.minimumLatency
            }
        case .voltage:
            cells = ConverterCells(nmosCount: 52, pmosCount: 60)
            (comparatorPower, coupling) = (flash.voltageComparator, fit.coupling)
            delay = nil
            constantLatency = Self.minimumLatency
        }
        self.levels = levels
        self.sensing = sensing
        footprint = cells.footprint(count: converters * comparators, layout: layout, technology: technology)
        leakagePower = 0
        power = ColumnPower(
            basePower: comparatorPower * Double(comparators), coupling: coupling, decadeRate: fit.decadeRate,
            readVoltage: readVoltage, temperature: technology.temperature)
    }

    /// Time in which the comparators of one column settle [s], before the limits of a read are applied.
    ///
    /// A column resistance [Ω] of 0 or infinity takes no time.
    public func conversionLatency(columnResistance: Double) -> Double {
        let fitted = columnResistance * power.resistanceScale
        if let delay { return delay.latency(resistance: fitted) }
        return fitted == 0 || fitted.isInfinite ? 0 : constantLatency
    }

    /// Time of a read in which each converter converts one column [s]: the slowest of them, from 1 ns to 10 ns.
    ///
    /// Columns whose resistance is not a number (no row is read) do not count; without any column the result is 0.
    public func conversionLatency(columnResistances: some Sequence<Double>) -> Double {
        var slowest: Double?
        for resistance in columnResistances {
            let latency = resistance.isNaN ? 0 : conversionLatency(columnResistance: resistance)
            slowest = max(slowest ?? Self.minimumLatency, latency)
        }
        guard let slowest else { return 0 }
        return sensing == .voltage ? Self.minimumLatency : min(slowest, Self.maximumLatency)
    }

    /// Time [s] of the slowest conversion, and energy [J] of one conversion of every column; each column's power lasts
    /// as long as the slowest of them.
    public func cost(of operation: ColumnConversion) -> OperationCost {
        switch operation {
        case .convert(let columnResistances):
            let latency = conversionLatency(columnResistances: columnResistances)
            return OperationCost(
                latency: latency,
                energy: columnResistances.reduce(0) { $0 + power.power(resistance: $1) * latency })
        }
    }
}

extension FlashADC: ColumnConverter {
    /// Power and time of a conversion.
    public var law: ConversionLaw {
        delay.map { ConversionLaw(power: power, delay: $0, limits: constantLatency...Self.maximumLatency) }
            ?? ConversionLaw(power: power, latency: constantLatency)
    }

    /// Tabulated.
    public var response: ConverterResponse { .tabulated(law) }

    /// Time [s] and energy [J] when no other column is converted.
    public func cost(ofColumn resistance: Double) -> OperationCost {
        cost(of: .convert(columnResistances: [resistance]))
    }
}
