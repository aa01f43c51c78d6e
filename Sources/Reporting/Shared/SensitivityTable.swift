// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Runs

extension ParameterSensitivity: ReportObject {
    package static let reportName = "sensitivity"

    package static let reportMembers: [ReportMember<ParameterSensitivity>] = [
        .word("figure", "the figure", of: Figure.allCases.map(\.rawValue)) { $0.figure.rawValue },
        ReportMember("parameter", "the parameter") { $0.parameter },
        ReportMember("value", "its value") { $0.value },
        ReportMember(
            "elasticity", "percent by which the figure moves for one percent of the parameter; negative where it falls",
            unit: "1"
        ) { SignedFigure($0.elasticity) },
    ]
}

/// Sensitivities for a terminal.
struct SensitivityTable {
    private let sensitivities: [ParameterSensitivity]

    init(_ sensitivities: [ParameterSensitivity]) {
        self.sensitivities = sensitivities
    }

    var lines: [String] {
        let rows = sensitivities.map { entry in
            [
                entry.figure.rawValue, entry.parameter, shown(entry.value),
                (entry.elasticity < 0 ? "" : "+") + FigureText.fourDigits(entry.elasticity),
            ]
        }
        return TextTable(
            header: ["figure", "parameter", "value", "% for 1 %"], rows: rows, leftAligned: ["figure", "parameter"]
        ).lines
    }

    /// A number with as many digits as others; a word as it is.
    private func shown(_ value: String) -> String { Double(value).map(FigureText.fourDigits) ?? value }
}
