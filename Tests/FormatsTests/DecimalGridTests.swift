// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Formats

@Suite struct DecimalGridTests {
    @Test func restoresEveryFivePlaceDecimalInTheUsualRange() {
        let grid = DecimalGrid(decimals: 5)
        let lost = (-400_000...400_000).first { number in
            let value = Double(number) / 100_000
            return grid.nearest(to: Double(Float(value))) != value
        }
        #expect(lost == nil)
    }

    /// The integer that NeuroSim makes of a weight between -1 and 1: scaled, rounded half away from zero.
    private func quantized(_ weight: Double, bits: Int) -> Int {
        let levels = Double(1 << bits)
        let scaled = levels / 2 * (weight - 1) + levels
        return Int(scaled >= 0 ? scaled + 0.5 : scaled - 0.5)
    }

    @Test(arguments: 1...10)
    func quantizationSurvivesTheWayThroughAFloat(bits: Int) {
        let grid = DecimalGrid(decimals: 5)
        let changed = (-100_000...100_000).first { number in
            let value = Double(number) / 100_000
            let restored = grid.nearest(to: Double(Float(value)))
            return quantized(value, bits: bits) != quantized(restored, bits: bits)
        }
        #expect(changed == nil)
    }

    @Test func findsTheFewestPlacesThatDo() {
        #expect(DecimalGrid.decimals(restoring: [0.1, -0.12345]) == 5)
        #expect(DecimalGrid.decimals(restoring: [0.123456]) == 6)
        #expect(DecimalGrid.decimals(restoring: [123456.7]) == 1)
        #expect(DecimalGrid.decimals(restoring: [0.1234567890123]) == nil)
        #expect(DecimalGrid.decimals(restoring: [1.0 / 3]) == nil)
    }
}
