// SPDX-License-Identifier: Apache-2.0

import Inference
import Reporting
import Runs

func accuracyExample() throws -> String {
    // begin
    var hardware = HardwareConfiguration()
    hardware.scheme = .unitStep
    hardware.columnSigma = 0.2
    let request = AccuracyRequest(
        .archive(
            "Examples/accuracy-adc/model.npz", layers: .file("Examples/accuracy-adc/network.csv")),
        images: .file("Examples/accuracy-adc/digits.npz", limit: 100), hardware: .keys(hardware),
        variation: try HardwareVariation("adc_bits=4,6"), trials: 2)
    let run = try request.run()
    for result in run.report.settings {
        print(result.setting.value ?? "", "bits:", result.accuracy.mean * 100, "% right")
    }
    let report = try run.report.rendered(as: .json)
    // end
    return report
}
