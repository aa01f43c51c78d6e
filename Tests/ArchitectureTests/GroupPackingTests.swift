// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Architecture

/// Packs of groups begin with a subarray, wherever elements end.
@Suite struct GroupPackingTests {
    /// 9 groups of 8 rows and 14 columns in subarrays of 16 x 48: packs of two groups, 28 columns.
    @Test func byHand() {
        let packing = GroupPacking(
            groups: 9, rowsPerGroup: 8, columnsPerGroup: 14, subarrayRows: 16, subarrayColumns: 48)
        #expect(packing.groupsPerPack == 2 && packing.packs == 5 && packing.packPitch == 48)
        #expect((0..<5).map { packing.firstColumn(ofPack: $0) } == [0, 48, 96, 144, 192])
        #expect(packing.columns == 220 && packing.groups(beside: 3) == 2..<4 && packing.groups(beside: 8) == 8..<9)
        // Elements of two subarrays change nothing.
        #expect(packing.beginning(withSubarraysOf: 48, inElementsOf: 96) == packing)
        // In 64 columns there is room for one pack, in 80 for two.
        let narrow = packing.beginning(withSubarraysOf: 48, inElementsOf: 64)
        #expect((0..<5).map { narrow.firstColumn(ofPack: $0) } == [0, 64, 128, 192, 256] && narrow.columns == 284)
        let wide = packing.beginning(withSubarraysOf: 48, inElementsOf: 80)
        #expect((0..<5).map { wide.firstColumn(ofPack: $0) } == [0, 48, 80, 128, 160] && wide.columns == 188)
        #expect([0, 47, 48, 79, 80, 127, 128].map { wide.pack(ofColumn: $0) } == [0, 0, 1, 1, 2, 2, 3])
        #expect(wide.usedColumns(first: 48, count: 32) == 28 && wide.usedColumns(first: 160, count: 28) == 14)
        // A pack that is wider than an element takes whole ones.
        let groups = GroupPacking(
            groups: 3, rowsPerGroup: 8, columnsPerGroup: 100, subarrayRows: 16, subarrayColumns: 48)
        let apart = groups.beginning(withSubarraysOf: 48, inElementsOf: 64)
        #expect((0..<3).map { apart.firstColumn(ofPack: $0) } == [0, 128, 256])
    }

    @Test(arguments: 0..<200)
    func packsDoNotMeetInASubarray(_ number: Int) {
        var random = SeededGenerator(case: number)
        let (rows, columns) = (Int.random(in: 4...40, using: &random), Int.random(in: 4...100, using: &random))
        let element = Int.random(in: 4...200, using: &random)
        let nominal = GroupPacking(
            groups: Int.random(in: 2...30, using: &random), rowsPerGroup: Int.random(in: 1...40, using: &random),
            columnsPerGroup: Int.random(in: 1...60, using: &random), subarrayRows: rows, subarrayColumns: columns)
        let packing = nominal.beginning(withSubarraysOf: columns, inElementsOf: element)
        let width = packing.groupsPerPack * packing.columnsPerGroup
        var end = 0
        for pack in 0..<packing.packs {
            let first = packing.firstColumn(ofPack: pack)
            #expect(first >= end && first % element % columns == 0)
            end = first + width
            #expect(packing.pack(ofColumn: first) == pack && packing.pack(ofColumn: end - 1) == pack)
            #expect(pack == 0 || packing.pack(ofColumn: first - 1) == pack - 1)
        }
        #expect(packing.columns == end)
        // A pack lies in one element, or in whole ones.
        let isApart = packing != nominal
        #expect(
            !isApart
                || (0..<packing.packs).allSatisfy {
                    let place = packing.firstColumn(ofPack: $0) % element
                    return place == 0 || place + width <= element
                })
    }
}
