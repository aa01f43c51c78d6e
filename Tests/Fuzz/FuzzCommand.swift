// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Foundation
import Parallelism
import Workload

/// `Fuzz`: damaged files for every reader, and random configurations for the estimator.
@main
struct FuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Fuzz", abstract: "Damaged files for every reader, and random configurations for the estimator.",
        subcommands: [FuzzRun.self, FuzzReplay.self, FuzzWorker.self], defaultSubcommand: FuzzRun.self)
}

/// `Fuzz run`.
struct FuzzRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Tries inputs, and ends with 1 when one goes wrong.")

    @Option(help: "Files, over all readers.")
    var count = 3000

    @Option(help: "Random configurations.")
    var configurations = 100

    @Option(help: "Where random numbers begin: the same seed makes the same inputs.")
    var seed: UInt64 = 1

    @Option(help: "A reader to try; may be given several times. (default: all)")
    var reader: [String] = []

    @Option(help: "Seconds that an input may take.")
    var seconds = 10

    @Option(help: "Memory that an input may take [MiB].")
    var mebibytes = 2048

    @Option(help: "Where inputs are kept that go wrong.")
    var output = ".build/fuzz"

    @Option(help: "Workers at a time.")
    var jobs = defaultThreadCount

    func validate() throws {
        for name in reader where FuzzedReader.named(name) == nil {
            let names = (FuzzedReader.all.map(\.name) + [RandomConfigurations().name]).joined(separator: ", ")
            throw ValidationError("there is no reader \(name) (allowed: \(names))")
        }
        guard count >= 0, configurations >= 0, seconds > 0, mebibytes > 0, jobs > 0 else {
            throw ValidationError("numbers must be positive")
        }
    }

    func run() throws {
        let names = reader.isEmpty ? FuzzedReader.all.map(\.name) : reader.filter { $0 != RandomConfigurations().name }
        var tasks = names.enumerated().map { place, name in
            (name: name, count: count / names.count + (place < count % names.count ? 1 : 0))
        }
        if reader.isEmpty || reader.contains(RandomConfigurations().name) {
            tasks.append((RandomConfigurations().name, configurations))
        }
        let supervisor = Supervisor(
            executable: Bundle.main.executablePath ?? CommandLine.arguments[0], seed: seed, kept: output,
            seconds: seconds,
            memory: mebibytes << 10)
        let todo = tasks.filter { $0.count > 0 }
        let results = try parallelMap(todo.count, threads: jobs) { index throws(InputError) in
            do {
                return try supervisor.run(todo[index].name, count: todo[index].count)
            } catch {
                throw InputError("\(error)", kind: .internalError, file: todo[index].name)
            }
        }
        print(FuzzResult.table(results), terminator: "")
        if results.contains(where: { !$0.failures.isEmpty }) { throw ExitCode(1) }
    }
}

/// `Fuzz replay`.
struct FuzzReplay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Reads an input that was kept once more, in this process.")

    @Argument(help: "The reader.")
    var reader: String

    @Argument(help: "The folder with the files.")
    var folder: String

    func run() throws {
        guard let subject = FuzzedReader.named(reader) else { throw ValidationError("there is no reader \(reader)") }
        do {
            try subject.read(in: folder)
            print("accepted")
        } catch {
            print(error)
            throw ExitCode((error as? InputError)?.exitCode ?? 1)
        }
    }
}

/// `Fuzz worker`, which `run` starts.
struct FuzzWorker: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "worker", shouldDisplay: false)

    @Option var reader: String
    @Option var seed: UInt64
    @Option var first: Int
    @Option var end: Int
    @Option var folder: String
    @Option var seconds: Int
    @Option var kibibytes: Int

    func run() throws {
        guard let subject = FuzzedReader.named(reader), first <= end else { throw ValidationError("nothing to do") }
        let worker = Worker(subject: subject, seed: seed, folder: folder, seconds: seconds, memory: kibibytes)
        try worker.run(first..<end) { trial in
            try FileHandle.standardOutput.write(contentsOf: Data((trial.line + "\n").utf8))
        }
    }
}
