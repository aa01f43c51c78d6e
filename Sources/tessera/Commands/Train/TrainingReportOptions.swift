// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Plots
import Reporting

/// Options that say what a training reports, and where.
struct TrainingReportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = DrawnFormat<TrainReport.Format>.report(.text)

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

    @OptionGroup var plots: PlotOptions

    func validate() throws {
        try plots.validate(format)
        if report == "" { throw ValidationError("--report needs a path") }
        if log == "" { throw ValidationError("--log needs a path") }
        if let log, log == report { throw ValidationError("--report and --log name the same file") }
        if let log, let report, format.picture != nil, log == PictureDestination.path(beside: report) {
            throw ValidationError("--log names the file that gets the data of the picture of --report")
        }
        guard let endurance else { return }
        guard endurance >= 1, endurance.isFinite else {
            throw ValidationError("--endurance is \(endurance) (allowed: 1 or more)")
        }
        if format.name == TrainReport.Format.csv.rawValue || format.picture != nil {
            throw ValidationError("--endurance adds nothing to --format \(format.name) (allowed: text, json, html)")
        }
    }

    /// The place of the report, checked before a long run.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`.
    func destination(replacing: Bool) throws(InputError) -> DrawnDestination<TrainReport.Format> {
        try DrawnDestination(report, format, plots, replacing: replacing)
    }

    /// Whether standard output has room for a line an epoch.
    var showsEpochs: Bool { format.name == TrainReport.Format.text.rawValue || report != nil }
}
