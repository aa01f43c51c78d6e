// SPDX-License-Identifier: Apache-2.0

import Technology
import Testing
import _TestSupport

@testable import Circuits

/// What the role of converters promises: a bank is its columns, and a law is its converter.
@Suite struct ColumnConverterTests {
    /// A converter whose cost is easy to see.
    private struct Plain: ColumnConverter {
        let footprint = Footprint(width: 1, height: 1)
        let leakagePower = 0.0
        func cost(ofColumn resistance: Double) -> OperationCost {
            OperationCost(latency: resistance, energy: 10 * resistance)
        }
    }

    @Test func aBankTakesTheTimeOfTheSlowestAndTheEnergyOfAll() {
        let cost = Plain().cost(of: .convert(columnResistances: [1, 4, 2]))
        #expect(cost == OperationCost(latency: 4, energy: 70))
        #expect(Plain().cost(of: .convert(columnResistances: [])) == .zero)
        #expect(Plain().response == .perColumn)
    }

    @Test(arguments: ConversionSamples.nodesWithDelay, FlashADC.Sensing.all)
    func aLawIsTheConverter(node: Int, sensing: FlashADC.Sensing) throws {
        let flash = try ConversionSamples.flash(node: node, sensing: sensing)
        #expect(flash.response == .tabulated(flash.law))
        for resistance in ConversionSamples.resistanceSweep + [.nan] {
            let cost = flash.cost(ofColumn: resistance)
            #expect(flash.law.latency(resistance: resistance) == cost.latency)
            #expect(flash.law.power.power(resistance: resistance) * cost.latency == cost.energy)
        }
    }

    @Test func successiveApproximationTakesTheSameTimeForEveryColumn() throws {
        let converter = try ConversionSamples.sar()
        for resistance in ConversionSamples.columnResistances {
            let cost = converter.cost(ofColumn: resistance)
            #expect(
                cost.latency == 6 * SARADC.cycleTime && converter.law.latency(resistance: resistance) == cost.latency)
            #expect(converter.law.power.power(resistance: resistance) * cost.latency == cost.energy)
        }
    }

    @Test func lawsAreTheSameWhereFiguresAre() throws {
        let wide = try ConversionSamples.flash(layout: .width(1e-3)).response
        #expect(try wide.isSameLaw(as: ConversionSamples.flash(layout: .height(1e-4)).response))
        #expect(try !wide.isSameLaw(as: ConversionSamples.flash(levels: 32).response))
        #expect(try !wide.isSameLaw(as: ConversionSamples.sar().response))
        #expect(!ConverterResponse.perColumn.isSameLaw(as: .perColumn))
    }

    @Test func aSenseAmplifierEndsEachColumnForItself() throws {
        let amplifier = try ConversionSamples.currentSenseAmplifier()
        let columns = [2e5, 8e5, 3e6]
        let costs = columns.map { amplifier.cost(ofColumn: $0) }
        let bank = amplifier.cost(of: .convert(columnResistances: columns))
        #expect(amplifier.response == .perColumn)
        #expect(bank.latency == costs.map(\.latency).max())
        #expect(largestDifference([bank.energy], [costs.reduce(0) { $0 + $1.energy }]) < 1e-14)
        #expect(Set(costs.map(\.latency)).count == columns.count)
    }
}

extension FlashADC.Sensing {
    fileprivate static let all: [FlashADC.Sensing] = [.current, .voltage]
}
