// SPDX-License-Identifier: Apache-2.0

import Configuration
import Macro
import Runs
import Silicon

@testable import Reporting

/// Examples of reports on macros and on published chips.
extension FormExamples {
    private static let macroSizes = [
        [
            "technode=65", "vdd=1.05", "temp=301", "numRowSubArray=96", "numColSubArray=80", "numRowParallel=48",
            "levelOutput=40", "overheadAreaCurrent=1.23", "overheadEnergyCurrent=1.45", "overheadTimeCurrent=1.67",
            "inputCoding=voltage", "inputBitsPerRead=3",
        ],
        [
            "technode=16", "vdd=0.71", "temp=333", "numRowSubArray=112", "numColSubArray=144", "numRowParallel=56",
            "levelOutput=70", "overheadAreaCharge=1.34", "overheadEnergyCharge=1.56", "overheadTimeCharge=1.78",
            "inputCoding=voltage", "inputBitsPerRead=2", "computeDomain=charge", "cellTransistors=9",
        ],
    ]

    /// A macro of one of two kinds, or of the first with the sizes of the second.
    private static func macro(_ number: Int, sensitivity: Bool) throws -> MacroReport {
        let current = ["computeDomain=current", "overheadAreaCurrent=1.34", "overheadTimeCurrent=1.78"]
        let assignments = macroSizes[number] + (sensitivity && number == 1 ? current : [])
        let configuration = try Configuration(files: [], assignments: assignments, revision: .tessera)
        let request = MacroRequest(
            configuration, weightBits: [5, 6][number], inputBits: [9, 7][number], outputBits: [4, 3][number],
            inputs: [90, 110][number], outputs: [14, 22][number],
            data: .densities(input: [0.43, 0.37][number], weight: [0.52, 0.61][number]),
            listsSensitivities: sensitivity)
        return MacroReport(try request.run())
    }

    /// A current and a charge macro.
    static func macros() throws -> [[MacroReport]] {
        try [pair { try macro($0, sensitivity: false) }, pair { try macro($0, sensitivity: true) }]
    }

    /// The text of a file with three chips of two kinds.
    static func chips(_ number: Int) -> String {
        let scale = [1.0, 1.7][number]
        func record(_ id: String, _ kind: String, _ factor: Double) -> String {
            let figure = { (value: Double) in "\(value * factor * scale)" }
            return """
                {"id": "\(id)", "kind": "\(kind)",
                 "design": {"node": \([28, 40][number]),
                  "memory": {"technology": "SRAM", "cell": "8T1C", "cellCapacitor": true},
                  "rows": 64, "columns": 64, "rowsActive": 64, "columnsPerWeight": 4,
                  "weightStorage": "bit-columns-digital", "inputCoding": "bit-serial", "inputBitsPerRead": 1,
                  "converter": {"kind": "SAR", "bits": 6, "levels": 64, "count": 16, "columnsJoined": 1},
                  "resistance": {"on": 10000, "off": 100000}},
                 "points": [{"name": "a", "supply": 0.91, "inputBits": \([4, 3][number]), "weightBits": 4, "inputs": 64,
                  "outputs": 16, "measured": {"energyPerMVM": \(figure(1e-10)), "latencyPerMVM": \(figure(1.1e-7))},
                  "scored": ["energyPerMVM", "latencyPerMVM"]}],
                 "area": {"macro": \(figure(1.3e-8)), "scored": true}}
                """
        }
        let records =
            ["one", "two"].enumerated().map { record($1, "analog-sram-charge", Double($0) * 1.1 + 1) }
            + [("three", 0.9), ("four", 2.3)].map { record($0, "analog-sram-current", $1) }
            + [("five", 0.8), ("six", 2.9)].map { record($0, "analog-resistive", $1) }
        return "{\"schema\": \"tessera.chips/1\", \"chips\": [\(records.joined(separator: ","))]}"
    }

    static func validations() throws -> [[ValidationReport]] {
        try [
            pair { number in
                let file = try ChipFile(Array(chips(number).utf8), file: "chips.json")
                return ValidationReport(ChipComparison(file))
            }
        ]
    }
}
