// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Estimation
import Technology
import Testing
import Workload
import _TestSupport

/// Chips of V1.5 whose layers exchange data in cycles of their own, while arrays compute.
@Suite struct SynchronizedTransferTests {
    private static let parameters = [
        "revision=neurosim-1.5", "sync_data_transfer=true", "globalBusType=true", "numRowSubArray=32",
        "numColSubArray=32", "numRowParallel=32", "speedUpDegree=2",
    ]

    private func sample(_ assignments: [String] = []) throws -> Sample {
        try Sample(
            Network(layers: [
                SampleNetworks.convolution(12, 16, 3, 32), SampleNetworks.convolution(12, 32, 3, 64, pooling: true),
                SampleNetworks.convolution(6, 64, 1, 64), SampleNetworks.connected(2304, 40),
            ]), Self.parameters + assignments)
    }

    private func isClose(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-12 * max(abs(left), abs(right))
    }

    private static let designs: [[String]] = [
        [], ["memcelltype=SRAM", "technode=7"], ["memcelltype=FeFET", "reLu=false"],
        ["memcelltype=SRAM", "operationmode=1"],
    ]

    /// In arrays that are read row by row the slowest one of each category counts, as in other chips of V1.5, so that
    /// their times may add up to more than that of the layer.
    @Test(arguments: designs) func sharesAddUp(design: [String]) throws {
        let isReadAtOnce = !design.contains("operationmode=1")
        for estimate in [try sample(design).estimate(), try sample(design).expected()] {
            #expect(EstimateCheck(estimate).problems.isEmpty)
            for layer in estimate.layers {
                let (shares, whole) = (layer.breakdown.total.latency, layer.costs.total.latency)
                #expect(isReadAtOnce ? isClose(shares, whole) : shares >= whole)
                #expect(isClose(layer.breakdown.total.energy, layer.costs.total.energy))
            }
            let energies = estimate.layers.reduce(0) { $0 + $1.costs.total.energy }
            #expect(isClose(energies, estimate.chip.costs.total.energy))
        }
    }

    /// A layer takes the time of its arrays and of the global buffer; wires and units around arrays take energy alone.
    @Test(arguments: designs) func timeIsThatOfArraysAndTheBuffer(design: [String]) throws {
        let estimate = try sample(design).estimate()
        for layer in estimate.layers {
            let buffer = layer.breakdown.buffer.latency
            #expect(buffer > 0)
            #expect(isClose(layer.costs.forward.latency, layer.peak.forward.latency + buffer))
            #expect(layer.breakdown.interconnect.latency == 0)
            #expect(layer.breakdown.interconnect.energy > 0)
            #expect(layer.breakdown.array.latency == 0)
        }
        #expect(estimate.chip.costs.forward.latency == estimate.layers.map(\.costs.forward.latency).max())
    }

    /// Lines one after the other, one a cycle, each layer waiting for all four: that of a bus half as wide takes twice as
    /// long, and its arrays as long as before.
    @Test func theBufferTakesOneLineAtATime() throws {
        let samples = try [256, 128].map { try sample(["maxGlobalBusWidth=\($0)", "clkFreq=1e8"]) }
        let estimates = try samples.map { try $0.estimate() }
        let wires = try samples.map { try $0.estimator().chip.globalBusWidth }
        #expect(wires[0] == 2 * wires[1])
        let period = try #require(estimates[0].clockPeriod)
        // In bits: a third of nine windows of 100 positions, and results of 32 channels.
        let bits = Double(16 * 3 * 100 * 8 + 32 * 100 * 8)
        #expect(isClose(estimates[0].layers[0].breakdown.buffer.latency, bits / wires[0].rounded(.down) * 4 * period))
        for (wide, narrow) in zip(estimates[0].layers, estimates[1].layers) {
            #expect(wide.peak.forward.latency == narrow.peak.forward.latency)
            #expect(
                isClose(
                    wide.breakdown.buffer.latency * wires[0].rounded(.down),
                    narrow.breakdown.buffer.latency * wires[1].rounded(.down)))
        }
    }

    /// On slow wires lines follow each other as fast as the wires take them.
    @Test func theBufferWaitsForSlowWires() throws {
        let design = ["memcelltype=FeFET", "levelOutput=4", "clkFreq=5e10"]
        let fast = try sample(design).estimate()
        let slow = try sample(design + ["globalBusDelayTolerance=6"]).estimate()
        #expect(fast.clockPeriod == slow.clockPeriod)
        let ratio = slow.layers[0].breakdown.buffer.latency / fast.layers[0].breakdown.buffer.latency
        #expect(ratio > 2)
        for (before, after) in zip(fast.layers, slow.layers) {
            #expect(isClose(after.breakdown.buffer.latency, before.breakdown.buffer.latency * ratio))
            #expect(before.peak.forward.latency == after.peak.forward.latency)
        }
    }

    @Test func averagesGiveTheTimesOfATrace() throws {
        let (traced, expected) = (try sample().estimate(), try sample().expected())
        for (layer, mean) in zip(traced.layers, expected.layers) {
            #expect(isClose(layer.breakdown.buffer.latency, mean.breakdown.buffer.latency))
            #expect(isClose(layer.breakdown.interconnect.energy, mean.breakdown.interconnect.energy))
        }
        #expect(isClose(traced.totalArea, expected.totalArea))
    }

    // MARK: Equal tiles

    @Test func tilesOfTheNovelMappingStandForAll() throws {
        let chip = try sample().estimator().chip
        let plan = chip.floorplan
        let grid = try #require(plan.equalTiles)
        let (novel, conventional) = (try #require(chip.novelTile), chip.conventionalTile)
        #expect(plan.novelTiles > 0 && plan.conventionalTiles > 0)
        let least = plan.novelTiles + plan.conventionalTiles * grid.placesPerConventionalTile
        #expect(grid.places >= least)
        #expect(plan.gridRows * plan.gridColumns == grid.places)
        let arrays = { (tile: Tile) in tile.area.array }
        #expect(arrays(novel) * Double(grid.placesPerConventionalTile) >= arrays(conventional) * (1 - 1e-12))
        #expect(arrays(novel) * Double(grid.placesPerConventionalTile - 1) < arrays(conventional) * (1 - 1e-12))
        #expect(isClose(chip.area.array, arrays(novel) * Double(grid.places)))
        let tiles = novel.footprint.area * Double(grid.places)
        #expect(chip.totalArea > tiles)
        #expect(isClose(chip.geometry.sharedArea, chip.totalArea - tiles))
        #expect(chip.geometry.conventionalTile == nil && chip.geometry.pitch == novel.footprint)
    }

    @Test func placesFollowEachOther() throws {
        let plan = try sample().estimator().chip.floorplan
        let grid = try #require(plan.equalTiles)
        #expect(plan.places.first?.lowerBound == 0)
        for (places, next) in zip(plan.places, plan.places.dropFirst()) {
            #expect(places.upperBound == next.lowerBound)
        }
        for (layer, places) in zip(plan.layers, plan.places) {
            let several = layer.mapping == .conventional ? grid.placesPerConventionalTile : 1
            #expect(places.count == layer.tiles * several)
        }
        #expect(plan.places.last.map { $0.upperBound <= grid.places } == true)
    }

    @Test func otherChipsHaveTilesOfTheirOwn() throws {
        let plan = try sample(["sync_data_transfer=false"]).estimator().chip.floorplan
        #expect(plan.equalTiles == nil)
        #expect(plan.places.map(\.lowerBound) == plan.layers.map(\.firstTile))
        #expect(plan.gridRows == plan.squareSide)
    }
}
