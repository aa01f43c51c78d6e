// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Estimation
import ReportKit

/// The unit of each kind of figure of an estimate.
struct EstimateUnits: ReportObject {
    static let reportName = "units of an estimate"

    static let reportMembers: [ReportMember<EstimateUnits>] = [
        .constant("area", "unit of areas", "m^2"), .constant("energy", "unit of energies", "J"),
        .constant("framesPerSecond", "unit of frame rates", "1/s"), .constant("latency", "unit of times", "s"),
        .constant("length", "unit of lengths", "m"),
        .constant("operationsPerJoule", "unit of efficiencies; 1e12 1/J are 1 TOPS/W", "1/J"),
        .constant("operationsPerSecond", "unit of operation rates", "1/s"), .constant("power", "unit of powers", "W"),
    ]
}

/// The workload that the figures were computed from. The file of a trace is left out, so that the same trace gives the
/// same report from either file format.
struct WorkloadDocument: ReportObject {
    private let estimate: Estimate

    init(_ estimate: Estimate) {
        self.estimate = estimate
    }

    static let reportName = "workload"

    static let reportMembers: [ReportMember<WorkloadDocument>] = [
        .word("source", "source of weights and activations", of: ["trace", "synthetic", "statistics"]) {
            $0.source
        },
        ReportMember("weightBits", "precision of weights", unit: "bit") { $0.estimate.weightBits },
        ReportMember("activationBits", "precision of activations", unit: "bit") { $0.estimate.activationBits },
        // As a string: a 64-bit number loses digits in programs that read numbers as floating point.
        .sometimes("seed", "seed of the random numbers; only for synthetic traces") { $0.seed },
        .sometimes(
            "weightSpread", "standard deviation of the random weights; only without a trace and a file", unit: "1"
        ) {
            $0.parameters?.syntheticWeightSpread
        },
        .sometimes(
            "activationDensity", "fraction of ones in each bit of an activation; only without a trace and a file",
            unit: "1"
        ) {
            $0.parameters?.syntheticActivationDensity
        },
        .sometimes(
            "updateDensity",
            "fraction of weights that the last training step has changed; only without a trace and a file",
            unit: "1"
        ) {
            $0.parameters?.syntheticUpdateDensity
        },
        .sometimes(
            "activity",
            "fraction of lines that switch when weight gradients are computed; only without a trace and a file",
            unit: "1"
        ) {
            $0.parameters?.syntheticActivity
        },
        .sometimes(
            "averages", "source of the averages; only for statistics; `file` is a file of `tessera trace statistics`"
        ) {
            $0.averages
        },
    ]

    private var source: String {
        switch estimate.source {
        case .trace: "trace"
        case .synthetic: "synthetic"
        case .statistics: "statistics"
        }
    }

    private var seed: String? {
        if case .synthetic(let seed) = estimate.source { String(seed) } else { nil }
    }

    private var averages: Averages? {
        guard case .statistics(let origin) = estimate.source else { return nil }
        return switch origin {
        case .parameters: .parameters
        case .file: .file
        case .trace: .trace
        }
    }

    /// The source of averages.
    private enum Averages: String, ReportWord {
        case parameters
        case file
        case trace
    }

    /// The parameters of random weights and activations, if there was no trace.
    private var parameters: Configuration? {
        switch estimate.source {
        case .synthetic, .statistics(.parameters): estimate.configuration
        case .trace, .statistics: nil
        }
    }
}

/// Area by what takes it, and all together.
struct AreaDocument: ReportObject {
    let area: AreaBreakdown
    let total: Double

    static let reportName = "area of a chip"

    static let reportMembers: [ReportMember<AreaDocument>] = [
        ReportMember("array", "area of memory cells") { $0.area.array },
        ReportMember("conversion", "area of ADCs, sense amplifiers and prechargers of SRAM") { $0.area.conversion },
        ReportMember("accumulation", "area of adders, shift-adds, registers and adder trees at every level") {
            $0.area.accumulation
        },
        ReportMember("interconnect", "H-trees and buses") { $0.area.interconnect },
        ReportMember("other", "decoders, multiplexers, switch matrices, buffers, pooling, activation") {
            $0.area.other
        },
        ReportMember("weightGradient", "the unit that computes weight gradients") { $0.area.weightGradient },
        ReportMember("total", "total of all parts") { $0.total },
    ]
}

extension OperationCounts: ReportObject {
    package static let reportName = "operations"

