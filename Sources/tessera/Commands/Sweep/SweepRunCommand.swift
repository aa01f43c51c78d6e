// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Reporting
import Sweep
import SweepReporting

/// `tessera sweep run`.
struct SweepRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Evaluates the points of a plan that are not in the database yet.",
        discussion: """
            With the same build of tessera, a run continues where an earlier one stopped. An invalid point is stored with its \
            error, and the run continues.

            With --engine slurm a job array evaluates the missing points, and the command waits for it. Its script and logs are \
            in FILE.slurm beside the database FILE.db. The same command waits for a job that still exists, and submits the \
            points that a failed job has left.
            """)

    @Argument(
        help: ArgumentHelp(
            "The plan: parameters, choice of points, objectives and constraints.", valueName: "file.yaml"))
    var plan: String

    @Option(
        help: ArgumentHelp("The database. (default: the file's name with .db in place of .yaml)", valueName: "file.db"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "Evaluates only one of several parts, from 1; for several machines, each with its own database.",
            valueName: "i/n"
        ))
    var shard: SweepEvaluation.Shard?

    @Option(
        help: ArgumentHelp(
            "The folder with finished trainings of a plan with `training`; machines may share it. (default: the database's name with .trainings in place of .db)",
            valueName: "folder"))
    var trainings: String?

    @Flag(
        help: ArgumentHelp(
            "Evaluates points again that another version or build of tessera has stored in the database. (default: such points are an error)"
        ))
    var renew = false

    @Option(help: "Where points are evaluated: on this machine, or by a job array of Slurm.")
    var engine = Engine.local

    @OptionGroup(title: "Slurm") var slurm: SlurmOptions
    @OptionGroup(title: "Run") var running: RunOptions

    /// Where points are evaluated.
    enum Engine: String, CaseIterable, ExpressibleByArgument {
        case local
        case slurm
    }

    func validate() throws {
        if database == "" { throw ValidationError("--database needs a path") }
        if trainings == "" { throw ValidationError("--trainings needs a path") }
        switch engine {
        case .local: try slurm.requireNone()
        case .slurm:
            if shard != nil { throw ValidationError("--shard and --engine slurm exclude each other; see --shards") }
        }
    }

    func run() throws {
        let plan = try SweepPlan(readingFrom: self.plan)
        if trainings != nil, plan.training == nil {
            throw InputError("--trainings is for plans with `training`", kind: .usage, file: self.plan)
        }
        let files = InputSelection()
        let defaults = SweepEvaluation.DefaultFiles(
            parameters: files.parameterFiles(given: []), network: try? files.networkFile(given: nil))
        switch engine {
        case .local: try runHere(plan, defaults)
        case .slurm:
            let request = try slurm.request(threads: running.threads)
            let sweep = try SlurmSweep(
                plan, database: path, defaults: defaults, request: request, client: SlurmClient(), build: build,
                rule: rule, trainings: folder)
            try SlurmEngine(sweep: sweep, database: path, isQuiet: running.quiet).run(isWaiting: !slurm.noWait)
        }
    }

    private func runHere(_ plan: SweepPlan, _ defaults: SweepEvaluation.DefaultFiles) throws {
        let line = ProgressLine(isQuiet: running.quiet)
        let clock = ContinuousClock()
        let start = clock.now
        let request = SweepRequest(
            plan, database: path, build: build, rule: rule, defaults: defaults, shard: shard,
            trainings: folder, threads: running.threadCount
        ) { progress in
            // A few times a second, and in the end.
            guard progress.totalEpochs > 0 || progress.done % 16 == 0 || progress.done == progress.total else { return }
            line.show(Self.text(progress, seconds: (clock.now - start) / .seconds(1)))
        }
        let run = try line.during { () throws(InputError) in try request.run() }
        try StandardStreams.writeReport(SweepReport(run.summary).rendered(as: .text))
        if !running.quiet {
            let seconds = Self.rounded(run.duration / .seconds(1))
            StandardStreams.writeMessage(
                "\(run.progress.done) points in \(seconds) s, \(run.progress.known) known before; \(path)\n")
        }
    }

    private var build: SweepBuild { SweepBuild(program: Tessera.description) }
    private var rule: SweepBuild.Rule { renew ? .renew : .refuse }

    private var folder: TrainingFolder? { trainings.map { TrainingFolder($0) } }

    private var path: String {
        if let database { return database }
        let stem = [".yaml", ".yml"].first { plan.hasSuffix($0) }.map { plan.dropLast($0.count) } ?? plan[...]
        return stem + ".db"
    }

    /// How far it is, how fast, and how long it will take. Where there are trainings, they take most of the time.
    static func text(_ progress: SweepEvaluation.Progress, seconds: Double) -> String {
        let invalid = progress.invalid > 0 ? ", \(progress.invalid) invalid" : ""
        let points = "\(progress.done) of \(progress.total)\(invalid)"
        if progress.totalEpochs > 0, progress.epochs < Double(progress.totalEpochs) - 1e-6 {
            let rate = progress.epochs / max(seconds, 1e-9)
            let left = (Double(progress.totalEpochs) - progress.epochs) / max(rate, 1e-9)
            let time = progress.epochs > 0 ? ", \(rounded(left)) s left" : ""
            let bar = bar(Int(progress.epochs), of: progress.totalEpochs)
            return "[\(bar)] \(points) points, \(rounded(progress.epochs)) of \(progress.totalEpochs) epochs\(time)"
        }
        let rate = Double(progress.done) / max(seconds, 1e-9)
        let left = Double(progress.total - progress.done) / max(rate, 1e-9)
        let bar = bar(progress.done, of: progress.total)
        return "[\(bar)] \(points), \(rounded(rate)) a second, \(rounded(left)) s left"
    }

    /// A bar of twenty signs.
    static func bar(_ done: Int, of total: Int) -> String {
        let share = 20 * done / max(1, total)
        return String(repeating: "#", count: share) + String(repeating: ".", count: 20 - share)
    }

    static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}

extension SweepEvaluation.Shard: ExpressibleByArgument {
    /// Reads `i/n`; nil where that is no part.
    public init?(argument: String) {
        self.init(argument)
    }
}
