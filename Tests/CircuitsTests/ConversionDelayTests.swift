// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim21Technology
import Testing
import _TestSupport

@testable import Circuits
@testable import Technology

/// The delay of a conversion without its loop over references, and the tables made of it.
@Suite struct ConversionDelayTests {
    static let levels = [2, 3, 4, 5, 8, 48, 64, 1024]

    /// Every comparison in turn.
    static func slowestComparison(fit: SensingDelayFit, ladder: ReferenceLadder, resistance: Double) -> Double {
        let scale = fit.logSlope * log(resistance / 1000) + fit.logOffset
        return ladder.comparedReferences.reduce(0) { slowest, index in
            let ratio = ladder[index] / resistance
            let isFitted = ratio > 0.05 && ratio < 20
            return max(slowest, isFitted ? scale * fit.shape(ratio) : 1e-9)
        }
    }

    /// A sweep of resistances, and the resistances at which a reference changes from one branch of the fit to another.
    static func resistances(of ladder: ReferenceLadder) -> [Double] {
        let jumps = ladder.comparedReferences.suffix(40).flatMap { index in
            [0.05, 0.9, 20].flatMap { ratio -> [Double] in
                let resistance = ladder[index] / ratio
                return [resistance, resistance.nextUp, resistance.nextDown, resistance * 1.001, resistance * 0.999]
            }
        }
        return ConversionSamples.resistanceSweep + jumps
    }

    @Test(arguments: ConversionSamples.nodesWithDelay, levels)
    func delayIsThatOfTheSlowestComparison(node: Int, levels: Int) throws {
        let fit = try #require(try ConversionSamples.delayFit(node: node, roadmap: .lowStandbyPower))
        for rows in [1, 128] {
            let ladder = ConversionSamples.ladder(levels: levels, rowsInParallel: rows)
            let delay = SensingDelay(fit: fit, ladder: ladder)
            let worst = Self.resistances(of: ladder).map { resistance in
                let expected = Self.slowestComparison(fit: fit, ladder: ladder, resistance: resistance)
                return largestDifference([delay.latency(resistance: resistance)], [expected])
            }
            #expect(worst.allSatisfy { $0 < 1e-14 })
        }
    }

    @Test(arguments: ConversionSamples.nodesWithDelay, levels)
    func boundsHoldInTheirInterval(node: Int, levels: Int) throws {
        let fit = try #require(try ConversionSamples.delayFit(node: node, roadmap: .lowStandbyPower))
        let delay = SensingDelay(fit: fit, ladder: ConversionSamples.ladder(levels: levels))
        for width in [1.0005, 1.02, 1.7] {
            for lowest in ConversionSamples.logarithmicSweep(from: 1e2, to: 1e8, count: 200) {
                let bound = delay.latencyBound(resistances: lowest...lowest * width)
                let inside = (0...20).map { lowest * (1 + (width - 1) * Double($0) / 20) }
                #expect(inside.allSatisfy { delay.latency(resistance: $0) <= bound * (1 + 1e-14) })
            }
        }
    }

    @Test func narrowIntervalsHaveTightBounds() throws {
        let delay = try #require(try ConversionSamples.flash().delay)
        let loose = ConversionSamples.logarithmicSweep(from: 1e4, to: 1e5, count: 1000).filter { lowest in
            let bound = delay.latencyBound(resistances: lowest...lowest * 1.0001)
            return bound > max(delay.latency(resistance: lowest), FlashADC.minimumLatency) * 1.001
        }
        #expect(loose.count < 20)
    }

    @Test func thereIsADelayFitForBulkLowStandbyPowerOnly() throws {
        for node in [130, 90, 65, 45, 32, 22, 14, 10, 7] {
            let fast = try Technology(node: node, roadmap: .highPerformance)
            #expect(fast.flash.fit.delay == .constant(1e-9))
            let hasFit = try ConversionSamples.delayFit(node: node, roadmap: .lowStandbyPower) != nil
            #expect(hasFit == (node >= 32))
        }
    }

    @Test func twoLevelsHaveNoReferenceToCompareWith() throws {
        let flash = try ConversionSamples.flash(levels: 2)
        #expect(flash.conversionLatency(columnResistance: 1e5) == 0)
        #expect(flash.conversionLatency(columnResistances: [1e5]) == FlashADC.minimumLatency)
    }

    @Test func referencesOfAResistanceEncloseIt() {
        let ladder = ConversionSamples.ladder(levels: 64)
        for resistance in ConversionSamples.logarithmicSweep(from: 10, to: 1e9, count: 500) {
            let references = ladder.references(around: resistance)
            let compared = ladder.comparedReferences
            #expect(references.count <= 4 && references.lowerBound >= compared.lowerBound)
            #expect(references.upperBound <= compared.upperBound)
            if let below = compared.last(where: { ladder[$0] <= resistance }) { #expect(references.contains(below)) }
            if let above = compared.first(where: { ladder[$0] > resistance }) { #expect(references.contains(above)) }
        }
    }

    @Test func tabulatedPowerKeepsItsErrorBound() throws {
        for (node, roadmap) in [(130, DeviceRoadmap.highPerformance), (32, .lowStandbyPower), (7, .lowStandbyPower)] {
            let converter = try ConversionSamples.flash(node: node, roadmap: roadmap, readVoltage: 0.35)
            let table = ADCResponseTable(converter.law)
            #expect(table.relativeError < 2e-11)
            let conductances = ConversionSamples.logarithmicSweep(from: 1.5e-11, to: 15.9, count: 50_021)
            let worst = conductances.map { conductance in
                largestDifference(
                    [table.tabulatedPower(conductance)], [converter.power.power(resistance: 1 / conductance)])
            }
            #expect(worst.allSatisfy { $0 < table.relativeError })
        }
    }

    @Test func tableHasBoundsOnlyWhereTheDelayVaries() throws {
        #expect(ADCResponseTable(try ConversionSamples.sar().law).latencyBounds.isEmpty)
        #expect(ADCResponseTable(try ConversionSamples.flash(node: 22).law).latencyBounds.isEmpty)
        let table = ADCResponseTable(try ConversionSamples.flash().law)
        #expect(table.latencyBounds.count == ADCResponseTable.allOctaves.count << ADCResponseTable.latencyBinBits)
        #expect(table.maximumLatency == FlashADC.maximumLatency)
    }
}

extension ADCResponseTable {
    /// The parabola of the bin of a conductance.
    fileprivate func tabulatedPower(_ conductance: Double) -> Double {
        let pattern = Int(conductance.bitPattern >> UInt64(52 - Self.powerBinBits))
        let lowest = Double(sign: .plus, exponent: octaves.lowerBound, significand: 1)
        let bin = pattern - Int(lowest.bitPattern >> UInt64(52 - Self.powerBinBits))
        let coefficients = powerCoefficients[bin * Self.coefficientsPerBin..<(bin + 1) * Self.coefficientsPerBin]
        return coefficients.reversed().reduce(0) { $0 * conductance + $1 }
    }
}
