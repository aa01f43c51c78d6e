import ArgumentParser
import Diagnostics
import Reporting
import Sweep

/// `tessera sweep run`.
struct SweepRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Works out the points of a plan that are not in the database yet.",
        discussion: """
            A run that was interrupted goes on where it was. A point that makes no sense is kept with its error, and stops \
            nothing.
            """)

    @Argument(help: ArgumentHelp("What varies, how points are chosen, and what counts.", valueName: "file.yaml"))
    var plan: String

    @Option(
        help: ArgumentHelp("The database. (default: the file's name with .db in place of .yaml)", valueName: "file.db"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "Works out one of several parts only, from 1: for several machines, each with a database.", valueName: "i/n"
        ))
    var shard: SweepRun.Shard?

    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        if database == "" { throw ValidationError("--database needs a path") }
    }

    func run() throws {
        let plan = try SweepPlan(readingFrom: self.plan)
        let store = try SweepStore(path)
        let files = InputSelection()
        let defaults = SweepRun.DefaultFiles(
            parameters: files.parameterFiles(given: []), network: try? files.networkFile(given: nil))
        let run = try SweepRun(plan, store: store, defaults: defaults, threads: running.threadCount, shard: shard)
        let line = ProgressLine(isQuiet: running.quiet)
        let clock = ContinuousClock()
        let start = clock.now
        let progress = try line.during { () throws(InputError) in
            try run.run { progress in
                // A few times a second, and in the end.
                guard progress.done % 16 == 0 || progress.done == progress.total else { return }
                line.show(Self.text(progress, seconds: (clock.now - start) / .seconds(1)))
            }
        }
        try StandardStreams.writeReport(SweepReport(SweepSummary(store)).rendered(as: .text))
        if !running.quiet {
            let seconds = (clock.now - start) / .seconds(1)
            StandardStreams.writeMessage(
                "\(progress.done) points in \(Self.rounded(seconds)) s, \(progress.known) known before; \(path)\n")
        }
    }

    private var path: String {
        if let database { return database }
        let stem = [".yaml", ".yml"].first { plan.hasSuffix($0) }.map { plan.dropLast($0.count) } ?? plan[...]
        return stem + ".db"
    }

    /// How far it is, how fast, and how long it will take.
    private static func text(_ progress: SweepRun.Progress, seconds: Double) -> String {
        let rate = Double(progress.done) / max(seconds, 1e-9)
        let left = Double(progress.total - progress.done) / max(rate, 1e-9)
        let share = 20 * progress.done / max(1, progress.total)
        let bar = String(repeating: "#", count: share) + String(repeating: ".", count: 20 - share)
        let invalid = progress.invalid > 0 ? ", \(progress.invalid) invalid" : ""
        return
            "[\(bar)] \(progress.done) of \(progress.total)\(invalid), \(rounded(rate)) a second, \(rounded(left)) s left"
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}

extension SweepRun.Shard: ExpressibleByArgument {
    /// Reads `i/n`; nothing where that is no part.
    public init?(argument: String) {
        self.init(argument)
    }
}
