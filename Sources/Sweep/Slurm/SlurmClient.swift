// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

/// Slurm's commands.
public struct SlurmClient: Sendable {
    private let sbatch: URL
    private let squeue: URL

    /// Finds the commands.
    ///
    /// - Parameter searchPath: folders, with colons between them.
    /// - Throws: `InputError` of kind `missingInput` when one is not there.
    public init(searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? "") throws(InputError) {
        let folders = searchPath.split(separator: ":").map(String.init)
        func find(_ name: String) throws(InputError) -> URL {
            let places = folders.map { "\($0)/\(name)" }
            guard let place = places.first(where: FileManager.default.isExecutableFile(atPath:)) else {
                throw InputError(
                    "\(name) is not in the PATH: this is no machine that hands jobs to Slurm "
                        + "(--engine local works here)", kind: .missingInput)
            }
            return URL(filePath: place)
        }
        sbatch = try find("sbatch")
        squeue = try find("squeue")
    }

    /// Hands a script to Slurm.
    ///
    /// - Throws: `InputError` of kind `missingInput` when Slurm does not take it.
    func submit(_ script: String, options: [String]) throws(InputError) -> SlurmJob {
        let result = try Self.run(sbatch, options + [script])
        guard result.status == 0 else {
            throw InputError("Slurm does not take the job: \(result.message)", kind: .missingInput)
        }
        guard let job = SlurmJob(result.output) else {
            throw InputError(
                "sbatch gave no number of a job, but `\(result.output.trimmingCharacters(in: .whitespacesAndNewlines))`",
                kind: .missingInput)
        }
        return job
    }

    /// What Slurm knows of a job.
    enum Answer: Equatable {
        /// Tasks that have not ended; none when all have.
        case tasks(SlurmTasks)
        /// Slurm does not answer, and says why.
        case none(String)
    }

    /// Asks how far a job is.
    func state(of job: SlurmJob) throws(InputError) -> Answer {
        let result = try Self.run(squeue, job.queueOptions)
        if result.status == 0 { return .tasks(SlurmTasks(result.output)) }
        // Slurm forgets jobs some minutes after their end.
        if result.errors.contains("Invalid job id") { return .tasks(SlurmTasks()) }
        return .none(result.message)
    }

    // MARK: Commands

    private struct CommandResult {
        let status: Int32
        let output: String
        let errors: String

        /// What the command said, in one line.
        var message: String {
            let lines = errors.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            return lines.isEmpty ? "exit code \(status)" : lines.joined(separator: "; ")
        }
    }

    private static func run(_ command: URL, _ arguments: [String]) throws(InputError) -> CommandResult {
        let process = Process()
        process.executableURL = command
        process.arguments = arguments
        // Users' settings for squeue would change what it prints.
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SQUEUE_") }
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        do {
            try process.run()
            // Errors are short enough for the pipe to hold while the output is read.
            let texts = try [output, errors].map { pipe in
                String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            }
            process.waitUntilExit()
            let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
            return CommandResult(status: signal + process.terminationStatus, output: texts[0], errors: texts[1])
        } catch {
            throw InputError("cannot be run", kind: .missingInput, file: command.path)
        }
    }
}
