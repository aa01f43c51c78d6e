// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Macro
import ReportKit

/// Tessera's additions to a NeuroSim report: a notice at the beginning if no workload was given, and sections at the
/// end.
extension NeuroSimReport {
    /// Says that weights and activations are made up, or averages; nothing when they come from a trace.
    var workloadNotice: [String] {
        switch estimate.source {
        case .trace: []
        case .synthetic(let seed): syntheticNotice(seed: seed) + [""]
        case .statistics(let origin): statisticsNotice(origin) + [""]
        }
    }

    private func syntheticNotice(seed: UInt64) -> [String] {
        [
            "SYNTHETIC WORKLOAD: no trace was given. Weights and activations are random numbers, not those of a trained",
            "network; figures that depend on them show the order of magnitude. See docs/traces.md.",
            "Seed: \(seed)",
        ] + workloadParameters
    }

    private func statisticsNotice(_ origin: StatisticsOrigin) -> [String] {
        let lines = [
            "STATISTICS: figures that depend on weights and activations are expected values, from averages in place of a",
            "trace. See docs/models/statistics-mode.md.",
        ]
        switch origin {
        case .parameters:
            return lines + ["Averages of: parameters, not a trained network"] + workloadParameters
        case .file: return lines + ["Averages of: a file of statistics"]
        case .trace: return lines + ["Averages of: a trace"]
        }
    }

    private var workloadParameters: [String] {
        let configuration = estimate.configuration
        var lines = [
            "Weight spread (syntheticWeightSpread): \(FigureText.sixDigits(configuration.syntheticWeightSpread))",
            "Activation density (syntheticActivationDensity): "
                + FigureText.sixDigits(configuration.syntheticActivationDensity),
        ]
        if configuration.estimatesTraining {
            lines += [
                "Update density (syntheticUpdateDensity): \(FigureText.sixDigits(configuration.syntheticUpdateDensity))",
                "Gradient activity (syntheticActivity): \(FigureText.sixDigits(configuration.syntheticActivity))",
            ]
        }
        return lines
    }

    /// Figures that NeuroSim does not have, warnings, and how the run was made.
    var additions: [String] {
        [
            accuracy?.lines ?? [], operationLines, shareLines, activationLines, generationLines, sensitivityLines,
            programmingLines, warningLines, runLines,
        ].flatMap { $0 }
    }

    private var operationLines: [String] {
        let operations = estimate.operations
        let period = estimate.configuration.estimatesTraining ? "epoch" : "image"
        return [
            "", "------------------------------ Operations --------------------------------",
            "Operations per image, as NeuroSim counts them: \(FigureText.sixDigits(operations.onInputMap))",
            "Operations per image, exact: \(FigureText.sixDigits(operations.exact))",
            "Operations per \(period) that TOPS count: \(FigureText.sixDigits(estimate.chip.operations))",
        ]
    }

    /// What published macros, which are measured alone, are to be compared with.
    private var shareLines: [String] {
        guard let shares = estimate.energyShares else { return [] }
        let kind = estimate.configuration.macroDesign(columnsPerWeight: 1).kind
        let error = MacroError.typical(kind)
        let percent = { (share: Double) in FigureText.fourDigits(100 * share) + " %" }
        return [
            "", "------------------------------ Macros and what surrounds them --------------------------------",
            "Energy of macros and adders: \(percent(shares.computing))",
            "Energy of buffers: \(percent(shares.buffers))",
            "Energy of buses and H-trees: \(percent(shares.wires))",
            "Energy of DRAM: \(percent(shares.dram))",
            "Energy of leakage: \(percent(shares.leakage))",
            "Half of the published macros of the kind \(kind.rawValue) are within a factor of "
                + "\(FigureText.fourDigits(error.energy)) in energy, \(FigureText.fourDigits(error.area)) in area and "
                + "\(FigureText.fourDigits(error.latency)) in time of the model; what surrounds macros was not compared.",
        ]
    }

    private var sensitivityLines: [String] {
        guard let sensitivities else { return [] }
        return ["", "------------------------------ Sensitivities, from averages --------------------------------"]
            + SensitivityTable(sensitivities).lines
    }

    private var programmingLines: [String] {
        let owners = estimate.layers.indices.map { "layer\($0 + 1)'s" }
        let costs = estimate.layers.map(\.programming)
        return ["", "------------------------------ One-time Programming --------------------------------"]
            + zip(owners + ["Chip"], costs + [estimate.chip.programming]).flatMap { owner, cost in
                [
                    "\(owner) programming Latency is: \(FigureText.figure(cost.latency, .nanoseconds))",
                    "\(owner) programming Energy is: \(FigureText.figure(cost.energy, .picojoules))",
                ]
            }
    }

    private var warningLines: [String] {
        guard !estimate.warnings.isEmpty else { return [] }
        return ["", "------------------------------ Warnings --------------------------------"]
            + estimate.warnings.map { "- \($0)" }
    }

    private var runLines: [String] {
        // Parameters that follow another one change without being given; that other one says enough.
        let changed = estimate.configuration.settings.filter { !$0.isDefault && $0.origin != nil }
        return [
            "", "------------------------------ Run --------------------------------",
            "Tessera: \(Tessera.version)",
            "Accounting: \(estimate.configuration.accounting.rawValue)",
            "Weight bits: \(estimate.weightBits)",
            "Activation bits: \(estimate.activationBits)",
            "Parameters that differ from their defaults: \(changed.count)",
        ] + changed.map { "- \($0.name) = \($0.text)" }
    }
}
