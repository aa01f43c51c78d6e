// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Systolic
import Workload

extension SystolicDesign {
    /// The array as a tree.
    var document: JSONValue {
        var members: [String: JSONValue] = [
            "rows": .integer(rows), "columns": .integer(columns), "dataflow": .string(dataflow.rawValue),
            "ifmapKilowords": .integer(ifmapKilowords), "filterKilowords": .integer(filterKilowords),
            "ofmapKilowords": .integer(ofmapKilowords), "bandwidth": "calculated",
        ]
        if case .given(let ifmap, let filter, let ofmap) = bandwidth {
            members["bandwidth"] = [
                "ifmap": .integer(ifmap), "filter": .integer(filter), "ofmap": .integer(ofmap),
            ]
        }
        return .object(members)
    }
}

extension MemoryAccess {
    /// The accesses as a tree.
    var document: JSONValue {
        ["start": .integer(start), "stop": .integer(stop), "words": .integer(words)]
    }
}

extension SystolicBreakdown {
    /// Causes with their sum.
    var document: JSONValue {
        var members = Dictionary(uniqueKeysWithValues: named.map { ($0.name, JSONValue.number($0.value)) })
        members["total"] = .number(total)
        return .object(members)
    }
}
