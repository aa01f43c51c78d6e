// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Runs

extension DesignChange: ReportObject {
    package static let reportName = "change"

    package static let reportMembers: [ReportMember<DesignChange>] = [
        ReportMember("parameter", "the parameter") { $0.parameter },
        ReportMember("value", "its present value") { $0.value },
        ReportMember("proposed", "the value to try") { $0.proposed },
        ReportMember("meaning", "what the change does") { $0.meaning },
        .word("improves", "the figure that it improves most", of: ParameterSensitivity.Figure.allCases.map(\.rawValue))
        {
            $0.improves.rawValue
        },
        ReportMember("area", "area with the change over area without it", unit: "1") { $0.area },
        ReportMember("latency", "latency with the change over latency without it", unit: "1") { $0.latency },
        ReportMember("energy", "energy with the change over energy without it", unit: "1") { $0.energy },
    ]
}
