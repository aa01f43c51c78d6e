// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Plots
import Reporting
import Runs
import Systolic

/// `tessera systolic search`.
struct SystolicSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Searches for the best arrays for a network: shape, dataflow and buffers.",
        discussion: """
            Lists are written with commas. The search tries all combinations within the budget, or with NSGA-II a \
            part of them, and shows those that no other one beats in all objectives. It prints the number of points \
            tried per second on standard error.
            """)

    @OptionGroup(title: "Arrays") var space: SearchSpaceOptions
    @OptionGroup(title: "Workload") var workload: SystolicWorkloadOptions
    @OptionGroup(title: "Search") var search: SearchOptions
    @OptionGroup(title: "Counting") var counting: SystolicRuleOptions
    @OptionGroup(title: "Words") var words: SystolicPrecisionOptions
    @OptionGroup(title: "Circuits") var parameters: ParameterOptions

    @Option(help: ArgumentHelp("Format of the report; csv has all points, not only the best.", valueName: "format"))
    var format = SearchReport.Format.text

    @Option(help: ArgumentHelp("File for a plot of the first two objectives, as SVG.", valueName: "file.svg"))
    var plot: String?

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        if plot == "" { throw ValidationError("--plot needs a path") }
        if plot != nil, search.objectives.values.count < 2 {
            throw ValidationError("--plot needs two --objectives, one for each axis")
        }
    }

    func run() throws {
        let destination = try output.destination()
        var plotFile: ReportFile?
        if let plot { plotFile = try ReportFile(plot, replacing: output.force) }
        let configuration = try parameters.configuration()
        let request = try SystolicSearchRequest(
            workload.input(), in: space.space(), objectives: search.objectives.values, method: search.searchMethod,
            configuration, words: words.words, exactSubjects: counting.exactSubjects, threads: running.threadCount)
        let run = try request.run()
        let report = try SearchReport(run.found, objectives: run.objectives).rendered(as: format)
        if let plotFile {
            let plot = SearchPlot(run.found, horizontal: run.objectives[0], vertical: run.objectives[1]).plot.svg()
            try plotFile.write(plot) { () throws(InputError) in try destination.write(report) }
        } else {
            try destination.write(report)
        }
        if !running.quiet { StandardStreams.writeMessage(speed(run.found.visited, run.duration)) }
    }

    private func speed(_ points: Int, _ duration: Duration) -> String {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        let milliseconds = (seconds * 1e5).rounded() / 100
        return "\(points) points in \(milliseconds) ms: \(Int(Double(points) / max(seconds, 1e-9))) points a second\n"
    }
}
