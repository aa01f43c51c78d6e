// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

@Suite struct NumberGridTests {
    @Test(
        arguments: [(2, 2.0, 0.5), (5, 16, 0.9375), (8, 128, 0.9921875), (15, 16384, 0.99993896484375)]
            as [(Int, Double, Double)])
    func stepsAndLimit(bits: Int, steps: Double, limit: Double) {
        let grid = NumberGrid(bits: bits)
        #expect(grid.steps == steps)
        #expect(grid.limit == limit)
        #expect(grid.isRounded)
    }

    @Test func halvesGoToTheEvenNumber() {
        let grid = NumberGrid(bits: 3)
        #expect([0.125, 0.375, 0.625, -0.125, -0.375, -0.625].map(grid.nearest) == [0, 0.5, 0.5, 0, -0.5, -0.5])
        #expect(grid.nearest(0.1250001) == 0.25)
        #expect(grid.nearest(-0.3749999) == -0.25)
    }

    /// Rounding does not clamp.
    @Test func limitsAreApart() {
        let grid = NumberGrid(bits: 5)
        #expect(grid.nearest(1.52) == 1.5)
        #expect(grid.clamped(1.52) == 0.9375)
        #expect(grid.clamped(-1.52) == -0.9375)
        #expect(grid.clamped(0.3) == 0.3)
    }

    @Test func numbersOfTheGridStay() {
        for bits in 2...15 {
            let grid = NumberGrid(bits: bits)
            for step in stride(from: -grid.steps + 1, through: grid.steps - 1, by: max(1, grid.steps / 37)) {
                let number = step.rounded() / grid.steps
                #expect(grid.nearest(number) == number)
                #expect(grid.clamped(number) == number)
            }
            #expect(abs(grid.nearest(0.3) - 0.3) <= 0.5 / grid.steps)
        }
    }

    @Test func oneBitIsASign() {
        let grid = NumberGrid(bits: 1)
        #expect(grid.steps == 1)
        #expect(grid.limit == 1)
        #expect([0.001, 7, -0.001, -7, 0].map(grid.nearest) == [1, 1, -1, -1, 0])
    }

    @Test(arguments: [16, 20, 32]) func manyBitsAreNotRounded(bits: Int) {
        let grid = NumberGrid(bits: bits)
        #expect(!grid.isRounded)
        #expect(grid.limit == 1)
        #expect(grid.nearest(0.123456789012345) == 0.123456789012345)
        #expect(grid.clamped(1.25) == 1)
    }

    /// What the kernels round to is what Swift rounds to.
    @Test(arguments: [1, 2, 5, 8, 15, 16]) func kernelsHaveTheSameGrid(bits: Int) {
        let grid = NumberGrid(bits: bits)
        let values = stride(from: -1.5, through: 1.5, by: 0.0078125).map { $0 }
        var result = values
        Double.scaleToGrid(&result, result.count, factor: 1, grid.kernel)
        #expect(result == values.map { grid.nearest(grid.clamped($0)) })
    }

    @Test func nearestPowersOfTwo() {
        #expect([1, 1.4, 1.5, 2.8, 2.9, 0.3, 0.09921875].map(nearestPowerOfTwo) == [1, 1, 2, 2, 4, 0.25, 0.125])
    }
}
