// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Workload

/// Cases in which V1.5 itself prints no such figure, or a figure that means nothing.
struct NeuroSim15Limits: RevisionLimits {
    /// The departures of the revision; without them figures are not V1.5's.
    let departures: NeuroSim15Departures

    func warnings(on chip: Chip, network: Network) -> [String] {
        guard departures.contains(.ignoresPadding) else { return layersWithoutWires(chip, network) }
        return [subarraySize(chip, network), groups(network)].compactMap(\.self)
            .map { "DNN+NeuroSim V1.5 has no figures for this chip: \($0)" }
            + idleLayers(chip, network) + layersWithoutWires(chip, network)
    }

    /// The floorplan of the reference begins at the widest layer, rounded up to a power of two, and must not be below
    /// four subarrays for tiles, or two for elements of the novel mapping.
    private func subarraySize(_ chip: Chip, _ network: Network) -> String? {
        let configuration = chip.inputs.configuration
        let isNovel = configuration.usesNovelMapping
        let least = (isNovel ? 2 : 4) * configuration.subarrayRows
        let layers = zip(network.layers, chip.floorplan.layers).filter { !isNovel || $0.1.mapping == .novel }
        let widest = layers.map { $0.0.outputChannels * chip.inputs.columnsPerWeight }.max() ?? 0
        var power = widest > 0 ? 1 : 0
        while power < widest { power *= 2 }
        guard power < least else { return nil }
        let columns = widest > 0 ? "layers of \(widest) columns at most" : "no layer for the novel mapping"
        return "it stops at a subarray size that is too large for the network (\(columns), numRowSubArray = "
            + "\(configuration.subarrayRows))"
    }

    /// Its network files have no groups.
    private func groups(_ network: Network) -> String? {
        guard network.layers.contains(where: { $0.groups > 1 }) else { return nil }
        return "its networks have no grouped layers"
    }

    /// More layers than wires, among which it shares them out if data move in cycles of their own.
    private func layersWithoutWires(_ chip: Chip, _ network: Network) -> [String] {
        let layers = network.layers.count
        guard chip.inputs.configuration.synchronizesTransfers, chip.globalBusWidth < Double(layers) else { return [] }
        return [
            "DNN+NeuroSim V1.5 shares the global bus out among the layers, and has no energy for one without a wire "
                + "(\(layers) layers, \(Int(chip.globalBusWidth)) wires); each layer counts with one wire"
        ]
    }

    /// Layers whose kernel is larger than the map, on which it counts no padding.
    private func idleLayers(_ chip: Chip, _ network: Network) -> [String] {
        network.layers.indices.compactMap { index in
            guard chip.floorplan.layers[index].matrix.vectors == 0 else { return nil }
            return "\(network.layers[index].label(at: index)): DNN+NeuroSim V1.5 counts no padding, so that a kernel "
                + "larger than the map has no input vector; the figures of the layer are 0"
        }
    }
}
