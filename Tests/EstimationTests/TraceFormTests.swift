// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Diagnostics
import Estimation
import Foundation
import Testing
import Workload
import _TestSupport

/// The same trace in its different forms gives the same figures.
@Suite struct TraceFormTests {
    static let settings = [
        ["accounting=neurosim", "trainingEstimation=1"], ["accounting=exact", "trainingEstimation=1"],
        ["accounting=exact", "operationmode=5", "memcelltype=2"], ["operationmode=1", "pipeline=1"],
    ]

    @Test(arguments: settings)
    func filesAndArchivesGiveTheSame(_ setting: [String]) throws {
        let sample = try Sample(SampleNetworks.assorted(), ["numRowSubArray=32", "numColSubArray=32"] + setting)
        let drawn = try sample.trace()
        let folder = try TemporaryFolder()
        let command = try TraceCommand(
            readingFrom: drawn.writeCommand(to: folder, activationBits: 8, vectors: \.outputVectors))
        let files = try CommandTrace(command, network: sample.network)
        try files.writeArchive(to: folder.path(of: "trace.npz"))
        let archive = try ArchiveTrace(readingFrom: folder.path(of: "trace.npz"), network: sample.network)

        let estimator = try sample.estimator()
        let direct = try estimator.estimate(drawn, source: .synthetic(seed: 1))
        expectIdentical(direct, try estimator.estimate(files, source: .trace(path: "csv")), "CSV files")
        expectIdentical(direct, try estimator.estimate(archive, source: .trace(path: "npz")), "npz archive")
        #expect(!direct.warnings.contains { $0.contains("the trace holds") })
    }

    /// A trace of the unpadded positions is enough where padding counts; if all its vectors are alike, nothing is lost.
    @Test(arguments: ["1", "2"])
    func unpaddedTracesAreScaled(mode: String) throws {
        let network = try SampleNetworks.plain()
        let sample = try Sample(
            network,
            [
                "accounting=exact", "numRowSubArray=32", "numColSubArray=32", "operationmode=\(mode)",
                "syntheticActivationDensity=1", "trainingEstimation=1",
            ])
        let folder = try TemporaryFolder()
        let drawn = try sample.trace()
        let unpadded: (Layer) -> Int = { ($0.inputHeight - $0.kernelHeight + 1) * ($0.inputWidth - $0.kernelWidth + 1) }
        try drawn.writeArchive(to: folder.path(of: "short.npz"), vectors: unpadded)
        let short = try ArchiveTrace(readingFrom: folder.path(of: "short.npz"), network: network)

        let estimator = try sample.estimator()
        let whole = try estimator.estimate(drawn, source: .synthetic(seed: 1))
        let scaled = try estimator.estimate(short, source: .trace(path: "short.npz"))
        #expect(whole.warnings.isEmpty)
        #expect(scaled.warnings.count == 3)
        #expect(scaled.warnings.first?.contains("36 of 64 input vectors") == true)
        for (left, right) in zip(whole.layers, scaled.layers) {
            let pairs = [(left.costs.total, right.costs.total), (left.peak.total, right.peak.total)]
            for (one, other) in pairs + zip(left.breakdown.named, right.breakdown.named).map({ ($0.cost, $1.cost) }) {
                #expect(abs(one.latency - other.latency) <= 1e-9 * one.latency)
                #expect(abs(one.energy - other.energy) <= 1e-9 * one.energy)
            }
        }
        #expect(EstimateCheck(scaled).problems.isEmpty)
    }

    /// Less than the unpadded positions, or less than the positions in the reference's accounting, is an error.
    @Test func shortTracesAreRefused() throws {
        let network = try Network(layers: [SampleNetworks.convolution(8, 2, 3, 4)])
        let folder = try TemporaryFolder()
        for (accounting, vectors, isEnough) in [
            ("exact", 35, false), ("exact", 36, true), ("neurosim", 35, false), ("neurosim", 36, true),
        ] {
            let sample = try Sample(network, ["accounting=\(accounting)"])
            let path = folder.path(of: "\(accounting)-\(vectors).npz")
            try sample.trace().writeArchive(to: path) { _ in vectors }
            let trace = try ArchiveTrace(readingFrom: path, network: network)
            let estimator = try sample.estimator()
            if isEnough {
                #expect(throws: Never.self) { try estimator.estimate(trace, source: .trace(path: path)) }
            } else {
                #expect(throws: InputError.self) { try estimator.estimate(trace, source: .trace(path: path)) }
            }
        }
    }

    @Test func drawnTracesHaveWhatIsPreferred() throws {
        let trace = try Sample(SampleNetworks.plain()).trace()
        let request = LayerRequest(activationBits: 8, minimumVectors: 3, preferredVectors: 11)
        #expect(try trace.layer(0, request).inputs.vectors == 11)
        #expect(try trace.layer(0, LayerRequest(activationBits: 8, minimumVectors: 3)).inputs.vectors == 3)
        #expect(LayerRequest(activationBits: 8, minimumVectors: 7, preferredVectors: 2).preferredVectors == 7)
    }
}
