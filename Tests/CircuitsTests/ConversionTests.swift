// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Circuits
@testable import Technology

/// What must hold for column converters and sense amplifiers.
@Suite struct ConversionTests {
    static let sweep = ConversionSamples.resistanceSweep

    @Test(arguments: [FlashADC.Sensing.current, .voltage]) func powerFallsAsTheColumnGetsMoreResistive(
        sensing: FlashADC.Sensing
    ) throws {
        for roadmap in [DeviceRoadmap.highPerformance, .lowStandbyPower] {
            for node in [130, 90, 65, 45, 32, 22, 14, 10, 7] {
                let power = try ConversionSamples.flash(node: node, roadmap: roadmap, sensing: sensing).power
                let values = Self.sweep.map { power.power(resistance: $0) }
                #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
                #expect(values.allSatisfy { $0 > power.basePower && $0.isFinite })
            }
        }
    }

    @Test func aSmallerNodeDrawsLess() throws {
        for roadmap in [DeviceRoadmap.highPerformance, .lowStandbyPower] {
            let powers = try [130, 90, 65, 45, 32, 22, 14, 10, 7].map {
                try ConversionSamples.flash(node: $0, roadmap: roadmap).power.power(resistance: 1e5)
            }
            #expect(zip(powers, powers.dropFirst()).allSatisfy { $0 > $1 })
        }
    }

    @Test func resistancesWithoutMeaningDrawNothing() throws {
        let flash = try ConversionSamples.flash()
        let sar = try ConversionSamples.sar()
        for resistance in [0, -1e4, Double.nan] {
            #expect(flash.power.power(resistance: resistance) == 0)
            #expect(sar.conversionEnergy(columnResistance: resistance) == 0)
        }
        #expect(flash.power.power(resistance: .infinity) == 1e-6)
        #expect(flash.conversionLatency(columnResistance: 0) == 0)
        #expect(flash.conversionLatency(columnResistance: .infinity) == 0)
        #expect(flash.conversionLatency(columnResistances: [.nan, .nan]) == FlashADC.minimumLatency)
        #expect(flash.conversionLatency(columnResistances: []) == 0)
        #expect(flash.cost(of: .convert(columnResistances: [.nan, 0])).energy == 0)
    }

