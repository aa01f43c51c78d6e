// SPDX-License-Identifier: Apache-2.0

import Formats
import Foundation
import Testing
import Workload
import _TestSupport

@testable import Inference

/// Products of an independent NumPy implementation, in a folder beside the package; it is not part of the package.
enum GoldenProducts {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/golden/imc-accuracy")

    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    private struct Unreadable: Error {}

    /// Names of cases with their configurations.
    static func cases() throws -> [(name: String, configuration: Data)] {
        let data = try Data(contentsOf: folder.appending(path: "cases.json"))
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        guard let cases = root?["cases"] as? [[String: Any]], !cases.isEmpty else { throw Unreadable() }
        return try cases.map { entry in
            guard let name = entry["name"] as? String, let configuration = entry["config"] else { throw Unreadable() }
            return (name, try JSONSerialization.data(withJSONObject: configuration))
        }
    }
}

@Suite struct GoldenProductTests {
    @Test(.enabled(if: GoldenProducts.isThere, "the folder of golden products is not there"))
    func productsAndCodesAreThoseOfTheIndependentImplementation() throws {
        for golden in try GoldenProducts.cases() {
            let archive = try NumpyArchive(
                readingFrom: GoldenProducts.folder.appending(path: "\(golden.name).npz").path)
            let folder = try TemporaryFolder()
            let file = folder.path(of: "case.npz")
            let writer = try NumpyArchiveWriter(file)
            for name in MatmulCase.names where archive.contains(name) {
                let shape = try archive.shape(of: name)
                if name == "x" || name == "w" {
                    try writer.add(name, descriptor: "<i8", shape: shape, archive.integers(name))
                } else {
                    try writer.add(name, descriptor: "<f8", shape: shape, archive.doubles(name))
                }
            }
            try writer.finish()
            let run = try MatmulRun(
                MatmulCase(readingFrom: file), on: HardwareConfiguration(json: golden.configuration), seed: 0,
                trial: 0, recordsCodes: true, threads: 2)
            let wanted = try archive.doubles("y")
            for (product, figure) in zip(run.products, wanted) {
                #expect(abs(product - figure) <= 1e-9 * max(1, abs(figure)), "\(golden.name)")
            }
            #expect(try run.codes.map(Int64.init) == archive.integers("codes"), "\(golden.name)")
            #expect(try run.codeShape == archive.shape(of: "codes"), "\(golden.name)")
        }
    }
}
