// SPDX-License-Identifier: Apache-2.0

import Reporting
import Runs
import Systolic

func compareExample() throws -> String {
    // begin
    let settings = try CompareSettings(["memcelltype=SRAM,RRAM"], assignments: ["trainingEstimation=false"]).all()
    let array = try SystolicDesign(
        rows: 16, columns: 16, dataflow: .weightStationary, ifmapKilowords: 64, filterKilowords: 64,
        ofmapKilowords: 64, bandwidth: .calculated)
    let request = CompareRequest(
        settings, architectures: [.imc, .systolic], array: CompareRequest.SystolicArray(array),
        network: .file("Examples/lenet5/network.csv"), workload: .statistics)
    let comparison = Comparison(try request.run())
    for design in comparison.columns {
        print(comparison.label(of: design), design.figure(.energy) ?? 0, "J")
    }
    let report = try comparison.rendered(as: .json)
    // end
    return report
}
