// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The program `tessera`, run in the folder of the repository.
enum BuiltProgram {
    /// The repository.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The built program: it lies beside the test bundle.
    private static var executable: URL {
        let runner = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return runner.deletingLastPathComponent().appending(path: "tessera")
    }

    /// What a command prints; it must succeed.
    static func output(_ arguments: [String], quietly: Bool = true) throws -> String {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments + (quietly ? ["--quiet"] : [])
        process.currentDirectoryURL = root
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "tessera \(arguments.joined(separator: " "))")
        return String(decoding: data, as: UTF8.self)
    }

    /// What a line of words prints.
    static func output(_ line: String) throws -> String {
        try output(line.split(separator: " ").map(String.init))
    }
}
