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
        ReportMember("variedNames", "names of the parameters of `--vary`, in their order") { $0.variedNames },
        ReportMember("columns", "the designs; ratios refer to the first one") { comparison in
            comparison.columns.map { ColumnDocument(column: $0, comparison: comparison) }
        },
        ReportMember(
            "warnings", "warnings, each a sentence; a warning that concerns only some designs begins with their labels"
        ) {
            $0.warnings
        },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) -> String {
        switch format {
        case .text: ComparisonText(comparison: self).text
        case .csv: ComparisonTable(comparison: self).text
        case .json: document.text
        }
    }
}

/// The unit of each kind of figure of a comparison.
private struct ComparisonUnits: ReportObject {
    static let reportName = "units of a comparison"

    static let reportMembers: [ReportMember<ComparisonUnits>] = [
        .constant("area", "unit of areas", "m^2"), .constant("energy", "unit of energies", "J"),
        .constant("framesPerSecond", "unit of frame rates", "1/s"), .constant("latency", "unit of times", "s"),
        .constant("operationsPerJoule", "unit of efficiencies; 1e12 1/J are 1 TOPS/W", "1/J"),
        .constant("operationsPerSecond", "unit of operation rates", "1/s"), .constant("power", "unit of powers", "W"),
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
        ReportMember("label", "name of the design in text reports") { $0.comparison.label(of: $0.column) },
        ReportMember("architecture", "the kind of hardware") { $0.column.architecture },
        ReportMember("file", "its Param file; null without one") { $0.column.setting.file },
        ReportMember("setting", "values of the parameters that vary") { design in
            Dictionary(design.column.setting.values.map { ($0.name, $0.value) }) { _, last in last }
        },
        .word("period", "what latency and energy are for: one image, or one epoch in training", of: ["image", "epoch"])
        {
            $0.column.period
        },
        ReportMember("accounting", "how figures of a chip are counted; null for an array") {
            $0.chip?.configuration.accounting
        },
        ReportMember("workload", "source of weights and activations of a chip; null for an array") {
            $0.chip.map { WorkloadDocument($0) }
        },
        ReportMember("design", "description of the array; null for a chip") { $0.array?.run.design },
        ReportMember("warnings", "warnings about the figures, each a sentence") { $0.column.warnings },
    ]

    private static let figures: [ReportMember<ColumnDocument>] = [
        ReportMember(
            "figures",
            "figures of the design; a figure is null if the design does not have it, or if it is an infinite time"
        ) {
            FigureDocument(column: $0.column)
        },
        ReportMember("reasons", "reasons for figures that are null although this kind of hardware has them") {
            ReasonDocument(update: $0.chip?.chip.endlessUpdate)
        },
        ReportMember(
            "ratios",
            "figures divided by those of the first design; null if one of the two has no figure, or if the first is zero or infinite"
        ) { RatioDocument(column: $0.column, comparison: $0.comparison) },
        ReportMember("breakdowns", "parts of figures; null if a figure has no parts") {
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
        quantity.isOfText
            ? .sometimes(quantity.rawValue, "\(quantity.meaning); only with `--generate`", unit: quantity.unit) {
                $0.column.figure(quantity)
            }
            : ReportMember(quantity.rawValue, quantity.meaning, unit: quantity.unit) {
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
        quantity.isOfText
            ? .sometimes(quantity.rawValue, "\(quantity.meaning); only with `--generate`", unit: "1") {
                $0.comparison.ratio(quantity, of: $0.column)
            }
            : ReportMember(quantity.rawValue, quantity.meaning, unit: "1") {
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
        .sometimes("latency", "a sentence that begins with `never ends`; only if the time is infinite") {
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
        case .latency, .programmingLatency, .timeToFirstToken, .stepLatency: "s"
        case .energy, .dynamicEnergy, .leakageEnergy, .programmingEnergy, .tokenEnergy, .joulesPerToken: "J"
        case .leakagePower: "W"
        case .operationsPerSecond, .peakOperationsPerSecond, .framesPerSecond, .tokensPerSecond: "1/s"
        case .operationsPerJoule, .peakOperationsPerJoule: "1/J"
        case .tiles, .utilization: "1"
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .area: "silicon area"
        case .latency: "time for one image, or for one epoch in training"
        case .energy: "sum of dynamic energy and leakage energy"
        case .leakagePower: "leakage power"
        case .operationsPerSecond: "operations per second"
        case .operationsPerJoule: "operations per joule"
        case .framesPerSecond: "images per second, or epochs per second in training"
        case .dynamicEnergy: "dynamic energy"
        case .leakageEnergy: "leakage energy"
        case .peakOperationsPerSecond: "operations per second in computing alone"
        case .peakOperationsPerJoule: "operations per joule in computing alone"
        case .programmingLatency: "time of writing all weights once"
        case .programmingEnergy: "energy of writing all weights once"
        case .tiles: "tiles of the chip"
        case .utilization: "fraction of the chip's cells that hold weights"
        case .timeToFirstToken: "time from a prompt to its first token"
        case .stepLatency: "time of a step of generation, in which each sequence gets a token"
        case .tokenEnergy: "energy of a token of the step"
        case .tokensPerSecond: "tokens of all sequences per second, at the step"
        case .joulesPerToken: "energy of a generated token with its share of the prompt"
        }
    }
}
