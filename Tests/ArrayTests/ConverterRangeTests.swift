// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Testing

/// The ideal transfer function, and the full scale that it divides.
@Suite struct ConverterRangeTests {
    private static let designs: [ArrayDesign] = WeightMapping.allCases.flatMap { mapping in
        [1, 2, 4].flatMap { cellBits in
            [1, 8, 100].map { rows in
                let isXNOR = mapping == .xnor
                return ArrayDesign(
                    weights: WeightEncoding(mapping, bits: 9, cellBits: isXNOR ? 1 : cellBits),
                    inputs: InputEncoding(bits: 4, bitsPerStep: isXNOR ? 1 : 2, isBipolar: isXNOR),
                    reads: ReadPlan(rowsPerArray: rows, rowsPerRead: rows, isRowByRow: false), columns: 16, codes: 17)
            }
        }
    }

    /// All cells at the highest level and all rows at the largest digit are the full scale, and have the last code;
    /// no sum is larger.
    @Test(arguments: designs)
    func fullScaleIsAttained(_ design: ArrayDesign) throws {
        let (weights, inputs) = (design.weights, design.inputs)
        let level = weights.range.filter(weights.holds).flatMap { weights.levels(of: $0) }.max() ?? 0
        let activations = inputs.range.filter { !inputs.isOdd || $0 & 1 == 1 }
        let digit = activations.flatMap { value in (0..<inputs.steps).map { inputs.digit($0, of: value) } }.max() ?? 0
        #expect(design.reads.rowsPerRead * level * digit == design.fullScale)
        let converter = try #require(design.converter)
        #expect(converter.code(of: ExactNumber(design.fullScale)) == converter.codes.upperBound)
        #expect(abs(converter.value(of: converter.codes.upperBound) - Double(design.fullScale)) < 1e-9)
        let least = weights.mapping.hasSignedSums ? -design.fullScale : 0
        #expect(converter.code(of: ExactNumber(least)) == converter.codes.lowerBound)
        #expect(abs(converter.value(of: converter.codes.lowerBound) - Double(least)) < 1e-9)
    }

    /// Codes rise with the sum, are off by half a step at most, and come back.
    @Test(arguments: designs)
    func codesFollowSums(_ design: ArrayDesign) throws {
        let converter = try #require(design.converter)
        let scale = design.fullScale
        var before = converter.codes.lowerBound
        for sum in (design.weights.mapping.hasSignedSums ? -scale : 0)...scale {
            let code = converter.code(of: ExactNumber(sum))
            #expect(code >= before)
            #expect(abs(converter.value(of: code) - Double(sum)) <= converter.step / 2 + 1e-9)
            before = code
        }
        for code in converter.codes { #expect(converter.code(of: ExactNumber(converter.value(of: code))) == code) }
    }

    @Test func sumsBeyondTheRangeAreClipped() {
        let converter = ConverterRange(base: 2, span: 4, steps: 4, codes: 0...3)
        #expect(converter.code(of: 100) == 3 && converter.code(of: -100) == 0 && converter.code(of: 4) == 2)
    }

    @Test(arguments: [
        (CodeRounding.halfUp, [0, 1, 1, 2, 2, 3]), (.halfEven, [0, 0, 1, 2, 2, 2]), (.floor, [0, 0, 1, 1, 2, 2]),
    ])
    func halvesGoWhereTheyShould(rounding: CodeRounding, expected: [Int]) {
        let converter = ConverterRange(span: 2, steps: 1, codes: -9...9, rounding: rounding)
        #expect((0...5).map { converter.code(of: ExactNumber($0)) } == expected)
        // Below 0 the same, two steps further down.
        #expect((0...5).map { converter.code(of: ExactNumber($0 - 8)) } == expected.map { $0 - 4 })
    }

    @Test func rowsReadOneByOneTellLevelsApart() throws {
        let design = ArrayDesign(
            weights: WeightEncoding(.offset, bits: 8, cellBits: 2), inputs: InputEncoding(bits: 8),
            reads: ReadPlan(rowsPerArray: 64, rowsPerRead: 1), columns: 64, codes: 4)
        let converter = try #require(design.converter)
        #expect((0...3).map { converter.code(of: ExactNumber($0)) } == [0, 1, 2, 3] && converter.step == 1)
    }

    @Test func lowestLevelsConduct() {
        let sums = CellSums(onOffRatio: 10, topLevel: 3)
        // A cell at the highest level keeps its value, one at level 0 has a tenth of it.
        #expect(sums.sum(levels: 3, digits: 1) == 3 && sums.sum(levels: 0, digits: 1).fraction == Fraction(3, over: 10))
        #expect(CellSums(onOffRatio: .infinity, topLevel: 3) == .levels)
    }

    @Test func numbersAreTheFractionsThatTheyAreSpelledAs() throws {
        #expect(Fraction(decimal: 0.1) == Fraction(1, over: 10))
        #expect(Fraction(decimal: -12.5) == Fraction(-25, over: 2))
        #expect(Fraction(decimal: 3e-5) == Fraction(3, over: 100_000))
        #expect(Fraction(decimal: 1e17) == Fraction(100_000_000_000_000_000))
        for absent in [1e300, 1e-300, .infinity, .nan] { #expect(Fraction(decimal: absent) == nil) }
        #expect(Fraction(1, over: 0) == nil && Fraction(0)?.inverse == nil)
        #expect(Fraction(6, over: -4) == Fraction(-3, over: 2))
        let tenth = ExactNumber(0.1)
        #expect((tenth + ExactNumber(0.2)).fraction == Fraction(3, over: 10))
        #expect((1 - tenth / 3).fraction == Fraction(29, over: 30))
        let large = try #require(Fraction(.max))
        #expect(large.multiplied(by: large) == nil && large.adding(large) == nil)
    }

    @Test func wholePartsAreRoundedDown() {
        for (above, below, floor) in [(7, 2, 3), (-7, 2, -4), (6, 2, 3), (-6, 2, -3), (0, 5, 0), (-1, 5, -1)] {
            #expect(Fraction(above, over: below)?.floor == floor)
        }
    }
}
