// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Reporting
import Runs

func floorplanExample() throws -> String {
    // begin
    let chip = try Configuration(files: ["Examples/lenet5/chip.param"])
    let run = try FloorplanRequest(chip, network: .file("Examples/lenet5/network.csv")).run()
    print("tiles:", run.floorplan.tiles)
    print("cells in use [%]:", run.floorplan.utilization * 100)
    let report = try FloorplanReport(run).rendered(as: .json)
    // end
    return report
}
