// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation
import Testing
import _TestSupport

@testable import Training

/// Steps of an independent NumPy implementation, in a folder beside the package; it is not part of the package.
enum GoldenSteps {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/training/golden/train-step")

    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    private struct Unreadable: Error {}

    /// A case: its name, its configuration, and whether it must be refused.
    struct Case {
        let name: String
        let configuration: [UInt8]
        let isRefused: Bool

        var path: String { GoldenSteps.folder.appending(path: "\(name).npz").path }

        /// Runs the case; its file holds results as well, which a case may not.
        func run(threads: Int) throws -> StepRun {
            let settings = try TrainingSettings(json: configuration, file: "\(name).json")
            let archive = try NumpyArchive(readingFrom: path)
            return try TemporaryFolder.with { folder in
                let file = folder.path(of: "case.npz")
                let writer = try NumpyArchiveWriter(file)
                for name in archive.names where !name.hasPrefix("out_") {
                    let shape = try archive.shape(of: name)
                    if name == "labels" {
                        try writer.add(name, descriptor: "<i8", shape: shape, archive.integers(name))
                    } else {
                        try writer.add(name, descriptor: "<f8", shape: shape, archive.doubles(name))
                    }
                }
                try writer.finish()
                return try StepRun(StepCase(readingFrom: file), settings, threads: threads)
            }
        }
    }

    static func cases() throws -> [Case] {
        let data = try Data(contentsOf: folder.appending(path: "cases.json"))
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        guard let cases = root?["cases"] as? [[String: Any]], !cases.isEmpty else { throw Unreadable() }
        return try cases.map { entry in
            guard let name = entry["name"] as? String, let configuration = entry["config"] else { throw Unreadable() }
            return Case(
                name: name, configuration: Array(try JSONSerialization.data(withJSONObject: configuration)),
                isRefused: entry["refused"] != nil)
        }
    }
}

@Suite struct StepGoldenTests {
    /// Arrays of rounded numbers must be equal, the others near.
    private static func tolerance(_ name: String, isExact: Bool) -> Double {
        let rounded = ["pulses", "error", "output"] + (isExact ? [] : ["applied"])
        return rounded.contains { name.hasPrefix($0) } ? 0 : 1e-9
    }

    private static func compare(_ golden: GoldenSteps.Case, _ run: StepRun) throws {
        let archive = try NumpyArchive(readingFrom: golden.path)
        let isExact = golden.name.contains("exact")
        let found = Dictionary(uniqueKeysWithValues: run.arrays.map { ($0.name, $0) })
        let names = archive.names.filter { $0.hasPrefix("out_") }
        #expect(Set(found.keys) == Set(names.map { String($0.dropFirst(4)) }), "\(golden.name)")
        for name in names {
            let array = try #require(found[String(name.dropFirst(4))], "\(golden.name), \(name)")
            #expect(try array.shape == archive.shape(of: name), "\(golden.name), \(name)")
            let wanted = try archive.doubles(name)
            let tolerance = tolerance(array.name, isExact: isExact)
            let wrong = zip(array.values, wanted).count { abs($0 - $1) > tolerance * (1 + abs($1)) }
            #expect(wrong == 0 && array.values.count == wanted.count, "\(golden.name), \(name)")
        }
    }

    @Test(.enabled(if: GoldenSteps.isThere, "the folder of golden steps is not there"))
    func stepsAreThoseOfTheIndependentImplementation() throws {
        let cases = try GoldenSteps.cases()
        for golden in cases where !golden.isRefused { try Self.compare(golden, golden.run(threads: 2)) }
        #expect(cases.count { !$0.isRefused } >= 20)
    }

    @Test(.enabled(if: GoldenSteps.isThere, "the folder of golden steps is not there"))
    func casesThatTheReferenceCannotRunAreRefused() throws {
        let refused = try GoldenSteps.cases().filter(\.isRefused)
        for golden in refused {
            let error = inputError { try golden.run(threads: 2) }
            #expect(error.kind == .badInput, "\(golden.name): \(error)")
        }
        #expect(refused.count >= 3)
    }
}
