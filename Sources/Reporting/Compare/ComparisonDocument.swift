// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Runs
import ReportKit
import Systolic
import Workload

extension Comparison: Report {
    package static let schemaName = "tessera.compare/1"
    package static let subject = "one network on several designs"

    package static let contents: [ReportMember<Comparison>] = [
        ReportMember("units", "the unit of each kind of figure") { _ in ComparisonUnits() },
        ReportMember("network", "the network") { $0.network },
        ReportMember("weightBits", "precision of weights, of all designs", unit: "bit") { $0.weightBits },
        ReportMember("activationBits", "precision of activations, of all designs", unit: "bit") { $0.activationBits },
        ReportMember("variedNames", "parameters of `--vary`, in order") { $0.variedNames },
        ReportMember("columns", "designs; the first one is what ratios are to") { comparison in
            comparison.columns.map { ColumnDocument(column: $0, comparison: comparison) }
        },
        ReportMember("warnings", "sentences, with the designs that they are about in front where those are not all") {
            $0.warnings
        },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) -> String {
        switch format {
        case .text: ComparisonText(comparison: self).text
        case .csv: ComparisonTable(comparison: self).text
        case .json: document.text
        case .svg: ComparisonChart(comparison: self).text
        }
    }
}

/// The unit of each kind of figure of a comparison.
private struct ComparisonUnits: ReportObject {
    static let reportName = "units of a comparison"

    static let reportMembers: [ReportMember<ComparisonUnits>] = [
        .constant("area", "of areas", "m^2"), .constant("energy", "of energies", "J"),
        .constant("framesPerSecond", "of frame rates", "1/s"), .constant("latency", "of times", "s"),
        .constant("operationsPerJoule", "of efficiencies; 1e12 of them are 1 TOPS/W", "1/J"),
        .constant("operationsPerSecond", "of rates of operations", "1/s"), .constant("power", "of powers", "W"),
    ]
}

extension ComparedColumn.Architecture: ReportWord {}

/// A design of a comparison.
private struct ColumnDocument: ReportObject {
    let column: ComparedColumn
    let comparison: Comparison

    static let reportName = "design"

    static let reportMembers: [ReportMember<ColumnDocument>] = conditions + figures

    private static let conditions: [ReportMember<ColumnDocument>] = [
        ReportMember("label", "what text reports call it") { $0.comparison.label(of: $0.column) },
        ReportMember("architecture", "the kind of hardware") { $0.column.architecture },
        ReportMember("file", "its Param file, or null") { $0.column.setting.file },
        ReportMember("setting", "values of the parameters that vary") { design in
            Dictionary(design.column.setting.values.map { ($0.name, $0.value) }) { _, last in last }
        },
        .word("period", "what latency and energy are of; an epoch in training", of: ["image", "epoch"]) {
            $0.column.period
        },
        ReportMember("accounting", "of a chip: how figures are counted; null for an array") {
            $0.chip?.configuration.accounting
        },
        ReportMember("workload", "of a chip: where weights and activations come from; null for an array") {
            $0.chip.map { WorkloadDocument($0) }
        },
        ReportMember("design", "of an array: what it is; null for a chip") { $0.array?.run.design },
        ReportMember("warnings", "sentences: what to know about the figures") { $0.column.warnings },
    ]

    private static let figures: [ReportMember<ColumnDocument>] = [
        ReportMember(
            "figures", "its figures; null where the design has no such figure, or it is a time that never ends"
        ) {
            FigureDocument(column: $0.column)
        },
        ReportMember("reasons", "why figures are null that this kind of hardware has") {
            ReasonDocument(update: $0.chip?.chip.endlessUpdate)
        },
        ReportMember(
            "ratios",
            "the same over those of the first design; null where one of the two has none, or the first is zero or never ends"
        ) { RatioDocument(column: $0.column, comparison: $0.comparison) },
        ReportMember("breakdowns", "parts of figures; null where nobody splits the figure") {
            SplitDocument(column: $0.column)
        },
    ]

