// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Estimation
import ReportKit

extension OperationCost: ReportObject {
    package static let reportName = "cost"

    package static let reportMembers: [ReportMember<OperationCost>] = [
        ReportMember("latency", "time", unit: "s") { $0.latency },
        ReportMember("energy", "dynamic energy, without leakage", unit: "J") { $0.energy },
    ]
}

/// A cost that has the weight update in it: where the update never ends, without a latency, but with the reason, and with the
/// latency that it has when each selection is counted once.
private struct UpdateCost: ReportObject {
    let cost: OperationCost
    let update: EndlessUpdate?
    /// The latency with an update that ends [s].
    let boundedLatency: Double

    static let reportName = "cost with weight updates"

    static let reportMembers: [ReportMember<UpdateCost>] = [
        ReportMember("latency", "time; null if it is infinite", unit: "s") {
            $0.endless == nil ? $0.cost.latency : nil
        },
        ReportMember("energy", "dynamic energy, without leakage", unit: "J") { $0.cost.energy },
        .sometimes(
            "boundedLatency", "the time with each selection counted once; only if the time is infinite", unit: "s"
        ) { $0.endless == nil ? nil : $0.boundedLatency },
        .sometimes("reason", "a sentence that begins with `never ends`; only if the time is infinite") {
            $0.endless.map { "never ends: \($0.cause.description)" }
        },
    ]

    private var endless: EndlessUpdate? { cost.neverEnds ? update : nil }
}

/// Costs of the phases of a run.
struct PhaseDocument: ReportObject {
    private let costs: PhaseCosts
    private let update: EndlessUpdate?
    /// The bounded time of a weight update whose time is infinite in the reference's accounting [s].
    private let updateLatency: Double

    /// Costs with buffers, interconnect and DRAM.
    init(_ costs: PhaseCosts, _ update: EndlessUpdate?) {
        self.costs = costs
        self.update = update
        updateLatency = update?.latency ?? costs.weightUpdate.latency
    }

    /// Costs of computing alone.
    init(peak: PhaseCosts, _ update: EndlessUpdate?) {
        costs = peak
        self.update = update
        updateLatency = update?.peakLatency ?? peak.weightUpdate.latency
    }

    static let reportName = "costs by phase"

    static let reportMembers: [ReportMember<PhaseDocument>] = [
        ReportMember("forward", "forward pass") { $0.costs.forward },
        ReportMember("activationGradient", "gradients of activations; zero in inference") {
            $0.costs.activationGradient
        },
        ReportMember("weightGradient", "gradients of weights; zero in inference") { $0.costs.weightGradient },
        ReportMember("weightUpdate", "writes of the weights that change; zero in inference") {
            UpdateCost(cost: $0.costs.weightUpdate, update: $0.update, boundedLatency: $0.updateLatency)
        },
        ReportMember("total", "sum of all phases") { $0.total },
    ]

    private var total: UpdateCost {
        let others = costs.forward.latency + costs.activationGradient.latency + costs.weightGradient.latency
        return UpdateCost(cost: costs.total, update: update, boundedLatency: others + updateLatency)
    }
}

/// Costs by what causes them.
struct BreakdownDocument: ReportObject {
    let breakdown: CostBreakdown
    let update: EndlessUpdate?

    static let reportName = "costs by cause"

    static let reportMembers: [ReportMember<BreakdownDocument>] = [
        ReportMember("conversion", "ADCs, or sense amplifiers and prechargers of SRAM") { $0.breakdown.conversion },
        ReportMember("accumulation", "adders, shift-adds and adder trees at all levels") { $0.breakdown.accumulation },
        ReportMember("array", "arrays without ADCs, their periphery, activation and pooling") { $0.breakdown.array },
        ReportMember("buffer", "registers and buffers") { $0.breakdown.buffer },
        ReportMember("interconnect", "H-trees and buses") { $0.breakdown.interconnect },
        ReportMember("weightGradient", "the unit that computes weight gradients; zero in inference") {
            $0.breakdown.weightGradient
        },
        ReportMember("weightUpdate", "writes of the weights that change; zero in inference") {
            UpdateCost(
                cost: $0.breakdown.weightUpdate, update: $0.update,
                boundedLatency: $0.update?.peakLatency ?? $0.breakdown.weightUpdate.latency)
        },
        ReportMember("dram", "transfers to and from DRAM") { $0.breakdown.dram },
    ]
}
