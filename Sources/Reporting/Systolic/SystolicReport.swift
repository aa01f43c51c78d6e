// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import ReportKit
import Systolic
import Workload

/// The report on a network on a systolic array.
public struct SystolicReport: Sendable {
    /// What the report can be.
    public enum Format: String, Sendable, CaseIterable {
        /// Tables.
        case text
        /// A tree with the schema `tessera.systolic/1`.
        case json
        /// A table with one row a layer.
        case csv
        /// A page with charts, whole in one file.
        case html
    }

    private let estimate: SystolicEstimate

    private var run: SystolicRun { estimate.run }
    private var hardware: ArrayHardware { estimate.hardware }
    /// In what counting differs from SCALE-Sim's, in words.
    private var exactSubjects: [String] { run.exactSubjects.map(\.title) }

    /// Reports on an estimate.
    public init(_ estimate: SystolicEstimate) {
        self.estimate = estimate
    }

    /// The report as text in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative without
    ///   being a cycle.
    public func rendered(as format: Format, command: [String]? = nil) throws(InputError) -> String {
        let document = document
        if let (path, value) = document.impossibleFigures().first(where: {
            !$0.path.hasSuffix("start") && !$0.path.hasSuffix("stop")
        }) {
            throw InputError("\(path) is \(value): no figure can be", kind: .internalError)
        }
        return switch format {
        case .text: text
        case .json: document.text
        case .csv: csv
        case .html:
            try HTMLReport(subject: .systolic, document: document, title: "Tessera systolic", command: command).text()
        }
    }

    // MARK: Text

