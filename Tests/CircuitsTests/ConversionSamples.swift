// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim21Technology

@testable import Circuits
@testable import Technology

/// Converters that several tests share: cells from 240 kΩ to 24 MΩ, read at 0.5 V.
enum ConversionSamples {
    static let onResistance = 240e3
    static let offResistance = 24e6
    /// Resistances of five columns, the last of them without a conducting cell [Ω].
    static let columnResistances = [5e3, 2e4, 1e5, 4e5, Double.infinity]
    /// From 100 Ω to 1 GΩ, evenly spaced on a logarithmic scale [Ω].
    static let resistanceSweep = logarithmicSweep(from: 1e2, to: 1e9, count: 701)
    /// The processes in which the delay depends on the column.
    static let nodesWithDelay = [32, 45, 65, 90, 130]

    /// The fit of the delay of comparators; nil where it is always the same.
    static func delayFit(node: Int, roadmap: DeviceRoadmap) throws -> SensingDelayFit? {
        switch try Technology(node: node, roadmap: roadmap).flash.fit.delay {
        case .constant: nil
        case .fitted(let fit): fit
        }
    }

    static func logarithmicSweep(from first: Double, to last: Double, count: Int) -> [Double] {
        (0..<count).map { first * exp(log(last / first) * Double($0) / Double(count - 1)) }
    }

    static func ladder(levels: Int, rowsInParallel: Int = 128) -> ReferenceLadder {
        ReferenceLadder(
            levels: levels, onResistance: onResistance, offResistance: offResistance, rowsInParallel: rowsInParallel)
    }

    static func flash(
        node: Int = 32, roadmap: DeviceRoadmap = .lowStandbyPower, levels: Int = 64,
        sensing: FlashADC.Sensing = .current, readVoltage: Double = 0.5, temperature: Double = 300,
        layout: LayoutConstraint = .width(1e-4)
    ) throws -> FlashADC {
        FlashADC(
            converters: 16, levels: levels, sensing: sensing, references: ladder(levels: levels),
            readVoltage: readVoltage, layout: layout,
            technology: try Technology(node: node, roadmap: roadmap, temperature: temperature))
    }

    static func sar(
        node: Int = 32, roadmap: DeviceRoadmap = .lowStandbyPower, levels: Int = 32, readVoltage: Double = 0.5,
        layout: LayoutConstraint = .width(1e-4)
    ) throws -> SARADC {
        SARADC(
            converters: 16, levels: levels, readVoltage: readVoltage, layout: layout,
            technology: try Technology(node: node, roadmap: roadmap))
    }

    static func currentSenseAmplifier(
        node: Int = 32, roadmap: DeviceRoadmap = .lowStandbyPower, unitWidth: Double = 1e-6
    ) throws -> CurrentSenseAmplifier {
        CurrentSenseAmplifier(
            amplifiers: 16, onResistance: onResistance, offResistance: offResistance, readVoltage: 0.5,
            unitWidth: unitWidth, technology: try Technology(node: node, roadmap: roadmap))
    }

    static func senseAmplifier(
        node: Int = 32, roadmap: DeviceRoadmap = .lowStandbyPower, columns: Int = 128, columnsPerRead: Int = 64,
        pitchInFeatures: Double = 20, senseVoltage: Double = 0.1, layout: LayoutConstraint = .width(30e-6)
    ) throws -> SenseAmplifier {
        let technology = try Technology(node: node, roadmap: roadmap)
        return SenseAmplifier(
            columns: columns, columnsPerRead: columnsPerRead, pitch: pitchInFeatures * technology.featureSize,
            senseVoltage: senseVoltage, clockFrequency: 1e9, layout: layout, technology: technology)
    }

    static func encoder(
        node: Int = 32, roadmap: DeviceRoadmap = .lowStandbyPower, levels: Int = 64, encoders: Int = 16,
        layout: LayoutConstraint = .width(1e-4)
    ) throws -> FlashADCEncoder {
        FlashADCEncoder(
            levels: levels, encoders: encoders, layout: layout,
            technology: try Technology(node: node, roadmap: roadmap))
    }
}
