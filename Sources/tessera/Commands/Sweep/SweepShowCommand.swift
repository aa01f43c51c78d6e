// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Plots
import Reporting
import Sweep
import SweepReporting

/// `tessera sweep show`.
struct SweepShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The best designs of a sweep, all of its points, or a plot of them.")

    @Argument(help: ArgumentHelp("The database of a sweep.", valueName: "file.db"))
    var database: String

    @Option(
        help: ArgumentHelp(
            "Objectives: \(SweepObjective.allCases.map(\.rawValue).joined(separator: ", ")). "
                + "(default: those of the last run)", valueName: "list"))
    var objectives: String?

    @Option(
        help: ArgumentHelp(
            "The best designs (text), all points (csv, json), or a plot of the first two objectives (svg, pdf).",
            valueName: "format"))
    var format = DrawnFormat<SweepReport.Format>.report(.text)

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Pictures") var plots: PlotOptions

    func validate() throws { try plots.validate(format) }

    func run() throws {
        let destination = try output.destination(of: format, plots)
        let objectives = try objectives.map(Self.objectives)
        let build = SweepBuild(program: Tessera.description)
        let store = try SweepStore(reading: database)
        let summary = try SweepSummary(store, objectives: objectives)
        guard !summary.points.isEmpty else { throw InputError("there are no points", file: database) }
        if store.build != build {
            StandardStreams.warn(["\(database): its points are of \(store.build), and this is \(build)"])
        }
        let report = SweepReport(summary)
        try destination.write { (format) throws(InputError) in
            try report.rendered(as: format)
        } plot: { () throws(InputError) in
            try report.plot()
        }
    }

    private static func objectives(_ list: String) throws(InputError) -> [SweepObjective] {
        let names = SweepObjective.allCases.map(\.rawValue)
        var found: [SweepObjective] = []
        for word in list.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            guard let objective = SweepObjective(rawValue: word) else {
                let hint = nearestName(to: word, in: names).map { "did you mean `\($0)`?" }
                throw InputError(
                    "--objectives: `\(word)` (\(hint ?? "allowed: \(names.joined(separator: ", "))"))", kind: .usage)
            }
            if !found.contains(objective) { found.append(objective) }
        }
        return found
    }
}
