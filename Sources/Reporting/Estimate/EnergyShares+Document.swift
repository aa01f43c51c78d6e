// SPDX-License-Identifier: Apache-2.0

import Estimation
import ReportKit

extension EnergyShares: ReportObject {
    package static let reportName = "shares of energy"

    package static let reportMembers: [ReportMember<EnergyShares>] = [
        ReportMember("computing", "arrays with their converters, and the adders of all levels", unit: "1") {
            $0.computing
        },
        ReportMember("buffers", "buffers", unit: "1") { $0.buffers },
        ReportMember("wires", "buses and H-trees", unit: "1") { $0.wires },
        ReportMember("dram", "DRAM", unit: "1") { $0.dram },
        ReportMember("leakage", "leakage", unit: "1") { $0.leakage },
    ]
}
