// SPDX-License-Identifier: Apache-2.0

import Macro
import ReportKit
import Runs

/// The report on a macro for a terminal.
struct MacroText {
    private let run: MacroRun
    private var macro: Macro { run.macro }
    private var task: MacroTask { macro.task }

    init(_ report: MacroReport) {
        run = report.run
    }

    var text: String {
        let sections =
            [run.warnings.map { "Warning: \($0)" }, heading, figures, parts, notes]
            + (run.sensitivities.map { [SensitivityTable($0).lines] } ?? [])
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func short(_ value: Double) -> String { FigureText.fourDigits(value) }

    private var heading: [String] {
        let design = macro.design
        let counts = macro.counts
        let output = task.outputBits.map { ", results of \(short($0)) bits" } ?? ""
        return [
            "Macro: \(design.kind.title), \(design.node.nanometers) nm, \(design.rows) x \(design.columns) cells, "
                + "\(short(task.supply)) V, \(short(task.temperature)) K",
            "Multiplication: \(task.inputs) inputs of \(task.inputBits) bits, \(task.outputs) outputs, weights of "
                + "\(short(task.weightBits)) bits\(output)",
            "Data: \(short(100 * task.inputDensity)) % ones in inputs, \(short(100 * task.weightDensity)) % in weights",
            "Counts: \(counts.reads) reads of \(counts.rows) rows and \(counts.bits) bits, \(counts.conversions) conversions, "
                + "\(counts.steps) steps, \(short(task.operations)) operations of \(short(macro.bitsPerOperation)) with one bit",
        ]
    }

    private var figures: [String] {
        let error = MacroError.typical(macro.design.kind)
        let bits = macro.bitsPerOperation
        let rows = [
            ["area", short(macro.area * 1e12), "um^2", short(error.area)],
            ["energy", short(macro.energy * 1e12), "pJ", short(error.energy)],
            ["time", short(macro.latency * 1e9), "ns", short(error.latency)],
            ["leakage", short(macro.leakagePower * 1e6), "uW", ""],
            ["leakage in the time", short(macro.leakageEnergy * 1e12), "pJ", ""],
            ["throughput", short(macro.throughput * 1e-12), "TOPS", ""],
            ["efficiency", short(macro.efficiency * 1e-12), "TOPS/W", ""],
            ["density", short(macro.density * 1e-18), "TOPS/mm^2", ""],
            ["throughput, 1 bit", short(macro.throughput * bits * 1e-12), "TOPS", ""],
            ["efficiency, 1 bit", short(macro.efficiency * bits * 1e-12), "TOPS/W", ""],
            ["density, 1 bit", short(macro.density * bits * 1e-18), "TOPS/mm^2", ""],
        ]
        return TextTable(
            header: ["figure", "value", "unit", "half of chips within x or / by"], rows: rows,
            leftAligned: ["figure", "unit"]
        ).lines
    }

    private var parts: [String] {
        let rows = macro.parts.map { part in
            [
                part.name.title, short(part.area * 1e12), share(part.area, macro.area), short(part.energy * 1e12),
                share(part.energy, macro.energy), short(part.latency * 1e9), short(part.leakagePower * 1e6),
            ]
        }
        return TextTable(
            header: ["part", "area um^2", "% of area", "energy pJ", "% of energy", "time ns", "leakage uW"], rows: rows,
            leftAligned: ["part"]
        ).lines
    }

    private func share(_ part: Double, _ total: Double) -> String { FigureText.fixed(100 * part / total, digits: 1) }

    private var notes: [String] {
        let overhead = macro.overhead
        return [
            "Control, timing, references and layout are in all parts, as factors that were fitted to published chips of this "
                + "kind:",
            "area \(short(overhead.area)), energy \(short(overhead.energy)), time \(short(overhead.latency)). "
                + "docs/silicon.md has the errors.",
        ] + interpolated
    }

    private var interpolated: [String] {
        let node = macro.design.node
        guard !node.interpolated.isEmpty else { return [] }
        return [
            "Interpolated at \(node.nanometers) nm between published nodes: "
                + node.interpolated.joined(separator: ", ") + "."
        ]
    }
}
