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
            the report says so.
            """)

    @OptionGroup(title: "Input") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var workload: WorkloadOptions

    @Option(
        help: ArgumentHelp("Where a synthetic trace begins; runs without a trace only. (default: 0)", valueName: "n"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("What the report is.", valueName: "format"))
    var format = EstimateFormat.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Epoch files") var epoch: EpochOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        if seed != nil, workload.trace != nil || workload.traceCommand != nil {
            throw ValidationError("--seed is for runs without a trace: it excludes --trace and --trace-command")
        }
    }

    func run() throws {
        let epochFiles = try epoch.files(output)
        let destination = epochFiles == nil ? try output.destination() : .standardOutput
        let threads = running.threadCount
        let configuration = try parameters.configuration()
        let selection = try workload.selection(threads: threads)
        let (trace, source) = try selection.trace(seed: seed ?? 0, configuration: configuration, threads: threads)
        let estimator = try Estimator(
            configuration: configuration, network: selection.network, weightBits: selection.weightBits,
            activationBits: selection.activationBits)
        let progress = ProgressLine(isQuiet: running.quiet)
        let estimate = try progress.during { () throws(InputError) in
            try estimator.estimate(ObservedTrace(base: trace, progress: progress), source: source, threads: threads)
        }
        // Rendering checks that every figure is possible; nothing is written before.
        let report = try estimate.rendered(as: format)
        try epochFiles?.write(estimate)
        try destination.write(report)
        if !running.quiet {
            StandardStreams.warn(estimate.warnings)
        }
    }
}

extension EstimateFormat: ExpressibleByArgument {}
