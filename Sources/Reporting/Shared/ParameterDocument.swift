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
        ReportMember("value", "its value: a number, boolean or word") { $0.value },
        ReportMember("unit", "its unit; `1` for pure numbers, empty if it has no unit") { $0.unit },
        ReportMember("default", "its default value") { $0.defaultValue },
        ReportMember(
            "isDefault",
            "whether the value is the default; a default that depends on another parameter changes with it"
        ) { $0.isDefault },
        ReportMember(
            "origin", "place where it was set, such as `Param:14` or `--set technode=22`; null if it was not set"
        ) {
            $0.origin?.description
        },
    ]
}