    package static let reportMembers: [ReportMember<OperationCounts>] = [
        ReportMember(
            "reference",
            "operation count of the reference; layers with groups, which it does not have, are counted exactly",
            unit: "1"
        ) {
            $0.onInputMap
        },
        ReportMember("exact", "exact operation count", unit: "1") { $0.exact },
    ]
}

/// Figures of a layer.
struct LayerDocument: ReportObject {
    let number: Int
    let name: String?
    let figures: LayerEstimate

    static let reportName = "layer of an estimate"

    static let reportMembers: [ReportMember<LayerDocument>] = [
        ReportMember("layer", "number of the layer, from 1") { $0.number },
        ReportMember("name", "name of the layer; null if it has none") { $0.name },
        ReportMember("costs", "costs with buffers, interconnect and DRAM") {
            PhaseDocument($0.figures.costs, $0.figures.endlessUpdate)
        },
        ReportMember("peak", "costs of computing alone") {
            PhaseDocument(peak: $0.figures.peak, $0.figures.endlessUpdate)
        },
        ReportMember("breakdown", "costs by cause") {
            BreakdownDocument(breakdown: $0.figures.breakdown, update: $0.figures.endlessUpdate)
        },
        ReportMember(
            "conversions",
            "column sums that ADCs or sense amplifiers convert in the forward reads of one image, in all columns of the layer that are in use; an expected value with statistics",
            unit: "1"
        ) { $0.figures.conversions },
        ReportMember("leakage", "leakage of the layer's tiles") {
            LeakageDocument(power: $0.figures.leakagePower, energy: $0.figures.leakageEnergy)
        },
        ReportMember("programming", "writing the layer's weights once, onto erased cells") { $0.figures.programming },
    ]
}

extension ChipEstimate: ReportObject {
    package static let reportName = "chip"

    package static let reportMembers: [ReportMember<ChipEstimate>] = [
        ReportMember(
            "costs",
            "costs with buffers, interconnect and DRAM; in a pipeline `forward` and `activationGradient` have the time of the slowest layer"
        ) { PhaseDocument($0.costs, $0.endlessUpdate) },
        ReportMember("peak", "costs of computing alone") { PhaseDocument(peak: $0.peak, $0.endlessUpdate) },
        ReportMember("breakdown", "costs by cause") {
            BreakdownDocument(breakdown: $0.breakdown, update: $0.endlessUpdate)
        },
        ReportMember("leakage", "leakage of the chip") {
            LeakageDocument(power: $0.leakagePower, energy: $0.leakageEnergy)
        },
        ReportMember("programming", "writing all weights once, onto erased cells") { $0.programming },
        ReportMember("energy", "sum of the dynamic energy of all phases and the leakage energy", unit: "J") {
            $0.energy
        },
        ReportMember(
            "operations",
            "operations of one image, or of one epoch in training, from which the efficiencies are computed",
            unit: "1"
        ) { $0.operations },
        ReportMember("efficiency", "rates of the whole run") {
            EfficiencyDocument(
                operationsPerJoule: $0.operationsPerJoule, operationsPerSecond: $0.operationsPerSecond,
                framesPerSecond: $0.framesPerSecond)
        },
        ReportMember("peakEfficiency", "rates of computing alone") {
            EfficiencyDocument(
                operationsPerJoule: $0.peakOperationsPerJoule, operationsPerSecond: $0.peakOperationsPerSecond,
                framesPerSecond: $0.peakFramesPerSecond)
        },
    ]
}

/// Leakage power, and the leakage energy.
private struct LeakageDocument: ReportObject {
    let power: Double
    let energy: Double

    static let reportName = "leakage"

    static let reportMembers: [ReportMember<LeakageDocument>] = [
        ReportMember("power", "leakage power", unit: "W") { $0.power },
        ReportMember("energy", "leakage energy that is attributed to it", unit: "J") { $0.energy },
    ]
}

/// Rates and energies of operations.
private struct EfficiencyDocument: ReportObject {
    let operationsPerJoule: Double
    let operationsPerSecond: Double
    let framesPerSecond: Double

    static let reportName = "efficiency"

    static let reportMembers: [ReportMember<EfficiencyDocument>] = [
        ReportMember("operationsPerJoule", "1e12 operations per joule are 1 TOPS/W", unit: "1/J") {
            $0.operationsPerJoule
        },
        ReportMember("operationsPerSecond", "operations per second; 0 if the time is infinite", unit: "1/s") {
            $0.operationsPerSecond
        },
        ReportMember("framesPerSecond", "images per second, or epochs per second in training", unit: "1/s") {
            $0.framesPerSecond
        },
    ]
}
