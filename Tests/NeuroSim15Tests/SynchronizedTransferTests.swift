// SPDX-License-Identifier: Apache-2.0

import Counting
import Testing
import Workload

@testable import NeuroSim15

/// How layers share buffer and wires if their data move in cycles of their own.
@Suite struct SynchronizedTransferTests {
    private func transfers(_ layer: Layer, isNovel: Bool = false, layers: Int, wires: Double) -> SynchronizedTransfers {
        SynchronizedTransfers(
            ChipTraffic(
                layer: layer, isNovel: isNovel, toTiles: 1000, fromTiles: 500, tiles: 1, networkTiles: 7,
                networkLayers: layers, busWidth: wires), toggleRates: (0.2, 0.5))
    }

    private func convolution(size: Int, channels: Int, kernel: Int, stride: Int = 1) throws -> Layer {
        try Layer(
            inputHeight: size, inputWidth: size, inputChannels: channels, kernelHeight: kernel, kernelWidth: kernel,
            outputChannels: 8, stride: stride)
    }

    /// An equal part of the wires for each layer, and as many turns as there are layers.
    @Test(arguments: [false, true]) func layersHaveEqualShares(isNovel: Bool) throws {
        let use = transfers(
            try convolution(size: 8, channels: 16, kernel: 3), isNovel: isNovel, layers: 6, wires: 1000
        ).use
        #expect(use.turns == 6)
        #expect(use.wires == 167)
        // 200 bits of inputs and 250 of results that switch, on 166 wires.
        #expect(use.uses.energy == 2 + 2)
        #expect(use.uses.latency == 0)
    }

    /// 5 channels at (5 - 1 + 1) / 3 x 5 / 3 = 25 / 9 positions are 13.9 values, of which 13 count for each layer: of
    /// seven layers that is 91, less than seven times as many as the layer has.
    @Test func partsOfValuesAreLost() throws {
        let layer = try convolution(size: 5, channels: 5, kernel: 1, stride: 3)
        let few = transfers(layer, layers: 7, wires: 91)
        #expect(abs(few.ownWires - 125.0 / 9) < 1e-12)
        #expect(few.use.turns == 7)
        #expect(transfers(layer, layers: 100, wires: 1000).use.turns == 94)
    }

    /// Nothing would be left of a single value at less than one position, and a layer has a wire at least.
    @Test func theSmallestShares() throws {
        let layer = try convolution(size: 1, channels: 1, kernel: 1, stride: 2)
        let use = transfers(layer, layers: 6, wires: 3).use
        #expect(use.turns == 6)
        #expect(use.wires == 1)
        #expect(use.uses.energy == 200 + 250)
    }

    /// A kernel larger than the map has no values to move.
    @Test func layersWithoutValues() throws {
        let layer = try Layer(
            inputHeight: 2, inputWidth: 2, inputChannels: 4, kernelHeight: 3, kernelWidth: 3, outputChannels: 8,
            padding: 1)
        let use = transfers(layer, layers: 6, wires: 12).use
        #expect(use.turns == 1)
        #expect(use.wires == 2)
        #expect(use.uses.energy.isFinite)
    }
}
