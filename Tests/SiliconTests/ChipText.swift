// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Silicon

/// Files of chips for tests.
enum ChipText {
    /// A record with some fields replaced or added, as JSON.
    static func chip(
        id: String = "one", family: String = "one", kind: String = "analog-sram-charge", node: String = "28",
        design: String = "", point: String = "", energy: Double = 1e-11, converter: String? = nil
    ) -> String {
        let converter =
            converter ?? """
                {"kind": "SAR", "bits": 6, "levels": 64, "count": 16, "columnsJoined": 1}
                """
        return """
            {"id": "\(id)", "family": "\(family)", "kind": "\(kind)", "unknown": 1,
             "design": {"node": \(node), "memory": {"technology": "SRAM", "cell": "8T1C", "cellCapacitor": true},
              "rows": 64, "columns": 64, "rowsActive": 64, "columnsPerWeight": 4, "weightStorage": "bit-columns-digital",
              "inputCoding": "bit-serial", "inputBitsPerRead": 1, "converter": \(converter)\(design)},
             "points": [{"name": "a", "supply": 0.9, "inputBits": 4, "weightBits": 4, "inputs": 64, "outputs": 16,
              "measured": {"energyPerMVM": \(energy), "latencyPerMVM": 1e-7}, "scored": ["energyPerMVM"]\(point)}],
             "area": {"macro": 3e-8, "scored": true}}
            """
    }

    static func file(_ chips: String...) -> String {
        "{\"schema\": \"tessera.chips/1\", \"chips\": [\(chips.joined(separator: ",\n"))]}"
    }

    static func read(_ text: String) throws(InputError) -> ChipFile {
        try ChipFile(Array(text.utf8), file: "chips.json")
    }
}
