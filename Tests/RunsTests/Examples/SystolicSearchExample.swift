// SPDX-License-Identifier: Apache-2.0

import Reporting
import Runs
import Systolic

func systolicSearchExample() throws -> String {
    // begin
    let space = try SearchSpace(
        rows: [8, 16, 32], columns: [8, 16, 32], dataflows: Dataflow.allCases, ifmapKilowords: [64],
        filterKilowords: [64], ofmapKilowords: [64], bandwidth: .calculated, elements: 1...512)
    let run = try SystolicSearchRequest(
        .file("Examples/lenet5/network.csv"), in: space, objectives: [.cycles, .energy]
    ).run()
    for point in run.found.front {
        print(point.design.rows, "x", point.design.columns, point.cycles, "cycles", point.energy, "J")
    }
    let report = try SearchReport(run.found, objectives: run.objectives).rendered(as: .json)
    // end
    return report
}
