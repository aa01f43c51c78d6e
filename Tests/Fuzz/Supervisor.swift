// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Has inputs tried by workers, and keeps those that go wrong.
struct Supervisor {
    /// This program.
    let executable: String
    /// The seed of the run.
    let seed: UInt64
    /// Where inputs are kept that go wrong.
    let kept: String
    /// Time that an input may take [s].
    let seconds: Int
    /// Memory that an input may take [KiB].
    let memory: Int

    /// Inputs that go wrong, after which a reader is given up.
    static let mostFailures = 25

    /// Tries inputs on a reader.
    func run(_ name: String, count: Int) throws -> FuzzResult {
        let base = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: base) }
        var result = FuzzResult(name: name)
        while result.next < count, result.failures.count < Self.mostFailures {
            let first = result.next
            let end = try work(name, first..<count, base)
            for trial in end.trials {
                result.add(trial)
                if case .failed(let reason) = trial.outcome {
                    result.fail(trial.index, reason, kept: try keep(trial.index, of: name))
                }
            }
            guard let death = end.death else { continue }
            let place = try keep(result.next, of: name, from: base.appending(path: "input"))
            result.fail(result.next, death, kept: place)
            result.skip()
        }
        return result
    }

    /// How a worker ended.
    private struct End {
        let trials: [Trial]
        /// What it died of; nil when it is done.
        let death: String?
    }

    private func work(_ name: String, _ indices: Range<Int>, _ base: URL) throws -> End {
        let errors = base.appending(path: "errors")
        try Data().write(to: errors)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        // The limit of memory includes what is asked for and never used.
        process.arguments =
            ["-c", "ulimit -c 0; ulimit -d \"$1\"; shift; exec \"$@\"", "sh", "\(memory)", executable, "worker"] + [
                "--reader", name, "--seed", "\(seed)", "--first", "\(indices.lowerBound)", "--end",
                "\(indices.upperBound)",
                "--seconds", "\(seconds)", "--kibibytes", "\(memory)", "--folder", base.appending(path: "input").path,
            ]
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = environment
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let trials = String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { Trial(line: $0) }
        return End(trials: trials, death: death(process, String(decoding: try Data(contentsOf: errors), as: UTF8.self)))
    }

    private func death(_ process: Process, _ errors: String) -> String? {
        let first = errors.split(separator: "\n").first.map { ": \($0.prefix(300))" } ?? ""
        guard process.terminationReason == .uncaughtSignal else {
            return process.terminationStatus == 0
                ? nil : "the worker ended with code \(process.terminationStatus)\(first)"
        }
        return [SIGALRM, SIGPROF].contains(process.terminationStatus)
            ? "takes longer than \(seconds) s" : "crash, signal \(process.terminationStatus)\(first)"
    }

    /// Keeps the files of an input, and gives their folder.
    private func keep(_ index: Int, of name: String, from folder: URL? = nil) throws -> String {
        let place = URL(filePath: kept).appending(path: "\(name)-\(seed)-\(index)")
        let files = FileManager.default
        try? files.removeItem(at: place)
        try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        if let folder, files.fileExists(atPath: folder.path) {
            try files.copyItem(at: folder, to: place)
        } else if let subject = FuzzedReader.named(name) {
            for file in try subject.input(index, seed: seed).files {
                let path = place.appending(path: file.name)
                try files.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.bytes).write(to: path)
            }
        }
        return place.path
    }
}
