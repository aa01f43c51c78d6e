// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Capsules
import Configuration
import Diagnostics
import Estimation
import Reporting
import Runs

/// `tessera rerun`.
struct RerunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun",
        abstract: "Repeats the run of a capsule, and compares its figures with those of then.",
        discussion: """
            `tessera estimate --capsule FILE.zip` writes a capsule. Figures that differ by at most 1e-9 of their value \
            are the same. The exit code is 0 if all figures are the same, and 65 if some have changed; the report then lists \
            them, with the versions of Tessera then and now.
            """)

    @Argument(help: ArgumentHelp("The capsule.", valueName: "file.zip"))
    var file: String

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = RerunReport.Format.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func run() throws {
        let destination = try output.destination()
        let capsule = try Capsule(readingFrom: file)
        let command = try command(of: capsule)
        let (report, warnings) = try CapsuleFolder.during(capsule) { () throws(InputError) in
            try comparison(capsule, command)
        }
        try destination.write(report.rendered(as: format))
        if !running.quiet { StandardStreams.warn(warnings) }
        guard report.isSame else { throw InputError(report.summary, file: file) }
    }

    /// The command of the capsule, with the options of this run that change no figure.
    private func command(of capsule: Capsule) throws(InputError) -> EstimateCommand {
        let parsed: any ParsableCommand
        do {
            parsed = try RootCommand.command(capsule.command)
        } catch {
            let outcome = Outcome(error, arguments: capsule.command)
            throw InputError(
                "this version of Tessera does not understand its command: \(outcome.message.prefix { $0 != "\n" })",
                file: file)
        }
        guard var command = parsed as? EstimateCommand else {
            throw InputError("its command is no `estimate`", file: file)
        }
        command.running = running
        return command
    }

    private func comparison(
        _ capsule: Capsule, _ command: EstimateCommand
    ) throws(InputError) -> (RerunReport, warnings: [String]) {
        let invocation = Invocation(
            arguments: capsule.command, readsDefaultFiles: false, captured: Invocation.current.captured)
        let result = Invocation.$current.withValue(invocation) {
            Result { () throws(InputError) in
                try capsule.requireOwn(command.namedInputs())
                let run = try command.estimated()
                let report = try RerunReport(
                    capsule, report: command.rendered(run, as: .json), settings: run.estimate.configuration.settings,
                    maker: .current)
                return (report, run.warnings)
            }
        }
        return try result.get()
    }
}

extension RerunReport.Format: ExpressibleByArgument {}
