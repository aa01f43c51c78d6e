// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of its own for one test, gone when the value is.
package final class TemporaryFolder: Sendable {
    /// The folder's path.
    package let path: String

    /// The folder.
    package var url: URL { URL(filePath: path) }

    /// Makes an empty folder among the machine's temporary files.
    package init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "tessera-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Does something with a new folder, which stays until that is done.
    package static func with<Result>(_ body: (TemporaryFolder) throws -> Result) throws -> Result {
        let folder = try TemporaryFolder()
        return try withExtendedLifetime(folder) { try body(folder) }
    }

    /// Does something with a file of its own, which stays until that is done.
    package static func with<Result>(
        _ bytes: some Sequence<UInt8>, named name: String = "file", _ body: (_ path: String) throws -> Result
    ) throws -> Result {
        try with { try body($0.write(name, bytes)) }
    }

    /// The path of a file in the folder.
    package func path(of name: String) -> String { url.appending(path: name).path }

    /// Writes a file, with the folders above it, and returns its path.
    @discardableResult
    package func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// Writes a text file, with the folders above it, and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try write(name, text.utf8)
    }

    /// Writes a file in a folder of its own inside this one, and returns its path.
    package func writeApart(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        try write("\(UUID().uuidString)/\(name)", bytes)
    }
}
