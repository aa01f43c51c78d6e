// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Runs
import Workload

/// `tessera trace`.
struct TraceGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Exports, converts and measures traces.",
        subcommands: [ConvertCommand.self, TraceExportCommand.self, TraceStatisticsCommand.self])
}

/// `tessera trace convert`.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Puts the files of a NeuroSim trace into one archive.",
        discussion:
            "`tessera estimate --trace OUT.npz` gives the same report as --trace-command with the converted command.")

    @Argument(help: ArgumentHelp("A NeuroSim trace_command.sh.", valueName: "trace-command"))
    var command: String

    @Argument(help: ArgumentHelp("The archive to write.", valueName: "out.npz"))
    var archive: String

    @Option(help: ArgumentHelp("The network. (default: the one that the command names)", valueName: "file"))
    var network: String?

    @OptionGroup var inputs: TraceInputsOption

    @Flag(help: "Replaces the archive if it exists.")
    var force = false

    @OptionGroup(title: "Run") var running: RunOptions

    func run() throws {
        let file = try ReportFile(archive, replacing: force)
        let line = ProgressLine(isQuiet: running.quiet)
        let request = TraceRequest(
            .command(command, inputs: inputs.traceInputs), network: network.map { .file($0) } ?? .ofWorkload,
            threads: running.threadCount,
            progress: { line.show($0) })
        let trace = try request.run()
        try file.writing(under: file.partialArchive) { () throws(InputError) in
            try line.during { () throws(InputError) in try trace.writeArchive(to: file.path) }
        }
    }
}
