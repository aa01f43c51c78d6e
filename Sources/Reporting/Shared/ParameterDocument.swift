// SPDX-License-Identifier: Apache-2.0

import Configuration
import ReportKit

extension Accounting: ReportWord {}

extension ParameterValue: ReportValue {
    package static var reportSchema: ValueSchema { .either([.boolean, .number(isSigned: true), .string]) }

    package var reportValue: JSONValue {
        switch self {
        case .integer(let value): .integer(value)
        case .real(let value): .number(value)
        case .boolean(let value): .boolean(value)
        case .choice(let word): .string(word)
        }
    }
}

extension ParameterSetting: ReportObject {
    package static let reportName = "parameter"

    package static let reportMembers: [ReportMember<ParameterSetting>] = [
        ReportMember("name", "its name in a Param file") { $0.name },
        ReportMember("value", "number, boolean or word") { $0.value },
        ReportMember("unit", "its unit; `1` for pure numbers, empty where a unit makes no sense") { $0.unit },
        ReportMember("default", "the value unless it is given") { $0.defaultValue },
        ReportMember(
            "isDefault",
            "whether the value is the default; one that follows another parameter may change without being given"
        ) { $0.isDefault },
        ReportMember("origin", "where it was given, as `Param:14` or `--set technode=22`; null if it was not") {
            $0.origin?.description
        },
    ]
}
