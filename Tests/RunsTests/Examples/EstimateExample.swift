// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Estimation
import Reporting
import Runs
import Workload

func estimateExample() throws -> String {
    // begin
    let chip = try Configuration(files: ["Examples/lenet5/chip.param"], assignments: ["technode=32"])
    let request = EstimateRequest(
        chip, network: .file("Examples/lenet5/network.csv"), workload: .synthetic(seed: 1))
    let run = try request.run()
    let figures = run.estimate.chip
    print("area [mm²]:", run.estimate.totalArea * 1e6)
    print("latency [µs]:", figures.costs.total.latency * 1e6)
    print("energy [nJ]:", figures.energy * 1e9)
    for (layer, figures) in zip(run.estimate.network.layers, run.estimate.layers) {
        print(layer.name ?? "layer", figures.costs.total.energy * 1e9, "nJ")
    }
    let report = try run.estimate.rendered(as: .json)
    // end
    return report
}
