// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics

/// Options that say where a report goes.
struct OutputOptions: ParsableArguments {
    @Option(help: ArgumentHelp("File for the report. (default: standard output)", valueName: "path"))
    var output: String?

    @Flag(help: "Replaces the output file if it exists.")
    var force = false

    func validate() throws {
        if output == "" { throw ValidationError("--output needs a path") }
    }

    /// The place to write to, checked before a long run and not only after it.
    ///
    /// - Throws: `InputError` of kind `cannotWrite` when it is known that nothing can be written there.
    func destination() throws(InputError) -> ReportDestination {
        guard let output else { return .standardOutput }
        return .file(try ReportFile(output, replacing: force))
    }
}

extension OutputOptions {
    /// The place of a report or a picture, checked before a long run.
    func destination<Report>(
        of format: DrawnFormat<Report>, _ plots: PlotOptions
    ) throws(InputError) -> DrawnDestination<Report> {
        try DrawnDestination(output, format, plots, replacing: force)
    }
}

/// The destination of a report.
enum ReportDestination {
    case standardOutput
    case file(ReportFile)

    /// Writes the whole report.
    func write(_ text: String) throws(InputError) {
        switch self {
        case .standardOutput: try StandardStreams.writeReport(text)
        case .file(let file): try file.write(text)
        }
    }
    /// Writes the whole report, and before it what belongs to it. A file appears only if that has succeeded.
    func write(_ text: String, after body: () throws(InputError) -> Void) throws(InputError) {
        switch self {
        case .standardOutput:
            try body()
            try write(text)
        case .file(let file): try file.write(text, after: body)
        }
    }
}
