// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Estimation
import Testing
import Workload

/// Floorplans by hand.
@Suite struct FloorplanTests {
    private func plan(
        _ network: Network, _ assignments: [String] = [], weightBits: Int = 8
    ) throws -> Floorplan {
        try Sample(
            network, ["numRowSubArray=32", "numColSubArray=32", "cellBit=2"] + assignments, weightBits: weightBits
        ).estimator().chip.floorplan
    }

    /// 100 wordlines and 10 weights of four cells: one tile of the least size, 4 x 4 subarrays in 2 x 2 elements. The
    /// 40 columns fit twice.
    @Test func smallConnectedLayer() throws {
        let plan = try plan(Network(layers: [SampleNetworks.connected(100, 10)]), ["novelMapping=0"])
        #expect(plan.conventionalTileSize == 128)
        #expect(plan.conventionalElementSize == 64)
        #expect(plan.tiles == 1)
        let layer = plan.layers[0]
        #expect(layer.mapping == .conventional)
        #expect(layer.matrix.rows == 100)
        #expect(layer.matrix.columns == 40)
        #expect(layer.copyRows == 1)
        #expect(layer.copyColumns == 2)
        #expect(layer.utilization == 2 * 4000 / (128.0 * 128))
    }

    /// 784-300-100-10: 784 x 1200, 300 x 400 and 100 x 40 cells. The tile is halved from 2048 as long as that uses more
    /// of it.
    @Test func perceptron() throws {
        let plan = try plan(SampleNetworks.perceptron(), ["novelMapping=0"])
        let tile = plan.conventionalTileSize
        #expect(tile == 256)
        #expect(plan.layers.map(\.tileRows) == [4, 2, 1])
        #expect(plan.layers.map(\.tileColumns) == [5, 2, 1])
        #expect(plan.layers.map(\.firstTile) == [0, 20, 24])
        #expect(plan.tiles == 25)
        #expect(plan.gridRows == 5)
        #expect(plan.gridColumns == 5)
        let owned = Double(20 * 256 * 256)
        #expect(plan.layers[0].utilization == Double(784 * 1200) / owned)
    }

    /// Where there are connected layers only, their one kernel position is the most frequent one.
    @Test func perceptronWithNovelMapping() throws {
        let plan = try plan(SampleNetworks.perceptron())
        #expect(plan.novelElementsPerTile == 1)
        #expect(plan.layers.map(\.mapping) == [.novel, .novel, .novel])
        #expect(plan.layers.map(\.tileRows) == [7, 3, 1])
        #expect(plan.layers.map(\.tileColumns) == [10, 4, 1])
    }

    /// The most frequent kernel has 3 x 3 positions; layers whose matrix fills a subarray's wordlines use the novel mapping.
    @Test func novelMapping() throws {
        let plan = try plan(SampleNetworks.plain())
        #expect(plan.novelElementsPerTile == 9)
        #expect(plan.novelElementSize == 128 || plan.novelElementSize == 64)
        #expect(plan.layers.map(\.mapping) == [.novel, .novel, .novel, .conventional])
        #expect(plan.layers[1].matrix.channelRows == 16)
        let off = try self.plan(SampleNetworks.plain(), ["novelMapping=0"])
        #expect(off.novelElementsPerTile == 0)
        #expect(off.novelTiles == 0)
        #expect(off.layers.allSatisfy { $0.mapping == .conventional })
    }

    /// A layer of three channels has 27 wordlines, less than a subarray.
    @Test func shallowLayersAreUnrolled() throws {
        let layers = try [SampleNetworks.convolution(8, 3, 3, 16), SampleNetworks.convolution(8, 16, 3, 16)]
        #expect(try plan(Network(layers: layers)).layers.map(\.mapping) == [.conventional, .novel])
    }

    /// Cells of a weight: digits side by side, two columns for binary networks, two rows for XNOR cells.
    @Test func cellsOfAWeight() throws {
        let network = try Network(layers: [SampleNetworks.connected(40, 12)])
        let sizes = try ["1", "2", "3", "4", "5", "6"].map { mode in
            let matrix = try plan(network, ["operationmode=\(mode)"]).layers[0].matrix
            return [matrix.rows, matrix.columns]
        }
        #expect(sizes == [[40, 48], [40, 48], [40, 12], [40, 24], [80, 12], [80, 12]])
    }

    /// Cells never have more bits than a weight, and SRAM cells have one.
    @Test func precisionOfCells() throws {
        let network = try Network(layers: [SampleNetworks.connected(40, 12)])
        #expect(try plan(network, ["cellBit=4"], weightBits: 3).layers[0].matrix.columns == 12)
        #expect(try plan(network, ["cellBit=4"], weightBits: 5).layers[0].matrix.columns == 24)
        #expect(try plan(network, ["cellBit=4", "memcelltype=1"]).layers[0].matrix.columns == 96)
    }

    /// In exact accounting what is used is part of the subarrays that are there, also where they are no power of two.
    @Test func utilizationOfOddSubarrays() throws {
        let network = try Network(layers: [SampleNetworks.connected(90, 12)])
        let setting = ["numRowSubArray=48", "numColSubArray=20", "accounting=exact"]
        let layer = try plan(network, setting).layers[0]
        #expect(layer.utilization > 0 && layer.utilization <= 1)
        let piped = try plan(SampleNetworks.leNet5(), setting + ["pipeline=1", "speedUpDegree=2"])
        for layer in piped.layers { #expect(layer.utilization <= 1) }
    }
}