    @Test func aLowerReadVoltageActsLikeAHigherResistance() throws {
        let half = try ConversionSamples.flash(readVoltage: 0.25)
        let full = try ConversionSamples.flash()
        for resistance in [3e3, 4e4, 7e5] {
            #expect(half.power.power(resistance: resistance) == full.power.power(resistance: 2 * resistance))
            #expect(
                half.conversionLatency(columnResistance: resistance)
                    == full.conversionLatency(columnResistance: 2 * resistance))
        }
    }

    @Test func heatAddsOneThousandthAndThreeOfPowerForEachKelvin() throws {
        let cold = try ConversionSamples.flash().power.power(resistance: 1e5)
        let hot = try ConversionSamples.flash(temperature: 400).power.power(resistance: 1e5)
        #expect(largestDifference([hot], [cold * 1.13]) < 1e-14)
    }

    @Test func aReadLastsAsLongAsItsSlowestColumn() throws {
        let flash = try ConversionSamples.flash(node: 130)
        let columns = [2e4, 6e4, 9e4]
        let slowest = try #require(columns.map { flash.conversionLatency(columnResistance: $0) }.max())
        #expect(slowest > FlashADC.minimumLatency && slowest < FlashADC.maximumLatency)
        #expect(flash.conversionLatency(columnResistances: columns) == slowest)
        let cost = flash.cost(of: .convert(columnResistances: columns))
        #expect(cost.latency == slowest)
        let power = columns.reduce(0) { $0 + flash.power.power(resistance: $1) }
        #expect(largestDifference([cost.energy], [power * slowest]) < 1e-14)
    }

    @Test func readsAreCutOff() throws {
        let flash = try ConversionSamples.flash(node: 65, levels: 1024)
        let slow = try #require(Self.sweep.max { flash.delayOrZero($0) < flash.delayOrZero($1) })
        #expect(flash.delayOrZero(slow) > FlashADC.maximumLatency)
        #expect(flash.conversionLatency(columnResistances: [slow]) == FlashADC.maximumLatency)
    }

    @Test func voltageSensingTakesOneNanosecond() throws {
        let flash = try ConversionSamples.flash(sensing: .voltage)
        #expect(flash.delay == nil)
        #expect(flash.conversionLatency(columnResistances: Self.sweep) == 1e-9)
    }

    @Test func eachBitOfASuccessiveApproximationTakesACycle() throws {
        let latencies = try [2, 4, 8, 16].map { try ConversionSamples.sar(levels: $0).conversionLatency }
        #expect(largestDifference(latencies, [2e-9, 3e-9, 4e-9, 5e-9]) < 1e-15)
        let areas = try [2, 4, 8, 16].map { try ConversionSamples.sar(levels: $0).area }
        #expect(largestDifference([areas[3] - areas[2]], [areas[1] - areas[0]]) < 1e-12)
    }

    @Test func areaDoesNotDependOnTheShape() throws {
        let areas = try [LayoutConstraint.free, .width(1e-4), .height(3e-5), .width(0), .height(0)].map {
            try ConversionSamples.flash(layout: $0).area
        }
        #expect(areas.allSatisfy { largestDifference([$0], [areas[0]]) < 1e-14 })
        let tall = try ConversionSamples.sar(layout: .height(3e-5))
        #expect(tall.footprint.height == 3e-5)
        let sense = try [LayoutConstraint.free, .width(1e-4), .height(3e-5)].map {
            try ConversionSamples.senseAmplifier(layout: $0).area
        }
        #expect(largestDifference(sense, Array(repeating: sense[0], count: 3)) < 1e-14)
    }

    @Test func comparatorsGrowWithTheLevels() throws {
        let two = try ConversionSamples.flash(levels: 2).area
        let many = try ConversionSamples.flash(levels: 65).area
        #expect(largestDifference([many], [64 * two]) < 1e-13)
    }

    @Test func senseAmplifierIsSlowerForASmallerSignal() throws {
        let strong = try ConversionSamples.senseAmplifier(senseVoltage: 0.2)
        let weak = try ConversionSamples.senseAmplifier(senseVoltage: 0.05)
        #expect(weak.cost(of: .sense).latency > strong.cost(of: .sense).latency)
        #expect(strong.cost(of: .sense).latency > 1e-9)
    }

    @Test func senseAmplifierReadsNoMoreColumnsThanThereAre() throws {
        let all = try ConversionSamples.senseAmplifier(columnsPerRead: 128).cost(of: .sense).energy
        let more = try ConversionSamples.senseAmplifier(columnsPerRead: 1000).cost(of: .sense).energy
        let half = try ConversionSamples.senseAmplifier(columnsPerRead: 64).cost(of: .sense).energy
        #expect(more == all)
        #expect(largestDifference([all], [2 * half]) < 1e-14)
    }

    @Test func pitchesTooNarrowForATransistorGiveFiniteFigures() throws {
        for pitch in [0, 1, 3.6, 4, 5] {
            let amplifier = try ConversionSamples.senseAmplifier(pitchInFeatures: pitch)
            #expect(amplifier.area.isFinite && amplifier.area > 0)
            #expect(amplifier.cost(of: .sense).latency.isFinite)
        }
    }

    @Test func currentSenseAmplifiersAreHigherThanWide() throws {
        for width in [0, 1e-7, 1e-6, 1e-3] {
            let footprint = try ConversionSamples.currentSenseAmplifier(unitWidth: width).footprint
            #expect(footprint.height >= 4.999 * footprint.width / 16)
            #expect(footprint.height.isFinite)
        }
    }

    @Test func encodersFillLines() throws {
        let single = try ConversionSamples.encoder(encoders: 1, layout: .free).footprint
        let wide = try ConversionSamples.encoder(encoders: 16, layout: .width(single.width * 7.5)).footprint
        #expect(largestDifference([wide.width, wide.height], [single.width * 7.5, single.height * 2]) < 1e-14)
        let narrow = try ConversionSamples.encoder(encoders: 16, layout: .width(single.width / 2)).footprint
        #expect(largestDifference([narrow.width, narrow.height], [single.width, single.height * 16]) < 1e-14)
        let high = try ConversionSamples.encoder(encoders: 16, layout: .height(single.height * 100)).footprint
        #expect(largestDifference([high.width, high.height], [single.width, single.height * 100]) < 1e-14)
    }

    @Test(arguments: [2, 3, 4, 16, 1024]) func encodersOfAnyWidthHaveFiniteFigures(levels: Int) throws {
        let encoder = try ConversionSamples.encoder(node: 7, roadmap: .highPerformance, levels: levels)
        let figures = [
            encoder.area, encoder.leakagePower, encoder.cost(of: .encode()).latency, encoder.cost(of: .encode()).energy,
        ]
        #expect(figures.allSatisfy { $0.isFinite && $0 > 0 })
    }
}

extension FlashADC {
    fileprivate func delayOrZero(_ resistance: Double) -> Double { delay?.latency(resistance: resistance) ?? 0 }
}
