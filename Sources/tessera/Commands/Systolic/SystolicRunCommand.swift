// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Reporting
import Runs
import Systolic

/// `tessera systolic run`.
struct SystolicRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Cycles, stalls, traffic, utilization, area and energy of a network on a systolic array.",
        discussion: """
            The array comes from --config, a configuration file of SCALE-Sim, or from the options for it; the layers come \
            from --topology, SCALE-Sim's file of layers, or from --network.

            --output FOLDER also writes SCALE-Sim's COMPUTE_REPORT.csv, BANDWIDTH_REPORT.csv and \
            DETAILED_ACCESS_REPORT.csv there.
            """)

    @OptionGroup(title: "Array") var design: SystolicDesignOptions
    @OptionGroup(title: "Workload") var workload: SystolicWorkloadOptions
    @OptionGroup(title: "Counting") var counting: SystolicRuleOptions
    @OptionGroup(title: "Words") var words: SystolicPrecisionOptions
    @OptionGroup(title: "Circuits") var parameters: ParameterOptions

    @Option(help: ArgumentHelp("Format of the report on standard output.", valueName: "format"))
    var format = SystolicReport.Format.text

    @Option(
        help: ArgumentHelp(
            "Folder for SCALE-Sim's three reports; it is made if it does not exist.", valueName: "folder"))
    var output: String?

    @Flag(help: "Replaces existing reports in the folder.")
    var force = false

    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        if output == "" { throw ValidationError("--output needs a path") }
    }

    func run() throws {
        let configuration = try parameters.configuration()
        let request = try SystolicRequest(
            workload.input(), on: design.design(), configuration, words: words.words,
            exactSubjects: counting.exactSubjects, threads: running.threadCount)
        let estimate = try request.run()
        let report = try SystolicReport(estimate).rendered(
            as: format, command: Invocation.current.commandLine)
        if let output { try write(ScaleSimReports(estimate.run), to: output) }
        try StandardStreams.writeReport(report)
        if !running.quiet { StandardStreams.warn(estimate.warnings) }
    }

    private func write(_ reports: ScaleSimReports, to folder: String) throws(InputError) {
        try ReportFile.makeFolder(folder)
        var files: [(file: ReportFile, text: String)] = []
        for report in reports.files {
            files.append((try ReportFile("\(folder)/\(report.name)", replacing: force), report.text))
        }
        try ReportFile.write(files)
    }
}

extension SystolicReport.Format: ExpressibleByArgument {}
