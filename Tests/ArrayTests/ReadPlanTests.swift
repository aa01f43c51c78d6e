// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Testing

/// Groups of rows.
@Suite struct ReadPlanTests {
    @Test(arguments: [1, 3, 16, 64, 128], [1, 2, 5, 16, 128])
    func groupsDivideTheRows(rowsPerArray: Int, rowsPerRead: Int) {
        let plan = ReadPlan(rowsPerArray: rowsPerArray, rowsPerRead: rowsPerRead)
        for rows in [1, 2, 15, 16, 17, 63, 64, 129, 300] {
            let groups = plan.groups(rows: rows)
            #expect(groups.count == plan.reads(rows: rows))
            #expect(groups.flatMap { Array($0.rows) } == Array(0..<rows))
            for group in groups {
                #expect(group.rows.count <= plan.rowsPerRead && !group.rows.isEmpty)
                #expect(group.rows.lowerBound / rowsPerArray == group.array)
                #expect((group.rows.upperBound - 1) / rowsPerArray == group.array)
            }
        }
    }

    @Test func readsByHand() {
        // 128 rows in 50s are three reads, 44 more rows one.
        let plan = ReadPlan(rowsPerArray: 128, rowsPerRead: 50)
        #expect(plan.reads(rows: 172) == 4 && plan.groups(rows: 172).map(\.rows.count) == [50, 50, 28, 44])
        #expect(ReadPlan(rowsPerArray: 64, rowsPerRead: 128).rowsPerRead == 64)
        #expect(ReadPlan(rowsPerArray: 64, rowsPerRead: 1).isRowByRow && !plan.isRowByRow)
    }
}
