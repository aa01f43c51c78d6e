// SPDX-License-Identifier: Apache-2.0

import Foundation
import _TestSupport

/// A folder of complete cases beside the package: reports of DNN+NeuroSim V2.1 and a script that makes the traces that
/// belong to them. It is not part of the package.
enum SharedSuite {
    private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let shared = package.deletingLastPathComponent().appending(path: "shared")
    static let folder = shared.appending(path: "golden/neurosim-2.1")
    private static let generator = shared.appending(path: "tools/gentrace.py")

    struct Case: Decodable {
        let network: String
        let weightBits: Int
        let activationBits: Int
        let seed: Int
    }

    /// Whether the folder, Python and NumPy are there.
    static let isUsable: Bool = {
        let needed = [folder.appending(path: "default.param"), generator]
        guard needed.allSatisfy({ FileManager.default.fileExists(atPath: $0.path) }) else { return false }
        return (try? python(["-c", "import numpy"])) == 0
    }()

    /// One case of each network, precision and kind that the fixtures do not have; large networks are left out.
    static let sample: [String] = {
        guard isUsable, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        var kinds: Set<String> = []
        return names.sorted().filter { name in
            guard !ReferenceCase.names.contains(name), let found = try? readCase(name), found.network != "vgg8.csv"
            else {
                return false
            }
            return kinds.insert("\(name.prefix(5)) \(found.network) \(found.activationBits)").inserted
        }
    }()

    static func readCase(_ name: String) throws -> Case {
        let data = try Data(contentsOf: folder.appending(path: "\(name)/case.json"))
        return try JSONDecoder().decode(Case.self, from: data)
    }

    /// The trace of a case as CSV files in a folder of its own.
    static func makeTrace(_ golden: Case) throws -> URL {
        let output = FileManager.default.temporaryDirectory.appending(path: "tessera-trace-\(UUID().uuidString)")
        let status = try python([
            generator.path, folder.appending(path: "networks/\(golden.network)").path, output.path,
            "--activation-bits", String(golden.activationBits), "--weight-bits", String(golden.weightBits),
            "--seed", String(golden.seed),
        ])
        guard status == 0 else { throw CocoaError(.executableLoad) }
        return output
    }

    private static func python(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
