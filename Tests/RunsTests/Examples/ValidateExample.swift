// SPDX-License-Identifier: Apache-2.0

import Reporting
import Runs
import Silicon

func validateExample() throws -> String {
    // begin
    let comparison = try ValidateRequest("Validation/open-chips.json").run()
    for summary in comparison.summaries where summary.kind == nil {
        print(summary.figure.title, "median factor:", summary.leftOut.medianFactor)
    }
    let report = try ValidationReport(comparison).rendered(as: .json)
    // end
    return report
}
