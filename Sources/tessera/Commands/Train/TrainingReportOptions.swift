// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Reporting

/// Options that say what a training reports, and where.
struct TrainingReportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = TrainReport.Format.text

    @Option(
        help: ArgumentHelp(
            "File for the report; an existing file only with --force. (default: standard output)", valueName: "path"))
    var report: String?

    @Option(
        help: ArgumentHelp(
            "A file that gets a line of JSON after each epoch. --resume adds to an existing file; otherwise one is replaced only "
                + "with --force.", valueName: "path"))
    var log: String?

    @Option(
        help: ArgumentHelp(
            "Writes that a cell survives, as in 1e9: adds to the report when cells are worn.", valueName: "n"))
    var endurance: Double?

    func validate() throws {
        if report == "" { throw ValidationError("--report needs a path") }
        if log == "" { throw ValidationError("--log needs a path") }
        if let log, log == report { throw ValidationError("--report and --log name the same file") }
        guard let endurance else { return }
        guard endurance >= 1, endurance.isFinite else {
            throw ValidationError("--endurance is \(endurance) (allowed: 1 or more)")
        }
        if format == .csv {
            throw ValidationError("--endurance adds nothing to --format csv (allowed: text, json, html)")
        }
    }

    /// The place of the report, checked before a long run.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`.
    func destination(replacing: Bool) throws(InputError) -> ReportDestination {
        guard let report else { return .standardOutput }
        return .file(try ReportFile(report, replacing: replacing))
    }

    /// Whether standard output has room for a line an epoch.
    var showsEpochs: Bool { format == .text || report != nil }
}

extension TrainReport.Format: ExpressibleByArgument {}
