// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Inference
import ReportKit
import Runs
import Workload

/// The report on an estimate.
struct EstimateReport {
    let estimate: Estimate
    /// Text that the network generates.
    let generation: GenerationEstimate?
    /// Accuracy of the model of the estimate on the chip.
    let accuracy: ChipAccuracy?
    /// Parameters that move the headline figures most.
    let sensitivities: [ParameterSensitivity]?
    /// Changes of one parameter that help most.
    let changes: [DesignChange]?

    /// Reports on an estimate.
    init(
        _ estimate: Estimate, generation: GenerationEstimate? = nil, accuracy: ChipAccuracy? = nil,
        sensitivities: [ParameterSensitivity]? = nil, changes: [DesignChange]? = nil
    ) {
        self.estimate = estimate
        self.generation = generation
        self.accuracy = accuracy
        self.sensitivities = sensitivities
        self.changes = changes
    }

    private var title: String {
        let count = estimate.layers.count == 1 ? "1 layer" : "\(estimate.layers.count) layers"
        return "Tessera estimate: \(estimate.configuration.estimatesTraining ? "training" : "inference") of \(count)"
    }
}

extension EstimateReport: Report {
    package static let schemaName = "tessera.estimate/1"
    package static let subject = "an estimate"

    package static let contents: [ReportMember<EstimateReport>] = conditions + figures

    private static let conditions: [ReportMember<EstimateReport>] = [
        ReportMember("units", "the unit of each kind of figure") { _ in EstimateUnits() },
        ReportMember("accounting", "how figures are counted") { $0.estimate.configuration.accounting },
        .word("mode", "whether inference or training is estimated", of: ["inference", "training"]) {
            $0.estimate.configuration.estimatesTraining ? "training" : "inference"
        },
        .word(
            "period", "what the figures are for: one image in inference, one epoch in training", of: ["image", "epoch"]
        ) { $0.estimate.configuration.estimatesTraining ? "epoch" : "image" },
        .word("dataflow", "whether layers work one after the other", of: ["layerByLayer", "pipelined"]) {
            $0.estimate.configuration.isPipelined ? "pipelined" : "layerByLayer"
        },
        ReportMember("workload", "source of weights and activations") { WorkloadDocument($0.estimate) },
        .given("parameters", "all parameters") { $0.estimate.configuration.settings },
        ReportMember("network", "the network") { $0.estimate.network },
    ]

    private static let figures: [ReportMember<EstimateReport>] = [
        .sometimes("accuracy", "accuracy of the model on the chip; only with `--model` and labels") {
            $0.accuracy
        },
        ReportMember("floorplan", "sizes of tiles, and the tiles of each layer") { $0.estimate.floorplan },
        ReportMember("geometry", "sizes of tiles") { $0.estimate.geometry },
        ReportMember("area", "area of the chip", unit: "m^2") {
            AreaDocument(area: $0.estimate.area, total: $0.estimate.totalArea)
        },
        ReportMember("layers", "figures of the layers") { $0.layers },
        ReportMember("chip", "figures of the whole chip") { $0.estimate.chip },
        .sometimes(
            "clockPeriod", "period of the clock; only where circuits work in step", unit: "s"
        ) { $0.estimate.clockPeriod },
        .sometimes(
            "operationDensity",
            "operations per second and area; only where the text report has them; 1e18 are 1 TOPS/mm^2",
            unit: "1/(s m^2)"
        ) { $0.estimate.configuration.revision.reportsOperationDensity ? $0.estimate.operationDensity : nil },
        .sometimes(
            "energyShares", "shares of the energy; only of chips of macros (`revision = tessera`)", unit: "1"
        ) { $0.estimate.energyShares },
        .sometimes(
            "activations",
            "work on activations alone: products of two activations, softmax, normalizations, functions; only where the "
                + "network has some"
        ) { ActivationDocument($0.estimate) },
        .sometimes("generation", "generated text; only with `--generate`") {
            $0.generation.map(GenerationDocument.init)
        },
        ReportMember("free", "steps of the network without a time and an energy, by operation") {
            $0.estimate.freeSteps.map { StepCount(operation: $0.operation.rawValue, count: $0.count) }
        },
        .sometimes(
            "sensitivities", "parameters that move a headline figure most, by figure; only with `--sensitivity`"
        ) { $0.sensitivities },
        .sometimes("changes", "changes of one parameter that help most, from averages; only in pages") { $0.changes },
        ReportMember("operations", "operations of one image") { $0.estimate.operations },
        ReportMember("warnings", "warnings about the figures, each a sentence") { $0.estimate.warnings },
    ]

    private var layers: [LayerDocument] {
        zip(estimate.network.layers, estimate.layers).enumerated().map { index, pair in
            LayerDocument(number: index + 1, name: pair.0.name, figures: pair.1)
        }
    }

    package static func showsDocument(in format: Format) -> Bool {
        switch format {
        case .json, .html: true
        case .text, .summary, .csv: false
        }
    }

    package func text(as format: EstimateFormat, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text:
            NeuroSimReport(
                estimate: estimate, generation: generation, accuracy: accuracy, sensitivities: sensitivities
            ).text
        case .summary: EstimateSummary(estimate, accuracy: accuracy, changes: changes ?? []).text
        case .json: document.text
        case .csv: LayerTable(estimate: estimate).text
        case .html: try HTMLReport(subject: .estimate, document: document, title: title, command: command).text()
        }
    }
}
