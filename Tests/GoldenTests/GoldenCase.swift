import Configuration
import Foundation
import Testing
import Workload

/// The figures of DNN+NeuroSim V2.1 for one setting; `Fixtures/README.md` describes the files.
struct GoldenCase: Decodable {
    let network: String
    let trace: String
    let weightBits: Int
    let activationBits: Int
    let parameters: [String: String]
    let floorplan: Plan
    /// Areas of the chip [um²]; nothing where the reference has no figure.
    let area: [String: Double?]
    /// Throughput and efficiency of the chip [TOPS, 1/s, TOPS/W]; nothing where the reference has no figure.
    let rates: [String: Double?]
    /// A figure for each layer and, last, the chip [ns, pJ, uW]; nothing where the reference has no figure.
    let rows: [String: [Double?]]

    struct Plan: Decodable {
        let tiles: [Int]
        let speedUps: [Int]
        let utilizations: [Double]
        let utilization: Double
        let conventionalTile: [Int]
        let conventionalElement: [Int]
        let novelTile: [Int]?
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    /// Names of all cases.
    static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "cases").path)
        return (files ?? []).filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    init(named name: String) throws {
        let data = try Data(contentsOf: GoldenCase.folder.appending(path: "cases/\(name).json"))
        self = try JSONDecoder().decode(GoldenCase.self, from: data)
    }

    func configuration() throws -> Configuration {
        try Configuration().setting(parameters.map { "\($0)=\($1)" }.sorted())
    }

    func readNetwork() throws -> Network {
        try Network(readingFrom: GoldenCase.folder.appending(path: "networks/\(network).csv").path)
    }

    func readTrace(_ network: Network) throws -> FixtureTrace {
        try FixtureTrace(
            readingFrom: GoldenCase.folder.appending(path: "traces/\(trace).npz").path, network: network,
            weightBits: weightBits, activationBits: activationBits)
    }
}
