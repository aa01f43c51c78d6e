// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Reporting
import Runs

/// `tessera validate`.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "The model of macros beside published chips: a row a figure, with the ratio of model to measurement.",
        discussion: """
            FILE is JSON of the form tessera.chips/1, which docs/chips.md describes; Validation/open-chips.json is one. The model \
            sees the design, the supply, the precision and the density of the data, and no measured figure. Statistics are given \
            twice: with the factors of overhead of this version, and with factors that are fitted to the other families of FILE.
            """)

    @Argument(help: ArgumentHelp("The chips.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = ValidationReport.Format.text

    @Option(
        help: ArgumentHelp(
            "Writes the factors of overhead that fit FILE best as a Param file for `tessera macro`.", valueName: "param"
        ))
    var calibrate: String?

    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if calibrate == "" { throw ValidationError("--calibrate needs a path") }
    }

    func run() throws {
        let destination = try output.destination()
        let fragment = try calibrate.map { (path) throws(InputError) in
            try ReportFile(path, replacing: output.force)
        }
        let comparison = try ValidateRequest(file).run()
        try fragment?.write(CalibrationFragment(comparison).text)
        try destination.write(
            try ValidationReport(comparison).rendered(
                as: format, command: Invocation.current.commandLine))
    }
}

extension ValidationReport.Format: ExpressibleByArgument {}
