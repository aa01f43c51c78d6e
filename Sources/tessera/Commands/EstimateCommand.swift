import ArgumentParser
import Diagnostics
import Estimation
import Reporting

/// `tessera estimate`.
struct EstimateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimate",
        abstract: "Floorplan, area, latency, energy and leakage of a network on a chip; the default command.",
        discussion: """
            Weights and activations come from --trace-command or --trace. Without either they are drawn from --seed, and \
            the report says so. With \
            --workload statistics expected values are worked out from averages, in milliseconds.
            """)

    @OptionGroup(title: "Input") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var workload: WorkloadOptions

    @OptionGroup(title: "Workload") var kind: WorkloadKindOptions

    @Option(help: ArgumentHelp("What the report is.", valueName: "format"))
    var format = EstimateFormat.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Epoch files") var epoch: EpochOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        try kind.validate(hasTrace: workload.trace != nil || workload.traceCommand != nil)
    }

    func run() throws {
        let epochFiles = try epoch.files(output)
        let destination = epochFiles == nil ? try output.destination() : .standardOutput
        let threads = running.threadCount
        let configuration = try parameters.configuration()
        let selection = try workload.selection(threads: threads, statistics: kind.statistics)
        let estimator = try Estimator(
            configuration: configuration, network: selection.network, weightBits: selection.weightBits,
            activationBits: selection.activationBits)
        let estimate = try self.estimate(estimator, selection, threads: threads)
        // Rendering checks that every figure is possible; nothing is written before.
        let report = try estimate.rendered(as: format)
        try epochFiles?.write(estimate)
        try destination.write(report)
        if !running.quiet {
            StandardStreams.warn(estimate.warnings)
        }
    }

    private func estimate(
        _ estimator: Estimator, _ selection: WorkloadSelection, threads: Int
    ) throws(InputError) -> Estimate {
        let progress = ProgressLine(isQuiet: running.quiet)
        if kind.usesStatistics {
            let averages = try selection.statistics(configuration: estimator.configuration, progress: progress)
            return try estimator.estimate(statistics: averages.statistics, origin: averages.origin)
        }
        let (trace, source) = try selection.trace(
            seed: kind.seed ?? 0, configuration: estimator.configuration, threads: threads)
        return try progress.during { () throws(InputError) in
            try estimator.estimate(ObservedTrace(base: trace, progress: progress), source: source, threads: threads)
        }
    }
}

extension EstimateFormat: ExpressibleByArgument {}
