// SPDX-License-Identifier: Apache-2.0

import Configuration
import Foundation
import Workload

/// The figures of DNN+NeuroSim V2.1 for one setting; `Tests/Validation/Fixtures/README.md` describes the files.
package struct ReferenceCase: Decodable {
    package let network: String
    package let trace: String
    package let weightBits: Int
    package let activationBits: Int
    package let parameters: [String: String]
    package let floorplan: Plan
    /// Areas of the chip [um²]; nil where the reference has no figure.
    package let area: [String: Double?]
    /// Throughput and efficiency of the chip [TOPS, 1/s, TOPS/W]; nil where the reference has no figure.
    package let rates: [String: Double?]
    /// A figure for each layer and, last, the chip [ns, pJ, uW]; nil where the reference has no figure.
    package let rows: [String: [Double?]]

    package struct Plan: Decodable {
        package let tiles: [Int]
        package let speedUps: [Int]
        package let utilizations: [Double]
        package let utilization: Double
        package let conventionalTile: [Int]
        package let conventionalElement: [Int]
        package let novelTile: [Int]?
    }

    /// The folder of the fixtures.
    package static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Validation/Fixtures")

    /// Names of all cases.
    package static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "cases").path)
        return (files ?? []).filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    package init(named name: String) throws {
        let data = try Data(contentsOf: ReferenceCase.folder.appending(path: "cases/\(name).json"))
        self = try JSONDecoder().decode(ReferenceCase.self, from: data)
    }

    package func configuration() throws -> Configuration {
        try Configuration().setting(parameters.map { "\($0)=\($1)" }.sorted())
    }

    package func readNetwork() throws -> Network {
        try Network(readingFrom: ReferenceCase.folder.appending(path: "networks/\(network).csv").path)
    }

    package func readTrace(_ network: Network) throws -> FixtureTrace {
        try FixtureTrace(
            readingFrom: ReferenceCase.folder.appending(path: "traces/\(trace).npz").path, network: network,
            weightBits: weightBits, activationBits: activationBits)
    }
}
