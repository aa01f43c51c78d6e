// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import ReportKit
import Systolic
import Workload

/// The report on a network on a systolic array.
public struct SystolicReport: Sendable {
    /// Formats of the report.
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
        try checked(as: format, command: command)
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
}

extension SystolicReport: Report {
    package static let schemaName = "tessera.systolic/1"
    package static let subject = "a network on a systolic array"

    package static let contents: [ReportMember<SystolicReport>] = conditions + figures

    private static let conditions: [ReportMember<SystolicReport>] = [
        ReportMember("design", "the array") { $0.run.design },
        ReportMember("rules", "options by which counting differs from SCALE-Sim; empty by default") {
            $0.exactSubjects
        },
        ReportMember("precision", "bits of words", unit: "bit") {
            WordDocument(technology: $0.hardware.technology)
        },
        ReportMember("clockFrequency", "clock frequency of the array", unit: "Hz") {
            $0.hardware.technology.clockFrequency
        },
        ReportMember("criticalPath", "time of a multiplication with an addition", unit: "s") {
            $0.hardware.technology.criticalPath
        },
    ]

    private static let figures: [ReportMember<SystolicReport>] = [
        ReportMember("area", "area by part", unit: "m^2") { $0.hardware.area },
        ReportMember("leakagePower", "leakage power by part", unit: "W") { $0.hardware.leakagePower },
        ReportMember("energy", "energy of the network by part", unit: "J") { $0.estimate.energy },
        ReportMember("latency", "time of the network", unit: "s") { $0.estimate.latency },
        ReportMember("totalCycles", "cycles of the network, including stalls") { $0.run.totalCycles },
        ReportMember("stallCycles", "cycles in which the array stalls") { $0.run.stallCycles },
        ReportMember("multiplyAccumulates", "multiply-accumulate operations of the network") {
            $0.run.multiplyAccumulates
        },
        ReportMember("utilization", "fraction of processing elements and cycles that compute", unit: "1") {
            $0.run.utilization
        },
        ReportMember("dramWords", "words between DRAM and the chip") { $0.run.dramWords },
        ReportMember("layers", "figures of the layers") { report in
            zip(report.run.layers, report.estimate.layerEnergies).map { SystolicLayerDocument(figures: $0, energy: $1) }
        },
        ReportMember("warnings", "warnings about the figures, each a sentence") { $0.estimate.warnings },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text: text
        case .json: document.text
        case .csv: csv
        case .html:
            try HTMLReport(subject: .systolic, document: document, title: "Tessera systolic", command: command).text()
        }
    }
}
