// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Testing
import _TestSupport

/// Groups of rows.
@Suite struct ReadPlanTests {
    @Test(arguments: [1, 3, 16, 64, 128], [1, 2, 5, 16, 128])
    func groupsDivideTheRows(rowsPerArray: Int, rowsPerRead: Int) {
        let plan = ReadPlan(rowsPerArray: rowsPerArray, rowsPerRead: rowsPerRead)
        for rows in [1, 2, 15, 16, 17, 63, 64, 129, 300] {
            let groups = plan.groups(of: LayerRows(rows))
            #expect(groups.count == plan.reads(of: LayerRows(rows)))
            #expect(groups.flatMap { Array($0.rows) } == Array(0..<rows))
            for group in groups {
                #expect(group.rows.count <= plan.rowsPerRead && !group.rows.isEmpty)
                #expect(group.rows.allSatisfy { $0 / rowsPerArray == group.array })
            }
        }
    }

    @Test func readsByHand() {
        // 128 rows in 50s are three reads, 44 more rows one.
        let plan = ReadPlan(rowsPerArray: 128, rowsPerRead: 50)
        let rows = LayerRows(172)
        #expect(plan.reads(of: rows) == 4 && plan.groups(of: rows).map(\.rows.count) == [50, 50, 28, 44])
        #expect(ReadPlan(rowsPerArray: 64, rowsPerRead: 128).rowsPerRead == 64)
        #expect(ReadPlan(rowsPerArray: 64, rowsPerRead: 1).isRowByRow && !plan.isRowByRow)
    }

    /// 5 channels of a kernel of 4 positions, in arrays of 3 rows.
    @Test func positionsLieApart() {
        let rows = LayerRows(20, kernelPositions: 4)
        let arrays = ReadPlan(rowsPerArray: 3, rowsPerRead: 3, order: .positions).arrays(of: rows).map(Array.init)
        #expect(arrays.prefix(4) == [[0, 4, 8], [12, 16], [1, 5, 9], [13, 17]] && arrays.count == 8)
        // Blocks of 4 channels: the first one has them of all positions.
        let blocks = ReadPlan(rowsPerArray: 3, rowsPerRead: 3, order: .positions, blocks: [4]).arrays(of: rows)
        #expect(blocks.prefix(3).map(Array.init) == [[0, 4, 8], [12], [1, 5, 9]])
        #expect(blocks.suffix(4).map(Array.init) == [[16], [17], [18], [19]])
        // Rows without positions have one order.
        let plain = LayerRows(20)
        #expect(
            ReadPlan(rowsPerArray: 3, rowsPerRead: 3, order: .positions).groups(of: plain)
                == ReadPlan(rowsPerArray: 3, rowsPerRead: 3).groups(of: plain))
    }

    /// Whatever the order and the blocks, each row is read once, no array is too high, and none lies in two blocks.
    @Test(arguments: 0..<200)
    func everyRowIsReadOnce(number: Int) {
        var random = SeededGenerator(case: number)
        let positions = random.integer(1...9)
        let rows = LayerRows(positions * random.integer(1...40), kernelPositions: positions)
        let element = random.integer(2...50)
        let tile = element * random.integer(1...3)
        let height = random.integer(1...40)
        let order = random.pick(RowOrder.allCases)
        let plan = ReadPlan(
            rowsPerArray: height, rowsPerRead: random.integer(1...height), order: order,
            blocks: random.pick([[], [element], [tile, element]]))
        #expect(plan.groups(of: rows).flatMap(\.rows).sorted() == Array(0..<rows.count))
        for array in plan.arrays(of: rows) {
            #expect(!array.isEmpty && array.count <= height)
            let isApart = order == .positions
            let places = array.map { isApart ? $0 / positions : $0 }
            if isApart { #expect(Set(array.map { $0 % positions }).count == 1) }
            for size in plan.blocks.prefix(1) { #expect(Set(places.map { $0 / size }).count == 1) }
        }
        #expect(plan.reads(of: rows) == plan.groups(of: rows).count)
    }
}