    private var text: String {
        var lines = heading + [""]
        lines +=
            TextTable(
                header: [
                    "layer", "name", "M", "N", "K", "cycles", "stalls", "utilization %", "mapping %", "SRAM words",
                    "DRAM words", "energy J",
                ],
                rows: run.layers.indices.map(row), leftAligned: ["name"]
            ).lines
        lines += [""] + totals + [""] + costs
        lines += estimate.warnings.map { "Warning : \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: [String] {
        let design = run.design
        let bandwidth =
            switch design.bandwidth {
            case .calculated: "as the array needs it"
            case .given(let ifmap, let filter, let ofmap):
                "\(ifmap), \(filter), \(ofmap) words a cycle (ifmap, filter, ofmap)"
            }
        let precision = hardware.technology.precision
        return [
            "Array : \(design.rows) x \(design.columns), \(design.dataflow.title)",
            "Buffers : \(design.ifmapKilowords), \(design.filterKilowords), \(design.ofmapKilowords) x 1024 words (ifmap, filter, ofmap)",
            "DRAM bandwidth : \(bandwidth)",
            "Words : weights \(precision.weightBits) bit, activations \(precision.activationBits) bit, accumulators \(precision.accumulatorBits) bit",
            "Counting : \(run.exactSubjects.isEmpty ? "as SCALE-Sim 3.0.0" : exactSubjects.joined(separator: ", "))",
        ]
    }

    private func row(_ index: Int) -> [String] {
        let figures = run.layers[index]
        let layer = figures.layer
        let sram =
            figures.ifmapSRAM.words + figures.filterSRAM.words + figures.ofmapSRAM.words + figures.partialSumReads
        return [
            "\(index + 1)", layer.name, "\(layer.windows)", "\(layer.filters)", "\(layer.windowWords)",
            "\(figures.totalCycles)", "\(figures.stallCycles)", FigureText.sixDigits(figures.utilization * 100),
            FigureText.sixDigits(figures.mappingEfficiency * 100), "\(sram)", "\(figures.dramWords)",
            FigureText.sixDigits(estimate.layerEnergies[index].total),
        ]
    }

    private var totals: [String] {
        [
            "Total cycles : \(run.totalCycles)",
            "Stall cycles : \(run.stallCycles)",
            "Operations : \(run.multiplyAccumulates)",
            "Utilization : \(FigureText.sixDigits(run.utilization * 100))%",
            "DRAM words : \(run.dramWords)",
        ]
    }

    private var costs: [String] {
        func parts(_ breakdown: SystolicBreakdown, _ unit: ReportUnit) -> [String] {
            breakdown.named.filter { $0.value > 0 }.map { "  \($0.name) : \(FigureText.figure($0.value, unit))" }
        }
        return ["Area : \(FigureText.figure(hardware.area.total, .squareMicrometres))"]
            + parts(hardware.area, .squareMicrometres)
            + ["Latency : \(FigureText.figure(estimate.latency, .nanoseconds))"]
            + ["Energy : \(FigureText.figure(estimate.energy.total, .picojoules))"]
            + parts(estimate.energy, .picojoules)
            + ["Leakage power : \(FigureText.figure(hardware.leakagePower.total, .microwatts))"]
    }

    // MARK: CSV

    private var csv: String {
        CSVColumn.table(
            SystolicColumns.all,
            run.layers.indices.map { index in
                SystolicColumns.Row(
                    number: index + 1, figures: run.layers[index], energy: estimate.layerEnergies[index])
            })
    }

    // MARK: JSON

    var document: JSONValue {
        [
            "schema": "tessera.systolic/1",
            "version": .string(Tessera.version),
            "commit": .optional(Tessera.commit),
            "design": run.design.document,
            "rules": .array(exactSubjects.map { .string($0) }),
            "precision": [
                "weightBits": .integer(hardware.technology.precision.weightBits),
                "activationBits": .integer(hardware.technology.precision.activationBits),
                "accumulatorBits": .integer(hardware.technology.precision.accumulatorBits),
            ],
            "clockFrequency": .number(hardware.technology.clockFrequency),
            "criticalPath": .number(hardware.technology.criticalPath),
            "area": hardware.area.document,
            "leakagePower": hardware.leakagePower.document,
            "energy": estimate.energy.document,
            "latency": .number(estimate.latency),
            "totalCycles": .integer(run.totalCycles),
            "stallCycles": .integer(run.stallCycles),
            "multiplyAccumulates": .integer(run.multiplyAccumulates),
            "utilization": .number(run.utilization),
            "dramWords": .integer(run.dramWords),
            "layers": .array(run.layers.indices.map(layerDocument)),
            "warnings": .array(estimate.warnings.map { .string($0) }),
        ]
    }

    private func layerDocument(_ index: Int) -> JSONValue {
        let figures = run.layers[index]
        let layer = figures.layer
        return [
            "name": .string(layer.name),
            "shape": [
                "inputHeight": .integer(layer.inputHeight), "inputWidth": .integer(layer.inputWidth),
                "filterHeight": .integer(layer.filterHeight), "filterWidth": .integer(layer.filterWidth),
                "channels": .integer(layer.channels), "filters": .integer(layer.filters),
                "stride": .optional(layer.strides.common), "strides": .integers(layer.strides.numbers),
                "dilations": .integers(layer.dilations.numbers),
                "border": .integers([layer.border.top, layer.border.left, layer.border.bottom, layer.border.right]),
                "batch": .integer(layer.batch),
            ],
            "product": [
                "M": .integer(layer.windows), "N": .integer(layer.filters), "K": .integer(layer.windowWords),
            ],
            "multiplyAccumulates": .integer(layer.multiplyAccumulates),
            "totalCycles": .integer(figures.totalCycles),
            "totalCyclesWithPrefetch": .integer(figures.cyclesWithPrefetch),
            "stallCycles": .integer(figures.stallCycles),
            "utilization": .number(figures.utilization),
            "overallUtilization": .number(figures.overallUtilization),
            "mappingEfficiency": .number(figures.mappingEfficiency),
            "computeUtilization": .number(figures.computeUtilization),
            "sram": [
                "ifmapReads": figures.ifmapSRAM.document, "filterReads": figures.filterSRAM.document,
                "ofmapWrites": figures.ofmapSRAM.document, "partialSumReads": .integer(figures.partialSumReads),
            ],
            "dram": [
                "ifmapReads": figures.ifmapDRAM.document, "filterReads": figures.filterDRAM.document,
                "ofmapWrites": figures.ofmapDRAM.document,
                "partialSumReads": .integer(figures.partialSumDRAMReads),
            ],
            "energy": estimate.layerEnergies[index].document,
        ]
    }
}
