// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import _TestSupport

/// The program, run as users run it.
enum Tessera {
    /// How a run ended.
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    /// The built program: it lies beside the test bundle.
    static let executable: URL = {
        let runner = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return runner.deletingLastPathComponent().appending(path: "tessera")
    }()

    /// Starts the program; its output goes to files in `folder.streams`.
    static func start(_ arguments: [String], in folder: Folder, output: URL? = nil) throws -> Process {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output ?? folder.createStream("output"))
        process.standardError = try FileHandle(forWritingTo: folder.createStream("errors"))
        try process.run()
        return process
    }

    /// Waits for the end of the program.
    static func finish(_ process: Process, in folder: Folder) throws -> Result {
        process.waitUntilExit()
        // A program that dies of a signal counts as a shell counts it.
        let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
        let output = try folder.stream("output")
        if process.terminationReason == .exit, process.terminationStatus == 0 {
            // Whatever a test is about: a report in JSON has all members of its schema, and no other one.
            #expect(try StrictJSONSchema.problems(inReport: output) == [])
        }
        return Result(
            status: signal + process.terminationStatus, output: output, errors: try folder.stream("errors"))
    }

    /// Runs the program to its end.
    static func run(_ arguments: String..., in folder: Folder, output: URL? = nil) throws -> Result {
        try finish(start(arguments, in: folder, output: output), in: folder)
    }

    /// Runs a line of shell in which `$tessera` is the program.
    static func shell(_ line: String, in folder: Folder) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "tessera='\(executable.path)'; \(line)"]
        process.currentDirectoryURL = folder.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.createStream("output"))
        process.standardError = try FileHandle(forWritingTo: folder.createStream("errors"))
        try process.run()
        return try finish(process, in: folder)
    }
}

/// A folder that is gone after the test, with a small network and small parameters in it.
final class Folder {
    let url: URL
    private let streams: URL
    private let base: TemporaryFolder

    /// Makes the folder. It holds `files` besides `Param` and `Network.csv`; a nil under one of these names leaves that
    /// file out.
    init(_ files: [String: String?] = [:]) throws {
        base = try TemporaryFolder()
        url = base.url.appending(path: "work")
        streams = base.url.appending(path: "streams")
        for folder in [url, streams] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        let standard: [String: String?] = ["Param": Self.parameters, "Network.csv": Self.network]
        for case (let name, let text?) in standard.merging(files, uniquingKeysWith: { $1 }) {
            try write(text, to: name)
        }
    }

    /// A chip of small arrays, for inference.
    static let parameters = """
        numRowSubArray = 32
        numColSubArray = 32
        levelOutput = 16
        trainingEstimation = false

        """
    /// A convolution and a fully connected layer.
    static let network = "4,4,8,3,3,8,0,1\n1,1,128,1,1,4,0,1\n"

    func write(_ text: String, to name: String) throws {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: url.appending(path: name), encoding: .utf8)
    }

    /// What the folder holds.
    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }

    fileprivate func createStream(_ name: String) throws -> URL {
        let file = streams.appending(path: name)
        try Data().write(to: file)
        return file
    }

    func stream(_ name: String) throws -> String {
        let file = streams.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else { return "" }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}

extension Folder {
    /// Writes a trace of the network in NeuroSim's files, and gives the name of its command.
    func writeTrace() throws -> String {
        let layers = [(rows: 72, columns: 8, vectors: 16), (rows: 128, columns: 4, vectors: 1)]
        var words = ["./main", "0", "Network.csv", "8", "8"]
        for (index, layer) in layers.enumerated() {
            let weights = (0..<layer.rows).map { row in
                (0..<layer.columns).map { "\(Double((row * 37 + $0 * 11) % 255 - 127) / 128)" }.joined(separator: ",")
            }
            let bits = (0..<layer.rows).map { row in
                (0..<layer.vectors * 8).map { $0 % 8 > 0 && (row * 7 + $0) % 5 == 0 ? "1" : "0" }
                    .joined(separator: ",")
            }
            try write(weights.joined(separator: "\n") + "\n", to: "trace/weight\(index).csv")
            try write(bits.joined(separator: "\n") + "\n", to: "trace/input\(index).csv")
            words += ["weight\(index).csv", "weight\(index).csv", "input\(index).csv", "0.2"]
        }
        try write(words.joined(separator: " ") + "\n", to: "trace/trace_command.sh")
        return "trace/trace_command.sh"
    }
}
