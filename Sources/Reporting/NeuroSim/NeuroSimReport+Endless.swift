// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Estimation
import ReportKit

/// Times of weight updates that never end in NeuroSim's accounting: what takes the place of the number, and the time that an
/// update takes without what makes it endless.
extension NeuroSimReport {
    private static let endlessTitle = "Where a time never ends, with each selection counted once:"

    /// The lines of a layer's section; none when its update ends.
    func endlessLines(_ layer: LayerEstimate, owner: String) -> [String] {
        guard let update = layer.endlessUpdate else { return [] }
        return [Self.endlessTitle] + updateLines(update, owner: owner, suffix: "") + [breakdownLine(update), ""]
    }

    /// The lines of the summary; none when all updates end.
    var endlessChipLines: [String] {
        let chip = estimate.chip
        guard let update = chip.endlessUpdate else { return [] }
        let suffix = " (per epoch)"
        return ["", Self.endlessTitle] + updateLines(update, owner: "Chip", suffix: suffix)
            + [
                "Chip total Latency\(suffix) is: \(total(chip.costs, update: update.latency))",
                "Chip PEAK total Latency\(suffix) is: \(total(chip.peak, update: update.peakLatency))",
                breakdownLine(update),
            ]
    }

    private func updateLines(_ update: EndlessUpdate, owner: String, suffix: String) -> [String] {
        let name = "writeLatency of Weight Update\(suffix) is: "
        return [
            "\(owner) \(name)\(FigureText.figure(update.latency, .nanoseconds))",
            "\(owner) PEAK \(name)\(FigureText.figure(update.peakLatency, .nanoseconds))",
        ]
    }

    private func breakdownLine(_ update: EndlessUpdate) -> String {
        "----------- Weight Update writeLatency is : \(FigureText.figure(update.peakLatency, .nanoseconds))"
    }

    private func total(_ costs: PhaseCosts, update: Double) -> String {
        let others = costs.forward + costs.activationGradient + costs.weightGradient
        return FigureText.figure(others.latency + update, .nanoseconds)
    }
}
