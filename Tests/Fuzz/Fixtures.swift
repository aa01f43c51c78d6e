// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Files of the tests of other rooms.
enum Fixtures {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// A file, by its path in the folder of all tests.
    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: tests.appending(path: path)))
    }

    /// Paths of the files of a folder that end in `suffix` and are small, sorted.
    static func paths(in folder: String, suffix: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: tests.appending(path: folder).path)
        return try names.filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
            .filter { try bytes($0).count <= 1 << 15 }
    }

    /// The content of a file.
    static func content(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }
}
