// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Testing

/// Levels of cells are the weight, whatever the encoding.
@Suite struct WeightEncodingTests {
    private static let encodings: [WeightEncoding] = WeightMapping.allCases.flatMap { mapping in
        let needsSign = WeightEncoding(mapping, bits: 2).holdsSignApart
        return (needsSign ? 2...7 : 1...7).flatMap { bits in
            (mapping == .xnor ? 1...1 : 1...5).map { WeightEncoding(mapping, bits: bits, cellBits: $0) }
        }
    }

    @Test(arguments: encodings)
    func levelsMakeUpEveryWeight(_ encoding: WeightEncoding) {
        let weights = encoding.range.filter(encoding.holds)
        #expect(weights.count == (encoding.isOdd ? 1 << encoding.bits : encoding.range.count))
        for weight in weights {
            let levels = encoding.levels(of: weight)
            #expect(levels.count == encoding.columnsPerWeight)
            #expect(encoding.weight(of: levels) == weight)
            let allowed = encoding.hasBipolarLevels ? -1...1 : 0...encoding.topLevel
            #expect(levels.allSatisfy(allowed.contains))
        }
        #expect(!encoding.holds(encoding.range.upperBound + 1) && !encoding.holds(encoding.range.lowerBound - 1))
    }

    @Test(arguments: encodings)
    func manyWeightsAreCutLikeOne(_ encoding: WeightEncoding) {
        let weights = encoding.range.filter(encoding.holds)
        let together = encoding.levels(of: weights.map(Int32.init))
        let alone = weights.map { encoding.levels(of: $0) }
        for place in 0..<encoding.columnsPerWeight {
            for index in weights.indices {
                #expect(Int(together[place * weights.count + index]) == alone[index][place])
            }
        }
    }

    /// Different weights have different levels, and all levels of all cells together are used.
    @Test func levelsTellWeightsApart() {
        for encoding in Self.encodings {
            let codes = Set(encoding.range.filter(encoding.holds).map { encoding.levels(of: $0) })
            #expect(codes.count == encoding.range.filter(encoding.holds).count)
            if encoding.slices.allSatisfy({ $0.bits == encoding.cellBits }) {
                #expect(codes.contains { $0.contains(encoding.topLevel) })
            }
        }
    }

    @Test func levelsByHand() {
        // 54 + 128 = 182: 10 11 01 10.
        #expect(WeightEncoding(.offset, bits: 8, cellBits: 2).levels(of: 54) == [2, 1, 3, 2])
        // 5 bits, then the three that are left.
        #expect(WeightEncoding(.offset, bits: 8, cellBits: 5).levels(of: 54) == [22, 5])
        // -54 is 1100 1010.
        #expect(WeightEncoding(.twos, bits: 8, cellBits: 3).levels(of: -54) == [2, 1, 1, 1])
        #expect(WeightEncoding(.differential, bits: 8, cellBits: 4).levels(of: -54) == [0, 0, 6, 3])
        #expect(WeightEncoding(.xnor, bits: 3).levels(of: -3) == [-1, 1, -1])
        // (-3 + 7) / 2 = 2: 10, then the one bit that is left; of a pair the opposites as well.
        #expect(WeightEncoding(.odd, bits: 3, cellBits: 2).levels(of: -3) == [2, 0])
        #expect(WeightEncoding(.oddPair, bits: 3, cellBits: 2).levels(of: -3) == [2, 0, 1, 1])
        // 32 bits, as a chip may have.
        #expect(WeightEncoding(.offset, bits: 32, cellBits: 8).levels(of: (1 << 31) - 1) == [255, 255, 255, 255])
    }

    @Test func conversionsCountWhatSlicesDo() {
        #expect(WeightEncoding(.offset, bits: 8, cellBits: 5).conversionScales == [1, 32])
        #expect(WeightEncoding(.twos, bits: 4).conversionScales == [1, 2, 4, -8])
        #expect(WeightEncoding(.differential, bits: 5, cellBits: 2).conversionScales == [1, 4, -1, -4])
        #expect(WeightEncoding(.analogDifferential, bits: 5, cellBits: 2).conversionScales == [1, 4])
        #expect(WeightEncoding(.xnor, bits: 2).conversionScales == [1, 2])
        #expect(WeightEncoding(.odd, bits: 2).conversionScales == [2, 4])
        #expect(WeightEncoding(.oddPair, bits: 1).conversionScales == [1, -1])
    }

    /// Joined slices have one conversion for each polarity, whose sums are those of one cell with all bits.
    @Test(arguments: encodings)
    func joinedSlicesAreOneCellOfAllBits(_ encoding: WeightEncoding) {
        let joined = WeightEncoding(
            encoding.mapping, bits: encoding.bits, cellBits: encoding.cellBits, joining: .analog)
        #expect(joined.slices == encoding.slices && joined.columnsPerWeight == encoding.columnsPerWeight)
        guard encoding.mapping.allowsAnalogJoining, encoding.slices.count > 1 else {
            #expect(!joined.joinsSlices && joined.conversionScales == encoding.conversionScales)
            #expect(joined.topConvertedLevel == encoding.topLevel && joined.wholeCellLevel == encoding.topLevel)
            return
        }
        let signs = encoding.mapping == .analogDifferential ? [1] : encoding.polarities
        #expect(joined.conversionScales == signs.map { $0 * encoding.slices[0].scale })
        let bits = encoding.slices.reduce(0) { $0 + $1.bits }
        #expect(joined.topConvertedLevel == (1 << bits) - 1 && joined.wholeCellLevel >= joined.topConvertedLevel)
        for weight in encoding.range.filter(encoding.holds) {
            let levels = encoding.levels(of: weight).prefix(encoding.slices.count)
            let sum = zip(levels, joined.joiningWeights).reduce(0) { $0 + $1.0 * $1.1 }
            #expect((0...joined.topConvertedLevel).contains(sum))
        }
    }

    @Test func oppositesLieBesideOrBelow() {
        let pair = WeightEncoding(.oddPair, bits: 1)
        #expect(pair.columnsPerWeight == 2 && pair.rowsPerWeight == 1)
        #expect(pair.row(storing: [1]) == [1, 0] && pair.secondRow(storing: [1]) == nil)
        let stack = WeightEncoding(.xnor, bits: 1, layout: .complementaryRows)
        #expect(stack.columnsPerWeight == 1 && stack.rowsPerWeight == 2)
        #expect(stack.row(storing: [1]) == [1] && stack.secondRow(storing: [1]) == [0])
    }
}
