// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Testing
import Workload

/// Warnings where a figure lies beyond those of the reference.
@Suite struct ReferenceLimitTests {
    private func warnings(_ network: Network, _ settings: [String], weightBits: Int = 8) throws -> [String] {
        try Sample(network, settings, weightBits: weightBits).expected().warnings
    }

    private static let none = "has no figures for this chip"

    @Test("Chips of the reference have no such warning, nor have any in exact accounting")
    func plain() throws {
        let network = try SampleNetworks.plain()
        let settings = ["numRowSubArray=16", "numColSubArray=16"]
        #expect(try !warnings(network, settings).contains { $0.contains(Self.none) })
        let beyond = try Network(layers: [SampleNetworks.convolution(8, 4, 3, 8, groups: 4)])
        #expect(try warnings(beyond, ["accounting=exact", "pipeline=1"]).isEmpty)
    }

    @Test(
        "Subarrays that are too large for a network", arguments: [("0", 64, false), ("0", 65, true), ("1", 128, false)])
    func subarraySize(novel: String, rows: Int, isRefused: Bool) throws {
        // 256 columns: at most 64 rows for tiles, 128 for elements of the novel mapping.
        let network = try Network(layers: [SampleNetworks.convolution(8, 64, 3, 128)])
        let found = try warnings(
            network, ["novelMapping=\(novel)", "numRowSubArray=\(rows)", "numColSubArray=64"])
        #expect(found.contains { $0.contains(Self.none) && $0.contains("too large for the network") } == isRefused)
    }

    @Test func noLayerForTheNovelMapping() throws {
        let found = try warnings(Network(layers: [SampleNetworks.connected(20, 8)]), ["numRowSubArray=64"])
        #expect(found.contains { $0.contains("no layer for the novel mapping") })
    }

    @Test func decoderOfLowArrays() throws {
        let network = try Network(layers: [SampleNetworks.connected(20, 300)])
        func isWarned(_ rows: Int, _ mode: Int) throws -> Bool {
            try warnings(
                network,
                [
                    "memcelltype=2", "accesstype=4", "operationmode=\(mode)", "numRowSubArray=\(rows)", "technode=32",
                    "featuresize=32e-9", "novelMapping=0",
                ]
            ).contains { $0.contains("row decoder overflows") }
        }
        // Cells of 2 feature sizes against gates of 28.
        #expect(try isWarned(13, 1) && !isWarned(14, 1) && !isWarned(13, 2))
    }

    @Test func wideWeights() throws {
        let network = try Network(layers: [SampleNetworks.connected(20, 300)])
        let wide = try warnings(network, ["cellBit=5", "novelMapping=0"], weightBits: 32)
        #expect(wide.contains { $0.contains(Self.none) && $0.contains("32 bits overflow") })
        let narrow = try warnings(network, ["cellBit=5", "novelMapping=0"], weightBits: 16)
        #expect(!narrow.contains { $0.contains("overflow") })
        // 2^16 / 2^5 over the largest digit, 31.
        #expect(narrow.contains { $0.contains("up to 66 times the largest conductance") })
        let plain = try warnings(network, ["cellBit=5", "novelMapping=0"])
        #expect(!plain.contains { $0.contains("largest conductance") })
    }

    @Test func pipelinesAndGroups() throws {
        let network = try SampleNetworks.plain()
        #expect(try warnings(network, ["pipeline=1"]).contains { $0.contains(Self.none) && $0.contains("pipeline") })
        let grouped = try Network(layers: [SampleNetworks.convolution(8, 4, 3, 8, groups: 4)])
        #expect(try warnings(grouped, []).contains { $0.contains(Self.none) && $0.contains("grouped") })
    }

    /// Cells that hold quotients conduct more, the more bits a weight has; digits do not.
    @Test func energyOfConvertersClimbsWithBits() throws {
        let network = try Network(layers: [SampleNetworks.connected(64, 20)])
        func energy(_ bits: Int, _ accounting: String) throws -> Double {
            try Sample(
                network, ["cellBit=4", "accounting=\(accounting)", "numRowSubArray=32", "numColSubArray=32"],
                weightBits: bits
            ).expected().chip.breakdown.conversion.energy
        }
        #expect(try energy(20, "neurosim") / energy(17, "neurosim") > 1.5)
        #expect(try abs(energy(20, "exact") / energy(17, "exact") - 1) < 0.1)
    }
}
