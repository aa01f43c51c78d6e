// SPDX-License-Identifier: Apache-2.0

import Capsules
import Foundation
import _TestSupport

/// Readers of capsules.
extension FuzzedReader {
    static let capsuleReaders: [FuzzedReader] = [capsule]

    private static let manifest = """
        {"schema": "tessera.capsule/1", "version": "0.1.0", "commit": null, "modelVersion": 6,
        "command": ["estimate", "--network", "lenet5"], "files": []}
        """

    private static let capsule = FuzzedReader(
        name: "capsule",
        samples: {
            let whole = try TemporaryFolder.with { folder in
                let network = try folder.write("n.csv", "1,1,8,1,1,4,0,1\n")
                let writer = CapsuleWriter(
                    try CapsuleInputs([NamedInput("--network", network)]), command: "estimate",
                    arguments: ["--network", network], settings: [], report: "{\"area\": 1}", shown: ("text", "txt"),
                    maker: CapsuleMaker(version: "0.1.0", commit: nil, modelVersion: 6))
                try writer.write(to: folder.path(of: "capsule.zip"))
                return [UInt8](try Data(contentsOf: folder.url.appending(path: "capsule.zip")))
            }
            let part = SampleFile.Part(name: "capsule.json", bytes: Array(manifest.utf8))
            return [false, true].map { isDeflated in
                Sample([SampleFile("capsule.zip", form: .zip(isDeflated: isDeflated), parts: [part])])
            } + [Sample([SampleFile("capsule.zip", whole, form: .plain)])]
        },
        words: [
            "tessera.capsule/2", "inputs/../../x", "/etc/passwd", "inputs/1/x", "4294967295", "-1", "null", "[]", "{}",
            "PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "capsule.json", "report.json",
        ],
        read: { folder in
            let capsule = try Capsule(readingFrom: "\(folder)/capsule.zip")
            let place = "\(folder)/inputs-\(UUID().uuidString)"
            for name in [""] + capsule.folders {
                try FileManager.default.createDirectory(
                    atPath: "\(place)/\(name)", withIntermediateDirectories: true)
            }
            defer { try? FileManager.default.removeItem(atPath: place) }
            try capsule.extractInputs(to: place)
        })
}
