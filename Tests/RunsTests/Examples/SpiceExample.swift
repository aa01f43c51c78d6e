// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Reporting
import Runs
import Spice

func spiceExample() throws -> String {
    // begin
    let process = try Configuration(files: [], assignments: ["technode=32", "numRowSubArray=64"])
    let run = try SpiceRequest(process).run()
    print("discharge by the model [s]:", run.check.circuit.column.dischargeTime)
    if let simulated = run.check.measurement { print("by ngspice [s]:", simulated.dischargeTime) }
    let report = try SpiceReport(run.check, netlistPath: nil, warnings: run.warnings).rendered(as: .json)
    // end
    return report
}
