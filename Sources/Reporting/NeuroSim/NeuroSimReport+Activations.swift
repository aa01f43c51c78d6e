// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Estimation
import ReportKit
import Workload

extension NeuroSimReport {
    /// Work on activations by kind, and the figures of it and the layers together.
    var activationLines: [String] {
        guard let activations = estimate.activations else { return [] }
        let figure = FigureText.sixDigits
        let rows = ActivationEstimate.Kind.allCases.compactMap { kind -> [String]? in
            let cost = activations.cost(of: kind)
            guard cost.energy > 0 || cost.latency > 0 else { return nil }
            return [kind.rawValue, figure(cost.latency * 1e9), figure(cost.energy * 1e12)]
        }
        let table = TextTable(
            header: ["work", "latency, ns", "energy, pJ"], rows: rows, leftAligned: ["work"]
        ).lines
        return ["", "------------------------------ Work on activations --------------------------------"]
            + hardware(activations) + table + whole(activations)
    }

    private func hardware(_ activations: ActivationEstimate) -> [String] {
        let set = activations.hardware
        let figure = FigureText.sixDigits
        let engine =
            set.engine == .vector
            ? "the vector unit" : "\(set.units) \(set.engine.rawValue) arrays of \(set.rows) x \(set.columns)"
        let cache = activations.cacheCapacity
        return [
            "Products of activations: \(engine); vector unit of \(set.lanes) lanes of \(set.vectorBits) bits",
            "Area: engine \(figure(activations.engineArea * 1e12)) um^2, vector unit "
                + "\(figure(activations.vectorArea * 1e12)) um^2, buffer \(figure(activations.bufferArea * 1e12)) um^2",
            "Buffer: \(figure(activations.bufferCapacity / 8192)) KiB"
                + (cache > 0 ? ", of which keys and values that are kept \(figure(cache / 8192)) KiB" : ""),
            "Leakage power: \(figure(activations.leakagePower * 1e6)) uW",
        ]
    }

    private func whole(_ activations: ActivationEstimate) -> [String] {
        let figure = FigureText.sixDigits
        let percent = { (share: Double) in FigureText.fourDigits(100 * share) + " %" }
        let weights = Double(estimate.network.multiplyAccumulates)
        let energy = estimate.wholeEnergy
        return [
            "Layers and work on activations: area \(figure(estimate.wholeArea * 1e12)) um^2, latency "
                + "\(figure(estimate.wholeLatency * 1e9)) ns, energy \(figure(energy * 1e12)) pJ",
            "Layers and work on activations: \(figure(estimate.wholeOperationsPerJoule * 1e-12)) TOPS/W, "
                + "\(figure(estimate.wholeOperationsPerSecond * 1e-12)) TOPS, "
                + "\(figure(estimate.wholeFramesPerSecond)) images a second",
            "In arrays with weights: \(percent(weights / (weights + activations.multiplyAccumulates))) of the "
                + "multiply-accumulate operations, \(percent(estimate.chip.costs.total.energy / energy)) of the energy",
            "Counted as free: the choice of elements, and what embedding tables need outside of the chip",
        ]
    }
}
