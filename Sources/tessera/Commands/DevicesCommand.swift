// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Reporting

/// `tessera devices`.
struct DevicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "Measured memory devices that are known by their names, as in --device rram-hfox-40nm.",
        discussion: """
            Without a name, all devices in a table. With names, each published value with its source, and the parameters that \
            the device gives in a revision. What is not published keeps the default of the revision.
            """)

    @Argument(help: ArgumentHelp("Devices to explain. (default: a table of all)", valueName: "name"))
    var names: [String] = []

    @Option(
        help: ArgumentHelp(
            "The revision whose parameters are shown: \(RevisionWord.list). (default: \(RevisionName.standard.word))",
            valueName: "revision"))
    var revision: RevisionWord?

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = DeviceReport.Format.text

    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        let report = try DeviceReport(names, revision: revision?.name ?? .standard)
        let destination = try output.destination()
        try destination.write(report.rendered(as: format))
    }
}

extension DeviceReport.Format: ExpressibleByArgument {}
