// SPDX-License-Identifier: Apache-2.0

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

/// A column of the table of layers.
struct SystolicLayerColumn: Sendable {
    let name: String
    let value: @Sendable (_ number: Int, LayerFigures, _ energy: SystolicBreakdown) -> String

    /// All columns, from left to right.
    static let all: [SystolicLayerColumn] = shape + timing + accesses + energies

    private static func column(
        _ name: String, _ value: @escaping @Sendable (LayerFigures) -> String
    ) -> SystolicLayerColumn {
        SystolicLayerColumn(name: name) { _, figures, _ in value(figures) }
    }

    private static let shape: [SystolicLayerColumn] = [
        SystolicLayerColumn(name: "layer") { number, _, _ in String(number) },
        column("name") { $0.layer.name },
        column("M") { String($0.layer.windows) }, column("N") { String($0.layer.filters) },
        column("K") { String($0.layer.windowWords) },
        column("multiply_accumulates") { String($0.layer.multiplyAccumulates) },
    ]

    private static let timing: [SystolicLayerColumn] = [
        column("total_cycles") { String($0.totalCycles) },
        column("total_cycles_with_prefetch") { String($0.cyclesWithPrefetch) },
        column("stall_cycles") { String($0.stallCycles) },
        column("overall_utilization") { "\($0.overallUtilization)" },
        column("mapping_efficiency") { "\($0.mappingEfficiency)" },
        column("compute_utilization") { "\($0.computeUtilization)" },
    ]

    private static let accesses: [SystolicLayerColumn] = [
        column("sram_ifmap_reads") { String($0.ifmapSRAM.words) },
        column("sram_filter_reads") { String($0.filterSRAM.words) },
        column("sram_ofmap_writes") { String($0.ofmapSRAM.words) },
        column("sram_partial_sum_reads") { String($0.partialSumReads) },
        column("dram_ifmap_reads") { String($0.ifmapDRAM.words) },
        column("dram_filter_reads") { String($0.filterDRAM.words) },
        column("dram_ofmap_writes") { String($0.ofmapDRAM.words) },
        column("dram_partial_sum_reads") { String($0.partialSumDRAMReads) },
    ]

    private static let energies: [SystolicLayerColumn] =
        SystolicBreakdown.Cause.allCases.map { cause in
            let separated = cause.name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
            return SystolicLayerColumn(name: "energy_\(separated)_J") { "\($2[cause])" }
        } + [SystolicLayerColumn(name: "energy_total_J") { "\($2.total)" }]
}