    private var chip: Estimate? {
        if case .chip(let estimate) = column.design { estimate } else { nil }
    }

    private var array: SystolicEstimate? {
        if case .array(let estimate, _) = column.design { estimate } else { nil }
    }
}

/// Figures of a design.
private struct FigureDocument: ReportObject {
    let column: ComparedColumn

    static let reportName = "figures of a design"

    static let reportMembers: [ReportMember<FigureDocument>] = ComparedQuantity.allCases.map { quantity in
        ReportMember(quantity.rawValue, quantity.meaning, unit: quantity.unit) {
            ComparedQuantity.bounded($0.column.figure(quantity))
        }
    }
}

/// Figures of a design over those of the first one.
private struct RatioDocument: ReportObject {
    let column: ComparedColumn
    let comparison: Comparison

    static let reportName = "ratios of a design"

    static let reportMembers: [ReportMember<RatioDocument>] = ComparedQuantity.allCases.map { quantity in
        ReportMember(quantity.rawValue, quantity.meaning, unit: "1") {
            ComparedQuantity.bounded($0.comparison.ratio(quantity, of: $0.column))
        }
    }
}

/// Parts of the figures of a design: those of `area` and of `chip.breakdown` of an estimate, with `leakage` as a part of the
/// energy, or those of an array.
private struct SplitDocument: ReportObject {
    let column: ComparedColumn

    static let reportName = "breakdowns of a design"

    static let reportMembers: [ReportMember<SplitDocument>] = ComparedQuantity.split.map { quantity in
        ReportMember(quantity.rawValue, quantity.meaning, unit: quantity.unit) { $0.parts(quantity) }
    }

    private func parts(_ quantity: ComparedQuantity) -> [String: Double?]? {
        let parts = column.parts(quantity).map { ($0.name, ComparedQuantity.bounded($0.value)) }
        return parts.isEmpty ? nil : Dictionary(parts) { _, last in last }
    }
}

/// Why a design has no figures.
private struct ReasonDocument: ReportObject {
    let update: EndlessUpdate?

    static let reportName = "reasons"

    static let reportMembers: [ReportMember<ReasonDocument>] = [
        .sometimes("latency", "a sentence that begins with `never ends`, where it does not end") {
            $0.update.map { "never ends: \($0.cause.description)" }
        }
    ]
}

extension ComparedQuantity {
    /// A figure; nil where it is a time that never ends.
    fileprivate static func bounded(_ value: Double?) -> Double? {
        value.flatMap { isUnbounded($0) ? nil : $0 }
    }

    /// The unit in JSON.
    fileprivate var unit: String {
        switch self {
        case .area: "m^2"
        case .latency, .programmingLatency: "s"
        case .energy, .dynamicEnergy, .leakageEnergy, .programmingEnergy: "J"
        case .leakagePower: "W"
        case .operationsPerSecond, .peakOperationsPerSecond, .framesPerSecond: "1/s"
        case .operationsPerJoule, .peakOperationsPerJoule: "1/J"
        case .tiles, .utilization: "1"
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .area: "silicon area"
        case .latency: "time of an image, or of an epoch in training"
        case .energy: "dynamic energy, and leakage of that time"
        case .leakagePower: "static power"
        case .operationsPerSecond: "rate of operations"
        case .operationsPerJoule: "operations per energy"
        case .framesPerSecond: "images, or epochs in training"
        case .dynamicEnergy: "energy of switching"
        case .leakageEnergy: "energy of static power"
        case .peakOperationsPerSecond: "rate of operations of computing alone"
        case .peakOperationsPerJoule: "operations per energy of computing alone"
        case .programmingLatency: "time of writing all weights once"
        case .programmingEnergy: "energy of writing all weights once"
        case .tiles: "tiles of the chip"
        case .utilization: "share of the chip's cells that hold weights"
        }
    }
}
