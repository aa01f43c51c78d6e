// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

extension Technology {
    /// The same process with all figures in other units.
    package func converted(to units: UnitScale) -> Technology {
        Technology(
            node: node, roadmap: roadmap, temperature: temperature, source: source,
            featureSize: units.convert(featureSize, .length),
            supplyVoltage: units.convert(supplyVoltage, .voltage),
            thresholdVoltage: units.convert(thresholdVoltage, .voltage),
            pmosToNmosRatio: pmosToNmosRatio,
            fin: fin.map { $0.converted(to: units) },
            gateLength: units.convert(gateLength, .length),
            gateCapacitancePerWidth: units.convert(gateCapacitancePerWidth, .capacitancePerLength),
            junctionCapacitance: units.convert(junctionCapacitance, .capacitancePerArea),
            sidewallCapacitance: units.convert(sidewallCapacitance, .capacitancePerLength),
            drainToChannelCapacitance: units.convert(drainToChannelCapacitance, .capacitancePerLength),
            resistanceMultiplier: resistanceMultiplier,
            nmosOnCurrent: units.convert(nmosOnCurrent, .currentPerLength),
            pmosOnCurrent: units.convert(pmosOnCurrent, .currentPerLength),
            nmosOffCurrent: units.convert(nmosOffCurrent, .currentPerLength),
            pmosOffCurrent: units.convert(pmosOffCurrent, .currentPerLength),
            nmosTransconductanceCurrent: units.convert(nmosTransconductanceCurrent, .currentPerLength),
            pmosTransconductanceCurrent: units.convert(pmosTransconductanceCurrent, .currentPerLength),
            converterPower: converterPower.converted(to: units),
            comparatorDelay: comparatorDelay.converted(to: units),
            wireCapacitancePerLength: units.convert(wireCapacitancePerLength, .capacitancePerLength))
    }
}

extension FinGeometry {
    fileprivate func converted(to units: UnitScale) -> FinGeometry {
        FinGeometry(
            height: units.convert(height, .length), width: units.convert(width, .length),
            pitch: units.convert(pitch, .length))
    }
}

extension ConverterPowerFit {
    /// A coupling is a power at one unit of resistance, from which the power falls as a power of the resistance.
    fileprivate func converted(to units: UnitScale) -> ConverterPowerFit {
        let perUnit = pow(units.factor(.resistance), decadeRate / log(10))
        return ConverterPowerFit(
            decadeRate: decadeRate,
            multilevelCurrentCoupling: units.convert(multilevelCurrentCoupling, .power) * perUnit,
            coupling: units.convert(coupling, .power) * perUnit,
            currentComparator: units.convert(currentComparator, .power),
            voltageComparator: units.convert(voltageComparator, .power),
            successiveApproximationBit: units.convert(successiveApproximationBit, .power),
            successiveApproximationBase: units.convert(successiveApproximationBase, .power))
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
