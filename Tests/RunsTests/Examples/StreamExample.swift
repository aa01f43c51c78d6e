// SPDX-License-Identifier: Apache-2.0

import Configuration
import Reporting
import Runs
import Streaming

func streamExample() throws -> String {
    // begin
    let machine = try Configuration(files: [], assignments: ["accounting=exact", "streamBackingEnergy=10e-12"])
    let request = StreamRequest(
        .network("Examples/lenet5/network.csv"), machine, capacities: [1024, 4096])
    let run = try request.run()
    for result in run.results {
        print(result.machine.memory.capacity, "bytes:", result.latency, "s,", result.energy, "J")
    }
    let report = try StreamReport(run).rendered(as: .json)
    // end
    return report
}
