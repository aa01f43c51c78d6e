// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Estimation
import Foundation
import Reporting
import Revisions
import Testing
import Workload

/// Every figure of the fixtures' reports of DNN+NeuroSim V1.5.
@Suite struct NeuroSim15FigureTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/neurosim-1.5")

    /// The figures of all cases, by their labels.
    private struct Records: Decodable {
        struct Case: Decodable {
            let parameters: [String]
            let figures: [Double?]
        }

        let labels: [String]
        let cases: [String: Case]
    }

    private static let records: Records? = try? JSONDecoder().decode(
        Records.self, from: Data(contentsOf: folder.appending(path: "figures.json")))

    static let names: [String] = records.map { $0.cases.keys.sorted() } ?? []

    @Test func thereAreCases() {
        #expect(Self.names.count >= 37)
    }

    @Test(arguments: names)
    func figuresAreThoseOfTheReference(_ name: String) throws {
        let records = try #require(Self.records)
        let record = try #require(records.cases[name])
        let actual = ReportFigures(try Self.estimate(record.parameters).rendered(as: .text))
        var comparison = FigureComparison()
        for (label, figure) in zip(records.labels, record.figures) {
            guard let figure else { continue }
            comparison.compare((actual.numbers[label] ?? nil) ?? .nan, figure, label)
        }
        #expect(comparison.problems.isEmpty, "\(comparison.problems.prefix(8))")
        #expect(comparison.count > 100)
    }

    private static func estimate(_ parameters: [String]) throws -> Estimate {
        let network = try Network(readingFrom: folder.appending(path: "minivgg.csv").path)
        let estimator = try Estimator(
            configuration: Configuration().setting(parameters), network: network, weightBits: 8, activationBits: 8)
        let path = folder.appending(path: "minivgg.npz").path
        return try estimator.estimate(
            ArchiveTrace(readingFrom: path, network: network, threads: 1), source: .trace(path: path), threads: 1)
    }

    // MARK: Its limits

    @Test func layersWithoutInputVectorsHaveAWarning() throws {
        let layer = try Layer(
            inputHeight: 2, inputWidth: 2, inputChannels: 64, kernelHeight: 3, kernelWidth: 3, outputChannels: 512,
            padding: 1)
        let network = try Network(layers: [layer])
        let estimator = try Estimator(
            configuration: Configuration().setting(["revision=neurosim-1.5", "memcelltype=SRAM"]), network: network,
            weightBits: 8, activationBits: 8)
        let estimate = try estimator.estimate(
            SyntheticTrace(network, threads: 1), source: .synthetic(seed: 0), threads: 1)
        #expect(estimate.layers[0].costs.total.latency == 0)
        #expect(estimate.warnings.contains { $0.contains("no input vector") })
    }

    @Test func layersWithoutAWireHaveAWarning() throws {
        let network = try Network(readingFrom: Self.folder.appending(path: "minivgg.csv").path)
        for (width, isShort) in [(4, true), (16, false)] {
            let estimator = try Estimator(
                configuration: Configuration().setting([
                    "revision=neurosim-1.5", "numRowSubArray=64", "numRowParallel=64", "numColSubArray=64",
                    "sync_data_transfer=true",
                    "globalBusType=true", "maxGlobalBusWidth=\(width)",
                ]), network: network, weightBits: 8, activationBits: 8)
            let estimate = try estimator.estimate(
                SyntheticTrace(network, threads: 1), source: .synthetic(seed: 0), threads: 1)
            #expect(estimate.warnings.contains { $0.contains("(6 layers, ") } == isShort)
        }
    }
}
