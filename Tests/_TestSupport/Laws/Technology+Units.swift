// SPDX-License-Identifier: Apache-2.0

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
            transistors: transistors.converted(to: units), cutsSheets: cutsSheets,
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
            transconductanceLaw: transconductanceLaw.converted(to: units),
            converterPower: converterPower.converted(to: units),
            flash: flash.converted(to: units, decadeRate: converterPower.decadeRate),
            wireCapacitancePerLength: units.convert(wireCapacitancePerLength, .capacitancePerLength))
    }
}

extension TransistorModel {
    fileprivate func converted(to units: UnitScale) -> TransistorModel {
        switch self {
        case .planar: .planar
        case .fittedFins(let fin): .fittedFins(fin.converted(to: units))
        case .cells(let devices): .cells(devices.converted(to: units))
        }
    }
}

extension FinGeometry {
    fileprivate func converted(to units: UnitScale) -> FinGeometry {
        FinGeometry(
            height: units.convert(height, .length), width: units.convert(width, .length),
            pitch: units.convert(pitch, .length))
    }
}

extension CellDevices {
    fileprivate func converted(to units: UnitScale) -> CellDevices {
        let length = { units.convert($0, .length) }
        return CellDevices(
            areSheets: areSheets, featureSize: length(featureSize), extent: length(extent), pitch: length(pitch),
            channelWidth: length(channelWidth), transconductanceWidth: length(transconductanceWidth),
            devicesPerSide: devicesPerSide, drainCapacitance: units.convert(drainCapacitance, .capacitance),
            layout: StandardCellLayout(
                heightInFeatureSizes: layout.heightInFeatureSizes, gatePitch: length(layout.gatePitch),
                diffusionWidth: length(layout.diffusionWidth), diffusionGap: length(layout.diffusionGap),
                outerRegion: length(layout.outerRegion), metalPitch: length(layout.metalPitch),
                relaxedGatePitch: length(layout.relaxedGatePitch)),
            cutSheets: cutSheets)
    }
}

extension TransconductanceLaw {
    fileprivate func converted(to units: UnitScale) -> TransconductanceLaw {
        switch self {
        case .squareLaw(let nmosCurrent, let pmosCurrent):
            .squareLaw(
                nmosCurrent: units.convert(nmosCurrent, .currentPerLength),
                pmosCurrent: units.convert(pmosCurrent, .currentPerLength))
        case .proportional(let perWidth):
            .proportional(units.convert(perWidth, .conductancePerLength))
        }
    }
}
