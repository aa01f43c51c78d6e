// SPDX-License-Identifier: Apache-2.0

import Counting
import Workload

/// How the layers of a chip share its buffer and its wires if their data move in cycles of their own.
///
/// V1.5 adds up the same layer as often as there are layers, in whole values, where it means the inputs of all of them:
/// each layer gets as many wires as all others, and waits for as many turns as there are layers.
struct SynchronizedTransfers {
    let traffic: ChipTraffic
    /// Shares of the bits of inputs and of results that switch on wires [1].
    let toggleRates: (input: Double, output: Double)

    init(_ traffic: ChipTraffic, toggleRates: (input: Double, output: Double)) {
        self.traffic = traffic
        self.toggleRates = toggleRates
    }

    /// Values that the windows of the layer have in the end; without the rows of a kernel in the novel mapping, in which
    /// they are reused. Positions are counted without padding, as a quotient that need not be whole.
    private var values: Double {
        let layer = traffic.layer
        let rows = traffic.isNovel ? 1 : layer.kernelHeight
        return Double(layer.inputChannels * rows * layer.kernelWidth) * Double(max(0, layer.vertical.unpaddedExtent))
            / Double(layer.vertical.stride) * Double(max(0, layer.horizontal.unpaddedExtent))
            / Double(layer.horizontal.stride)
    }

    /// Values of all layers. Of less than one value nothing would be left.
    private var allValues: Double {
        let whole = values.rounded(.down)
        return (whole > 0 ? whole : values) * Double(traffic.networkLayers)
    }

    /// Wires of the layer, not rounded [bit].
    var ownWires: Double {
        allValues > 0 ? traffic.busWidth * (values / allValues) : traffic.busWidth / Double(traffic.networkLayers)
    }

    /// No time on the wires: it is that of the buffer. As many wires as the layer's share touches switch, for as many
    /// transfers as it takes on those that are its own, at least one.
    var use: ChipTransfers {
        let wires = max(1, ownWires.rounded(.down))
        let inputs = (traffic.toTiles * toggleRates.input / wires).rounded(.up)
        let outputs = (traffic.fromTiles * toggleRates.output / wires).rounded(.up)
        return ChipTransfers(
            wires: ownWires.rounded(.up), uses: WireUse(latency: 0, energy: inputs + outputs),
            turns: values > 0 ? (allValues / values).rounded(.up) : 1)
    }
}
