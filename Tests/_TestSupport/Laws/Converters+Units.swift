// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

extension ConverterPowerFit {
    /// The same fit in other units.
    func converted(to units: UnitScale) -> ConverterPowerFit {
        ConverterPowerFit(
            decadeRate: decadeRate, coupling: units.convert(coupling: coupling, decadeRate: decadeRate),
            successiveApproximationBit: units.convert(successiveApproximationBit, .power),
            successiveApproximationBase: units.convert(successiveApproximationBase, .power))
    }
}

extension FlashModel {
    /// The same converters in other units; `decadeRate` is that of their couplings.
    func converted(to units: UnitScale, decadeRate: Double) -> FlashModel {
        switch self {
        case .fitted(let fit):
            .fitted(
                FlashFit(
                    multilevelCurrentCoupling: units.convert(
                        coupling: fit.multilevelCurrentCoupling, decadeRate: decadeRate),
                    currentComparator: units.convert(fit.currentComparator, .power),
                    voltageComparator: units.convert(fit.voltageComparator, .power),
                    delay: fit.delay.converted(to: units)))
        case .curves(let curves):
            .curves(
                FlashCurves(
                    readVoltage: units.convert(curves.readVoltage, .voltage),
                    current: curves.current.converted(to: units), voltage: curves.voltage.converted(to: units)))
        }
    }
}

extension FlashSensing {
    fileprivate func converted(to units: UnitScale) -> FlashSensing {
        FlashSensing(
            power: power.converted(to: units),
            delay: ReferenceDelay(
                curve: delay.curve.converted(to: units, .time),
                loadCapacitance: units.convert(delay.loadCapacitance, .capacitance),
                threshold: units.convert(delay.threshold, .resistance),
                fittedResistance: units.convert(delay.fittedResistance, .resistance),
                addedDelay: units.convert(delay.addedDelay, .time)))
    }
}

extension FlashPower {
    fileprivate func converted(to units: UnitScale) -> FlashPower {
        switch self {
        case .negligible: .negligible
        case .fitted(let comparator, let coupling, let decadeRate):
            .fitted(
                comparator: units.convert(comparator, .power),
                coupling: units.convert(coupling: coupling, decadeRate: decadeRate), decadeRate: decadeRate)
        case .perComparator(let curve): .perComparator(curve.converted(to: units, .power))
        }
    }
}

extension ResistanceCurve {
    /// The offset of a logarithmic piece is its value at one unit of resistance.
    fileprivate func converted(to units: UnitScale, _ dimension: Dimension) -> ResistanceCurve {
        let pieces = pieces.map { piece in
            let offset: Double
            let slope: Double
            switch piece.scale {
            case .resistance:
                (slope, offset) = (piece.slope / units.factor(.resistance), piece.offset)
            case .logarithm:
                (slope, offset) = (piece.slope, piece.offset - piece.slope * log(units.factor(.resistance)))
            }
            return Piece(
                below: units.convert(piece.limit, .resistance), over: piece.scale,
                slope: units.convert(slope, dimension), offset: units.convert(offset, dimension))
        }
        return ResistanceCurve(Array(pieces.dropLast()), last: pieces[pieces.count - 1])
    }
}

extension UnitScale {
    /// A coupling, a power at one unit of resistance, from which the power falls as a power of the resistance.
    fileprivate func convert(coupling: Double, decadeRate: Double) -> Double {
        let perUnit = pow(factor(.resistance), decadeRate / log(10))
        return convert(coupling, .power) * perUnit
    }
}

extension ComparatorDelay {
    /// The offset of a fit is its delay at 1000 units of resistance.
    fileprivate func converted(to units: UnitScale) -> ComparatorDelay {
        switch self {
        case .constant(let delay): return .constant(units.convert(delay, .time))
        case .fitted(let fit):
            let offset = fit.logOffset - fit.logSlope * log(units.factor(.resistance))
            return .fitted(
                SensingDelayFit(
                    logSlope: units.convert(fit.logSlope, .time), logOffset: units.convert(offset, .time),
                    below: fit.below, above: fit.above))
        }
    }
}
