// SPDX-License-Identifier: Apache-2.0

import Configuration
import Macro
import Reporting
import Runs

func macroExample() throws -> String {
    // begin
    let parameters = try Configuration(
        files: [], assignments: ["technode=22", "computeDomain=charge", "levelOutput=256"], revision: .tessera)
    let run = try MacroRequest(parameters, weightBits: 4, inputBits: 4).run()
    print("energy [pJ]:", run.macro.energy * 1e12)
    print("efficiency [TOPS/W]:", run.macro.efficiency * 1e-12)
    for part in run.macro.parts { print(part.name.title, part.area * 1e12, "µm²") }
    let report = try MacroReport(run).rendered(as: .json)
    // end
    return report
}
