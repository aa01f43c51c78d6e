// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Estimation
import ReportKit
import Workload

extension NeuroSimReport {
    /// All work by kind and by block, and the figures of it; then the steps that are counted as free.
    var activationLines: [String] {
        guard let activations = estimate.activations else { return freeLines }
        return ["", "------------------------------ Work on activations --------------------------------"]
            + hardware(activations) + wearLines(activations) + kindTable + blockTable + whole(activations) + freeLines
    }

    private var kindTable: [String] {
        let figure = FigureText.sixDigits
        let rows = estimate.kinds.map {
            [$0.name, figure($0.cost.latency * 1e9), figure($0.cost.energy * 1e12), share(of: $0.cost.energy)]
        }
        return TextTable(
            header: ["work", "latency, ns", "energy, pJ", "of energy"], rows: rows, leftAligned: ["work"]
        ).lines
    }

    private var blockTable: [String] {
        let figure = FigureText.sixDigits
        let rows = estimate.blocks.map {
            [
                $0.name ?? "outside of blocks", figure($0.staticOperations), figure($0.dynamicOperations),
                figure($0.cost.latency * 1e9), figure($0.cost.energy * 1e12), share(of: $0.cost.energy),
            ]
        }
        return TextTable(
            header: ["block", "MACs with weights", "MACs of activations", "latency, ns", "energy, pJ", "of energy"],
            rows: rows, leftAligned: ["block"]
        ).lines
    }

    private func share(of energy: Double) -> String { percent(energy / estimate.wholeEnergy) }

    private func percent(_ share: Double) -> String { FigureText.fourDigits(100 * share) + " %" }

    private func wearLines(_ activations: ActivationEstimate) -> [String] {
        guard let lifetime = estimate.lifetime else { return [] }
        let figure = FigureText.sixDigits
        return [
            "Writes of an image: \(figure(activations.wear.writtenCells)) cells, "
                + "\(figure(activations.wear.mostWrites)) of one cell; such cells last \(figure(lifetime)) s of work"
        ]
    }

    /// Steps without figures; none for networks that have only layers.
    private var freeLines: [String] {
        let other = estimate.network.steps.contains { $0.operation != .convolution }
        guard other else { return [] }
        let free = estimate.freeSteps.map { "\($0.count) \($0.operation.rawValue)" }
        return ["Counted as free: \(free.isEmpty ? "none" : free.joined(separator: ", "))"]
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
                + (cache > 0
                    ? "; keys and values that are kept: \(figure(cache / 8192)) KiB, "
                        + "\(percent(activations.keptShare)) of them in the buffer" : ""),
            "Leakage power: \(figure(activations.leakagePower * 1e6)) uW",
        ]
    }

    private func whole(_ activations: ActivationEstimate) -> [String] {
        let figure = FigureText.sixDigits
        let inMemory = estimate.shareInMemory
        return [
            "Layers and work on activations: area \(figure(estimate.wholeArea * 1e12)) um^2, latency "
                + "\(figure(estimate.wholeLatency * 1e9)) ns, energy \(figure(estimate.wholeEnergy * 1e12)) pJ",
            "Layers and work on activations: \(figure(estimate.wholeOperationsPerJoule * 1e-12)) TOPS/W, "
                + "\(figure(estimate.wholeOperationsPerSecond * 1e-12)) TOPS, "
                + "\(figure(estimate.wholeFramesPerSecond)) images a second",
            "In arrays with weights: \(percent(inMemory.operations)) of the multiply-accumulate operations, "
                + "\(percent(inMemory.energy)) of the energy",
        ]
    }
}
