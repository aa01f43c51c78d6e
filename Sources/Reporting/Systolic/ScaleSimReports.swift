// SPDX-License-Identifier: Apache-2.0

import Systolic

/// The three reports of SCALE-Sim 3.0.0, with its columns.
public struct ScaleSimReports: Sendable {
    /// A report: the name of its file and its content.
    public typealias File = (name: String, text: String)

    private let run: SystolicRun

    /// Reports on a run.
    public init(_ run: SystolicRun) {
        self.run = run
    }

    /// The reports.
    public var files: [File] {
        [
            ("COMPUTE_REPORT.csv", table(Self.compute)), ("BANDWIDTH_REPORT.csv", table(Self.bandwidth)),
            ("DETAILED_ACCESS_REPORT.csv", table(Self.access)),
        ]
    }

    private typealias Column = (name: String, value: @Sendable (LayerFigures) -> String)

    private static let compute: [Column] = [
        ("Total Cycles (incl. prefetch)", { "\($0.cyclesWithPrefetch)" }), ("Total Cycles", { "\($0.totalCycles)" }),
        ("Stall Cycles", { "\($0.stallCycles)" }), ("Overall Util %", { "\($0.overallUtilization * 100)" }),
        ("Mapping Efficiency %", { "\($0.mappingEfficiency * 100)" }),
        ("Compute Util %", { "\($0.computeUtilization * 100)" }),
    ]

    private static let bandwidth: [Column] = [
        ("Avg IFMAP SRAM BW", { "\($0.ifmapSRAMBandwidth)" }), ("Avg FILTER SRAM BW", { "\($0.filterSRAMBandwidth)" }),
        ("Avg OFMAP SRAM BW", { "\($0.ofmapSRAMBandwidth)" }), ("Avg IFMAP DRAM BW", { "\($0.ifmapDRAM.bandwidth)" }),
        ("Avg FILTER DRAM BW", { "\($0.filterDRAM.bandwidth)" }),
        ("Avg OFMAP DRAM BW", { "\($0.ofmapDRAM.bandwidth)" }),
    ]

    private static let access: [Column] = {
        let memories: [(name: String, access: @Sendable (LayerFigures) -> MemoryAccess, verb: String)] = [
            ("SRAM IFMAP", { $0.ifmapSRAM }, "Reads"), ("SRAM Filter", { $0.filterSRAM }, "Reads"),
            ("SRAM OFMAP", { $0.ofmapSRAM }, "Writes"), ("DRAM IFMAP", { $0.ifmapDRAM }, "Reads"),
            ("DRAM Filter", { $0.filterDRAM }, "Reads"), ("DRAM OFMAP", { $0.ofmapDRAM }, "Writes"),
        ]
        return memories.flatMap { memory -> [Column] in
            [
                ("\(memory.name) Start Cycle", { "\(memory.access($0).start)" }),
                ("\(memory.name) Stop Cycle", { "\(memory.access($0).stop)" }),
                ("\(memory.name) \(memory.verb)", { "\(memory.access($0).words)" }),
            ]
        }
    }()

    private func table(_ columns: [Column]) -> String {
        var lines = ["LayerID, " + columns.map(\.name).joined(separator: ", ") + ","]
        for (index, layer) in run.layers.enumerated() {
            lines.append("\(index), " + columns.map { $0.value(layer) }.joined(separator: ", ") + ",")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
