// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Systolic

/// The columns of the CSV table of layers.
enum SystolicColumns {
    /// A layer with its number and its energy.
    struct Row {
        let number: Int
        let figures: LayerFigures
        let energy: SystolicBreakdown
    }

    /// All columns, from left to right.
    static let all: [CSVColumn<Row>] = shape + timing + accesses + energies

    private static func column(
        _ name: String, _ member: String, _ value: @escaping @Sendable (LayerFigures) -> String
    ) -> CSVColumn<Row> {
        CSVColumn(name, "layers.\(member)") { value($0.figures) }
    }

    private static let shape: [CSVColumn<Row>] = [
        CSVColumn("layer", nil) { String($0.number) },
        column("name", "name") { $0.layer.name },
        column("M", "product.M") { String($0.layer.windows) }, column("N", "product.N") { String($0.layer.filters) },
        column("K", "product.K") { String($0.layer.windowWords) },
        column("multiply_accumulates", "multiplyAccumulates") { String($0.layer.multiplyAccumulates) },
    ]

    private static let timing: [CSVColumn<Row>] = [
        column("total_cycles", "totalCycles") { String($0.totalCycles) },
        column("total_cycles_with_prefetch", "totalCyclesWithPrefetch") { String($0.cyclesWithPrefetch) },
        column("stall_cycles", "stallCycles") { String($0.stallCycles) },
        column("overall_utilization", "overallUtilization") { "\($0.overallUtilization)" },
        column("mapping_efficiency", "mappingEfficiency") { "\($0.mappingEfficiency)" },
        column("compute_utilization", "computeUtilization") { "\($0.computeUtilization)" },
    ]

    private static let accesses: [CSVColumn<Row>] = [
        column("sram_ifmap_reads", "sram.ifmapReads.words") { String($0.ifmapSRAM.words) },
        column("sram_filter_reads", "sram.filterReads.words") { String($0.filterSRAM.words) },
        column("sram_ofmap_writes", "sram.ofmapWrites.words") { String($0.ofmapSRAM.words) },
        column("sram_partial_sum_reads", "sram.partialSumReads") { String($0.partialSumReads) },
        column("dram_ifmap_reads", "dram.ifmapReads.words") { String($0.ifmapDRAM.words) },
        column("dram_filter_reads", "dram.filterReads.words") { String($0.filterDRAM.words) },
        column("dram_ofmap_writes", "dram.ofmapWrites.words") { String($0.ofmapDRAM.words) },
        column("dram_partial_sum_reads", "dram.partialSumReads") { String($0.partialSumDRAMReads) },
    ]

    private static let energies: [CSVColumn<Row>] =
        SystolicBreakdown.Cause.allCases.map { cause in
            CSVColumn("energy_\(cause.name.separatedWords(by: "_"))_J", "layers.energy.\(cause.name)") {
                "\($0.energy[cause])"
            }
        } + [CSVColumn("energy_total_J", "layers.energy.total") { "\($0.energy.total)" }]
}
