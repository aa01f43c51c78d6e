// SPDX-License-Identifier: Apache-2.0

import Reporting
import Runs
import Systolic

func systolicExample() throws -> String {
    // begin
    let array = try SystolicDesign(
        rows: 16, columns: 16, dataflow: .outputStationary, ifmapKilowords: 64, filterKilowords: 64,
        ofmapKilowords: 64, bandwidth: .calculated)
    let estimate = try SystolicRequest(.file("Examples/lenet5/network.csv"), on: array).run()
    print("cycles:", estimate.run.totalCycles)
    print("elements in use [%]:", estimate.run.utilization * 100)
    print("energy [J]:", estimate.energy.total)
    let report = try SystolicReport(estimate).rendered(as: .json)
    // end
    return report
}
