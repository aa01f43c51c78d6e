// SPDX-License-Identifier: Apache-2.0

import Foundation
import Macro
import Silicon
import Testing
import _TestSupport

@Suite struct OverheadFitTests {
    private func energy() throws -> Double {
        let file = try ChipText.read(ChipText.file(ChipText.chip()))
        let point = try #require(file.chips.first?.points.first)
        return Macro(point.design, point.task, overhead: MacroOverhead.none).energy
    }

    @Test func manyChipsThatAgreeDecide() throws {
        let bare = try energy()
        let chips = (0..<200).map { ChipText.chip(id: "c\($0)", family: "f\($0)", energy: 3 * bare) }
        let file = try ChipText.read("{\"schema\": \"tessera.chips/1\", \"chips\": [\(chips.joined(separator: ","))]}")
        let factors = try #require(OverheadFit.overheads(file.chips)[.chargeSRAM])
        #expect(abs(factors.energy / 3 - 1) < 0.02)
    }

    @Test func withoutChipsTheStartStays() {
        for factors in OverheadFit.overheads([]).values { #expect(factors == .start) }
    }

    @Test func oneOddChipMovesLittle() throws {
        let bare = try energy()
        func fit(odd: Double) throws -> Double {
            let chips = (0..<5).map { ChipText.chip(id: "c\($0)", family: "f\($0)", energy: 1.5 * bare) }
            let file = try ChipText.read(
                "{\"schema\": \"tessera.chips/1\", \"chips\": [\((chips + [ChipText.chip(id: "odd", energy: odd * bare)]).joined(separator: ","))]}"
            )
            return try #require(OverheadFit.overheads(file.chips)[.chargeSRAM]).energy
        }
        let usual = try fit(odd: 1.5)
        let odd = try fit(odd: 150)
        // A hundredfold error counts as little more than one of a few standard deviations.
        #expect(odd > usual && odd < usual * 1.2)
    }

    @Test func aFamilyIsLeftOutAsAWhole() throws {
        let bare = try energy()
        let chips = [
            ChipText.chip(id: "a", family: "x", energy: 9 * bare),
            ChipText.chip(id: "b", family: "x", energy: 9 * bare),
            ChipText.chip(id: "c", family: "y", energy: 1.5 * bare),
        ]
        let file = try ChipText.read("{\"schema\": \"tessera.chips/1\", \"chips\": [\(chips.joined(separator: ","))]}")
        let rows = ChipComparison(file).rows.filter { $0.figure == .energy }
        let left = try #require(rows.first { $0.chip == "a" })
        // Fitted to c alone, which is what the start says.
        #expect(isClose(left.modelLeftOut, 1.5 * bare, relative: 0.02))
        let other = try #require(rows.first { $0.chip == "c" })
        #expect(other.modelLeftOut > left.modelLeftOut)
    }
}

@Suite struct ErrorStatisticsTests {
    @Test func figuresAreThoseByHand() throws {
        let errors = try #require(ErrorStatistics([2, 0.5, 1, 1.2]))
        #expect(errors.count == 4 && isClose(errors.worst, 2) && errors.shareWithinHalf == 0.5)
        #expect(isClose(errors.medianFactor, exp((log(1.2) + log(2)) / 2)))
        #expect(isClose(errors.geometricMean, pow(1.2, 0.25)))
        #expect(ErrorStatistics([]) == nil)
    }
}
