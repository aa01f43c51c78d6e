// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Technology
import Testing
import Workload

@testable import Estimation

/// Whole blocks of vectors and columns against one vector and one column at a time.
@Suite struct ArrayEvaluationTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let assignments: [String]
        var groups = 1
        var hasGradient = false
    }

    static let settings = [
        Setting(testDescription: "FeFET, flash ADC", assignments: []),
        Setting(testDescription: "FeFET, flash ADC, training", assignments: [], hasGradient: true),
        Setting(
            testDescription: "RRAM, flash ADC of voltage", assignments: ["memcelltype=2", "currentMode=0", "cellBit=2"]),
        Setting(testDescription: "RRAM, SAR ADC", assignments: ["memcelltype=2", "SARADC=1", "cellBit=4"]),
        Setting(
            testDescription: "crossbar, 7 nm, training", assignments: ["memcelltype=2", "accesstype=4", "technode=7"],
            hasGradient: true),
        Setting(
            testDescription: "row by row, training", assignments: ["operationmode=1", "cellBit=2"], hasGradient: true),
        Setting(testDescription: "row by row, one bit", assignments: ["operationmode=1", "cellBit=1"]),
        Setting(testDescription: "XNOR", assignments: ["operationmode=6", "memcelltype=2"]),
        Setting(testDescription: "BNN row by row", assignments: ["operationmode=3", "memcelltype=2"]),
        Setting(testDescription: "SRAM, training", assignments: ["memcelltype=1"], hasGradient: true),
        Setting(testDescription: "exact", assignments: ["accounting=exact"]),
        Setting(testDescription: "depthwise", assignments: ["accounting=exact"], groups: 8),
        Setting(
            testDescription: "depthwise, row by row", assignments: ["accounting=exact", "operationmode=1"], groups: 8),
    ]

    @Test(arguments: settings)
    func blocksEqualScalars(_ setting: Setting) throws {
        let layer = try SampleNetworks.convolution(6, 8, 3, 8 * setting.groups, groups: setting.groups)
        let single = try LayerSetting(
            layer, ["numRowSubArray=32", "numColSubArray=32"] + setting.assignments, hasGradient: setting.hasGradient)
        let evaluation = ArrayEvaluation(
            model: single.model, source: single.source, grid: single.grid, weights: single.trace.weights,
            bits: single.trace.inputs, hasGradient: setting.hasGradient)
        let blocks = single.grid.rowBlocks
        for rows in [blocks[0], blocks[blocks.count - 1]] {
            let costs = single.model.reads(rows: rows.count, hasGradient: setting.hasGradient)
            let levels = single.source.integerLevels(single.trace.weights, rows: rows)
            let tally = evaluation.tally(rows: rows, costs: costs, reads: single.reads, levels: levels)
            for (index, columns) in single.grid.columnBlocks.enumerated() {
                let naive = NaiveEvaluation(setting: single, rows: rows, columns: columns, costs: costs)
                expectEqual(tally.conversions[index], naive.conversions())
                let pack = single.source.pack(ofColumn: columns.first)
                #expect(tally.histograms[pack] == naive.histogram())
            }
        }
    }

    private func expectEqual(_ left: RowBlockTally.ConversionTally, _ right: RowBlockTally.ConversionTally) {
        expectEqual(left.latency, right.latency, "latency")
        expectEqual(left.energy, right.energy, "energy")
        expectEqual(left.transposedLatency, right.transposedLatency, "transposed latency")
        expectEqual(left.transposedEnergy, right.transposedEnergy, "transposed energy")
    }

    private func expectEqual(_ left: Double, _ right: Double, _ name: String) {
        #expect(abs(left - right) <= 1e-9 * abs(right), "\(name): \(left) instead of \(right)")
    }

    /// Vectors in one piece or in several: the same sums.
    @Test func piecesAddUp() throws {
        let single = try LayerSetting(
            SampleNetworks.convolution(6, 8, 3, 8), ["numRowSubArray=32", "numColSubArray=32"])
        let evaluation = ArrayEvaluation(
            model: single.model, source: single.source, grid: single.grid, weights: single.trace.weights,
            bits: single.trace.inputs, hasGradient: false)
        let rows = single.grid.rowBlocks[0]
        let costs = single.model.reads(rows: rows.count, hasGradient: false)
        let levels = single.source.integerLevels(single.trace.weights, rows: rows)
        let whole = evaluation.tally(rows: rows, costs: costs, reads: single.reads, levels: levels)
        let parts =
            evaluation.tally(rows: rows, costs: costs, reads: 0..<17, levels: levels)
            + evaluation.tally(rows: rows, costs: costs, reads: 17..<single.reads.count, levels: levels)
        #expect(whole.histograms == parts.histograms)
        for (one, other) in zip(whole.conversions, parts.conversions) { expectEqual(one, other) }
    }
}

/// One subarray, one vector, one column at a time.
private struct NaiveEvaluation {
    let setting: LayerSetting
    let rows: LayerGrid.Block
    let columns: LayerGrid.Block
    let costs: [ReadPair]

    private func activeRows(_ read: Int) -> Int {
        rows.range.count { setting.isActive(row: $0, column: columns.first, read: read) }
    }

    func histogram() -> [Int] {
        setting.reads.reduce(into: [Int](repeating: 0, count: rows.count + 1)) { $0[activeRows($1)] += 1 }
    }

    func conversions() -> RowBlockTally.ConversionTally {
        var tally = RowBlockTally.ConversionTally()
        let subarray = setting.chip.subarray
        for read in setting.reads {
            let active = activeRows(read)
            let resistances = columns.range.map { 1 / conductance(column: $0, read: read, active: active) }
            let forward = costs[active].forward
            guard let converter = subarray.readADC else { continue }
            let there = converter.cost(of: .convert(columnResistances: resistances))
            tally.latency += there.latency * forward.conversionLatencyFactor
            tally.energy += there.energy * forward.conversionEnergyFactor
            guard let transposed = costs[active].transposed, let backward = subarray.transposedADC else { continue }
            let back = backward.cost(of: .convert(columnResistances: resistances))
            tally.transposedLatency += back.latency * transposed.conversionLatencyFactor
            tally.transposedEnergy += back.energy * transposed.conversionEnergyFactor
        }
        return tally
    }

    /// Current of a column under its read voltage [S]: all active cells at once, or their mean when rows take turns.
    private func conductance(column: Int, read: Int, active: Int) -> Double {
        let inputs = setting.chip.inputs
        let configuration = inputs.configuration
        guard configuration.cellType.holdsConductance else {
            let path = inputs.cell.readOut.bitlineAccessResistance + inputs.columnWireResistancePerCell
            return Double(active) / path
        }
        let isGated = configuration.cellType == .rram && configuration.accessDevice == .cmos
        let access = isGated ? configuration.accessResistance : 0
        var sum = 0.0
        for (offset, row) in rows.range.enumerated() where setting.isActive(row: row, column: column, read: read) {
            let wires =
                Double(column - columns.first + 1) * inputs.rowWireResistancePerCell
                + Double(rows.count - offset) * inputs.columnWireResistancePerCell
            sum += 1 / (1 / setting.cell(row: row, column: column) + wires + access)
        }
        return configuration.operationMode.isParallel ? sum : sum / Double(active)
    }
}
