// SPDX-License-Identifier: Apache-2.0

import Technology

/// A row of sense amplifiers that compare a column current with one reference halfway between on and off.
///
/// Power and delay are fits to circuit simulations at 300 K. The bias is not counted as leakage. The area is that of 40
/// PMOS cells: the model never sets the size of the 48 NMOS cells, which count as nothing. Equations and constants:
/// table of sources in Sources/References.
public struct CurrentSenseAmplifier: ColumnConverter, Equatable {
    /// Delay of the quickest read [s].
    public static let minimumLatency = 0.5e-9
    /// Delay after which a read is cut off [s].
    public static let maximumLatency = 50e-9

    /// The rectangle of all amplifiers [m].
    public let footprint: Footprint
    /// The static power; always 0 [W].
    public let leakagePower: Double
    /// The power of an amplifier as a function of the column resistance.
    public let power: ColumnPower
    /// The delay as a function of the column resistance; nil where it is always the same.
    public let delay: SensingDelay?
    /// The delay where it does not depend on the column [s].
    private let constantLatency: Double

    /// A row of amplifiers.
    ///
    /// - Parameters:
    ///   - amplifiers: number of amplifiers, columns divided by columns that share one [1].
    ///   - onResistance: resistance of a cell in its low-resistance state [Ω].
    ///   - offResistance: resistance of a cell in its high-resistance state [Ω].
    ///   - readVoltage: voltage across the cells of a column [V].
    ///   - unitWidth: the width that one amplifier may take [m]; it takes less where it would be more than a fifth as
    ///     wide as high.
    ///   - technology: process of the transistors.
    public init(
        amplifiers: Int, onResistance: Double, offResistance: Double, readVoltage: Double, unitWidth: Double,
        technology: Technology
    ) {
        let fit = technology.converterPower
        let flash = technology.flash.fit
        let unitArea = ConverterCells(nmosCount: 0, pmosCount: 40).area(technology)
        let reference = ReferenceLadder(midwayBetween: onResistance, and: offResistance)
        footprint = .slenderUnits(count: amplifiers, unitArea: unitArea, unitWidth: unitWidth)
        leakagePower = 0
        power = ColumnPower(
            basePower: flash.currentComparator, coupling: fit.coupling, decadeRate: fit.decadeRate,
            readVoltage: readVoltage)
        switch flash.delay {
        case .constant(let latency):
            delay = nil
            constantLatency = latency
        case .fitted(let fit):
            delay = SensingDelay(fit: fit, ladder: reference)
            constantLatency = SensingDelayFit.clearDecisionLatency
        }
    }

    /// Time in which one amplifier settles [s], before the limits of a read are applied.
    ///
    /// A column resistance [Ω] of 0 or infinity takes no time.
    public func conversionLatency(columnResistance: Double) -> Double {
        let fitted = columnResistance * power.resistanceScale
        if let delay { return delay.latency(resistance: fitted) }
        return fitted == 0 || fitted.isInfinite ? 0 : constantLatency
    }

    /// Energy to sense one column [J].
    ///
    /// `ColumnPower.power(resistance:)` describes the column resistance [Ω].
    public func conversionEnergy(columnResistance: Double) -> Double {
        conversionLatency(columnResistance: columnResistance) * power.power(resistance: columnResistance)
    }

    /// Time [s] of one column, from 0.5 ns to 50 ns, and energy [J] to sense it.
    public func cost(ofColumn resistance: Double) -> OperationCost {
        let settling = conversionLatency(columnResistance: resistance)
        return OperationCost(
            latency: min(max(settling, Self.minimumLatency), Self.maximumLatency),
            energy: settling * power.power(resistance: resistance))
    }
}

extension Footprint {
    /// Units side by side, each of a given area and of a width up to the one given; a unit is never wider than the
    /// square root of a fifth of its area.
    static func slenderUnits(count: Int, unitArea: Double, unitWidth: Double) -> Footprint {
        let widest = (unitArea / DesignRules.heightWidthRatioLimit).squareRoot()
        let width = unitWidth > 0 ? min(unitWidth, widest) : widest
        return Footprint(width: width * Double(count), height: unitArea / width)
    }
}
