// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Streaming

/// The columns of CSV tables of steps and of capacities.
enum StreamColumns {
    /// The columns of a step.
    static let steps: [CSVColumn<(number: Int, step: StreamLayer)>] =
        head
        + parts(of: "results.layers", counts: { $0.step.counts }, energy: { $0.step.energy })

    private static let head: [CSVColumn<(number: Int, step: StreamLayer)>] = [
        CSVColumn("step", nil) { "\($0.number)" },
        CSVColumn("name", "results.layers.name") { $0.step.operation.name },
        CSVColumn("kind", "results.layers.kind") { $0.step.operation.kind.rawValue },
        CSVColumn("operations", "results.layers.operations") { "\($0.step.operation.contraction.operations)" },
        CSVColumn("dataflow", "results.layers.dataflow") { $0.step.dataflow.rawValue },
        CSVColumn("tile_outputs", "results.layers.tile.outputs") { "\($0.step.tile.outputs)" },
        CSVColumn("tile_reduction", "results.layers.tile.reduction") { "\($0.step.tile.reduction)" },
        CSVColumn("tile_rows", "results.layers.tile.rows") { "\($0.step.tile.rows)" },
        CSVColumn("tile_columns", "results.layers.tile.columns") { "\($0.step.tile.columns)" },
        CSVColumn("input_in_sram", "results.layers.inputInSRAM") { $0.step.findsInput ? "1" : "0" },
        CSVColumn("output_in_sram", "results.layers.outputInSRAM") { $0.step.keepsOutput ? "1" : "0" },
    ]

    /// The columns of a capacity.
    static let capacities: [CSVColumn<StreamEstimate>] =
        [
            CSVColumn("capacity_bytes", "results.machine.capacity") { "\($0.machine.memory.capacity)" },
            CSVColumn("latency_s", "results.latency") { "\($0.latency)" },
        ] + parts(of: "results", energyMember: "energyBreakdown", counts: \.counts, energy: \.energy) + [
            CSVColumn("power_W", "results.power") { "\($0.power)" }
        ]

    /// Counts and energies by their names, of what has them under `path` in the JSON report.
    private static func parts<Row>(
        of path: String, energyMember: String = "energy", counts: @escaping @Sendable (Row) -> StreamCounts,
        energy: @escaping @Sendable (Row) -> StreamEnergy
    ) -> [CSVColumn<Row>] {
        let counted = StreamCounts().named.enumerated().map { index, count in
            CSVColumn<Row>(count.name.separatedWords(by: "_"), "\(path).counts.\(count.name)") {
                "\(counts($0).named[index].value)"
            }
        }
        let energies = StreamEnergy().named.enumerated().map { index, part in
            CSVColumn<Row>("energy_\(part.name)_J", "\(path).\(energyMember).\(part.name)") {
                "\(energy($0).named[index].value)"
            }
        }
        return counted + energies
            + [CSVColumn("energy_total_J", "\(path).\(energyMember).total") { "\(energy($0).total)" }]
    }
}

extension StreamCounts {
    /// Every count with its name.
    fileprivate var named: [(name: String, value: Int)] {
        [
            ("cycles", cycles), ("unitCycles", unitCycles), ("portWaits", portWaits),
            ("transferWaits", transferWaits), ("swaps", swaps), ("stores", stores), ("reads", reads),
            ("writes", writes), ("backingReads", backingReads), ("backingWrites", backingWrites),
        ]
    }
}
