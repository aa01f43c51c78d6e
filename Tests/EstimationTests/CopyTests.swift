// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import NeuroSim21
import Testing
import Workload

@testable import Architecture
@testable import Estimation

/// Copies of weights, and the input vectors that they share.
@Suite struct CopyTests {
    /// A layer of 1 x 1 kernels on a map of so many positions, with many copies of its weights in one tile.
    private func estimate(positions: Int, _ accounting: String, _ settings: [String] = []) throws -> Estimate {
        let layer = try Layer(
            inputHeight: positions, inputWidth: 1, inputChannels: 8, kernelHeight: 1, kernelWidth: 1, outputChannels: 8)
        return try Sample(
            Network(layers: [layer]),
            ["accounting=\(accounting)", "numRowSubArray=32", "numColSubArray=32", "novelMapping=0"] + settings
        ).expected()
    }

    private func conversionTime(_ positions: Int, _ accounting: String) throws -> Double {
        try estimate(positions: positions, accounting).chip.breakdown.conversion.latency
    }

    @Test("In exact accounting the time is that of whole reads")
    func wholeReads() throws {
        let copies = try estimate(positions: 1, "exact").floorplan.layers[0].speedUp
        #expect(copies == 16)
        let one = try conversionTime(1, "exact")
        for (positions, reads) in [(2, 1.0), (15, 1), (16, 1), (17, 2), (32, 2), (33, 3), (48, 3)] {
            let time = try conversionTime(positions, "exact")
            #expect(abs(time / one - reads) < 1e-9, "\(positions) vectors: \(time / one) reads")
        }
    }

    @Test("In the reference's accounting copies share each vector")
    func sharedReads() throws {
        let one = try conversionTime(1, "neurosim")
        for positions in [2, 16, 17] {
            #expect(abs(try conversionTime(positions, "neurosim") / one - Double(positions)) < 1e-9)
        }
        #expect((8...32).contains(try conversionTime(1, "exact") / one))
    }

    @Test("Peak throughput of a single vector is that of one copy")
    func peak() throws {
        let ratio =
            try estimate(positions: 1, "neurosim").chip.peakOperationsPerSecond
            / estimate(positions: 1, "exact").chip.peakOperationsPerSecond
        #expect(ratio > 5)
        let full =
            try estimate(positions: 16, "neurosim").chip.peakOperationsPerSecond
            / estimate(positions: 16, "exact").chip.peakOperationsPerSecond
        #expect(full < 2)
    }

    @Test("Copies do not change the energy of reads")
    func energy() throws {
        let (one, sixteen) = (try estimate(positions: 1, "exact"), try estimate(positions: 16, "exact"))
        let energies = (one.chip.breakdown.conversion.energy, sixteen.chip.breakdown.conversion.energy)
        #expect(abs(energies.1 / energies.0 - 16) < 1e-9)
    }

    @Test("Copies of blocks within copies of blocks share vectors as all of them together")
    func nesting() {
        let sharing = VectorSharing(vectors: 37, counting: ExactCounting())
        for (inner, middle, outer) in [(2, 3, 4), (1, 8, 5), (7, 1, 1), (4, 4, 4)] {
            let all =
                sharing.effectiveCopies(outer) * sharing.effectiveCopies(middle, of: outer)
                * sharing.effectiveCopies(inner, of: outer * middle)
            let reads = Double(ceilingDivision(37, inner * middle * outer))
            #expect(abs(37 / all - reads) < 1e-9)
        }
        #expect(VectorSharing(vectors: 1, counting: NeuroSim21Counting()).effectiveCopies(64) == 64)
        #expect(VectorSharing(vectors: 1, counting: ExactCounting()).effectiveCopies(64) == 1)
    }

    @Test("A layer with fewer vectors than copies is named, in the reference's accounting only")
    func warning() throws {
        func isWarned(_ positions: Int, _ accounting: String) throws -> Bool {
            try estimate(positions: positions, accounting).warnings.contains { $0.contains("fewer input vectors than") }
        }
        #expect(try isWarned(1, "neurosim") && isWarned(15, "neurosim"))
        #expect(try !isWarned(16, "neurosim") && !isWarned(1, "exact"))
    }

    @Test("Copies of tiles that a pipeline makes share vectors too, and each of them is written")
    func tileCopies() throws {
        let layers = try [
            SampleNetworks.convolution(16, 128, 3, 64, pooling: true), SampleNetworks.convolution(8, 64, 3, 32),
        ]
        func run(_ degree: Int, _ accounting: String) throws -> Estimate {
            try Sample(
                Network(layers: layers),
                [
                    "accounting=\(accounting)", "numRowSubArray=32", "numColSubArray=32", "pipeline=1",
                    "speedUpDegree=\(degree)", "trainingEstimation=1", "batchSize=16", "cellBit=4",
                ]
            ).expected()
        }
        for accounting in ["neurosim", "exact"] {
            let (single, fast) = (try run(1, accounting), try run(2, accounting))
            let copies = Double(fast.floorplan.layers[0].tileCopies)
            #expect(single.floorplan.layers[0].tileCopies == 1 && copies > 1)
            let (one, all) = (single.layers[0], fast.layers[0])
            #expect(abs(all.peak.weightUpdate.energy / one.peak.weightUpdate.energy - copies) < 1e-9)
            #expect(all.breakdown.conversion.latency < one.breakdown.conversion.latency)
        }
    }
}
