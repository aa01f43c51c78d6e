// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The circuit simulator ngspice as a program of the system.
public struct NgspiceRun: Sendable {
    /// How to get the simulator.
    public static let installation = "on Debian: apt-get install ngspice"

    /// The program.
    public let program: String
    /// How long a run may take [s].
    public let timeLimit: Int

    /// A given program.
    ///
    /// - Throws: `InputError` of kind `missingInput` when it cannot be run.
    public init(program: String, timeLimit: Int) throws(InputError) {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw InputError(
                "no such program (needed: ngspice; \(Self.installation))", kind: .missingInput, file: program)
        }
        self.program = program
        self.timeLimit = timeLimit
    }

    /// The program that is found in the folders of `PATH`; nil when there is none.
    public init?(timeLimit: Int, path: String? = ProcessInfo.processInfo.environment["PATH"]) {
        let folders = (path ?? "").split(separator: ":")
        let candidates = folders.map { "\($0)/ngspice" }
        let isFile = { (path: String) in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
                && FileManager.default.isExecutableFile(atPath: path)
        }
        guard let program = candidates.first(where: isFile) else { return nil }
        self.program = program
        self.timeLimit = timeLimit
    }

    /// Simulates a netlist in a separate folder, which is deleted afterwards.
    ///
    /// - Returns: what the program printed on both streams.
    /// - Throws: `InputError` when the program fails or takes too long, with its own last lines, or when what it printed
    ///   cannot be read.
    public func output(of netlist: String) throws(InputError) -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-spice-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = folder.appending(path: "output")
        let process: Process
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(netlist.utf8).write(to: folder.appending(path: "column.cir"))
            try Data().write(to: output)
            process = try started(in: folder, output: output)
        } catch {
            throw InputError("cannot be run: \(error.localizedDescription)", kind: .missingInput, file: program)
        }
        let ended = Self.wait(for: process, seconds: timeLimit)
        let text = try text(of: output)
        guard ended else {
            throw InputError(
                "ngspice did not end within \(timeLimit) s (--time-limit allows more); \(Self.lastLines(of: text))")
        }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let isSignal = process.terminationReason == .uncaughtSignal
            let how = isSignal ? "by signal" : "with exit code"
            throw InputError("ngspice ended \(how) \(process.terminationStatus); \(Self.lastLines(of: text))")
        }
        return text
    }

    private func text(of output: URL) throws(InputError) -> String {
        do {
            return String(decoding: try Data(contentsOf: output), as: UTF8.self)
        } catch {
            throw InputError("what ngspice printed cannot be read: \(error.localizedDescription)", file: program)
        }
    }

    private func started(in folder: URL, output: URL) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        // Should this program be killed, the other one does not run for ever. The user's own start-up file is not read: it
        // could change tolerances.
        let line = "ulimit -t \"$1\"; exec \"$0\" -n -b column.cir"
        process.arguments = ["-c", line, absoluteProgram, "\(timeLimit + 1)"]
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        return process
    }

    private var absoluteProgram: String { URL(filePath: program).path }

    /// Waits for the end of a program, and ends it when that takes too long.
    ///
    /// - Returns: whether it ended by itself.
    private static func wait(for process: Process, seconds: Int) -> Bool {
        let end = Date(timeIntervalSinceNow: Double(seconds))
        while process.isRunning {
            guard Date() < end else {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                return false
            }
            usleep(5000)
        }
        return true
    }

    /// The last lines that are not empty, for messages.
    static func lastLines(of output: String) -> String {
        let lines = output.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        guard !lines.isEmpty else { return "it printed nothing" }
        return "its last lines:\n" + lines.suffix(5).map { "  " + $0 }.joined(separator: "\n")
    }
}
