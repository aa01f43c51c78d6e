// SPDX-License-Identifier: Apache-2.0

import Foundation
import Reporting
import Runs
import Sweep
import SweepReporting

func sweepExample() throws -> (plan: String, database: String, report: String) {
    // begin
    let text = """
        network: Examples/lenet5/network.csv
        set: {trainingEstimation: false}
        parameters: {memcelltype: [SRAM, RRAM, FeFET], levelOutput: [16, 32]}
        objectives: [energy, area]
        """
    let database = FileManager.default.temporaryDirectory.appending(path: "cells-\(UUID()).db").path
    let request = SweepRequest(
        try SweepPlan(text, file: "plan"), database: database, build: SweepBuild(program: Tessera.description))
    let run = try request.run()
    print("points:", run.progress.done)
    for index in run.summary.front {
        print(run.summary.points[index].settings.map(\.value), run.summary.points[index].figures?.energy ?? 0, "J")
    }
    let report = try SweepReport(run.summary).rendered(as: .text)
    // end
    return (text, database, report)
}
