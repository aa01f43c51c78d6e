// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics
import Estimation
import Reporting
import Revisions

/// `tessera estimate`.
struct EstimateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimate",
        abstract: "Floorplan, area, latency, energy and leakage of a network on a chip; the default command.",
        discussion: """
            Weights and activations come from --trace-command or --trace, or from a trained network, --model, with images; \
            the report then has its accuracy on the chip, too. Without any of them they are drawn from --seed, and the \
            report says so. With --workload statistics expected values are computed from averages, in milliseconds.
            """)

    @OptionGroup(title: "Input") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var workload: WorkloadOptions

    @OptionGroup(title: "Workload") var kind: WorkloadKindOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Quantization of a model") var quantization: QuantizationOptions
    @OptionGroup(title: "Images") var dataset: DatasetOptions

    @Option(help: ArgumentHelp("What the report is.", valueName: "format"))
    var format = EstimateFormat.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Epoch files") var epoch: EpochOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        try ModelWorkload.validate(model, quantization, dataset, workload, kind)
        try kind.validate(hasTrace: workload.trace != nil || workload.traceCommand != nil || model.model != nil)
    }

    func run() throws {
        let epochFiles = try epoch.files(output)
        let destination = epochFiles == nil ? try output.destination() : .standardOutput
        let threads = running.threadCount
        let configuration = try parameters.configuration()
        let model = try modelWorkload(configuration, threads: threads)
        let selection = try selection(model, threads: threads)
        let estimator = try Estimator(
            configuration: configuration, network: selection.network, weightBits: selection.weightBits,
            activationBits: selection.activationBits)
        let estimate = try self.estimate(estimator, selection, threads: threads)
        // Rendering checks that every figure is possible; nothing is written before.
        let report = try estimate.rendered(
            as: format, accuracy: model?.accuracy(on: configuration, threads: threads),
            command: ["tessera"] + CommandLine.arguments.dropFirst())
        try epochFiles?.write(estimate)
        try destination.write(report)
        if !running.quiet {
            StandardStreams.warn((model?.warnings ?? []) + estimate.warnings)
        }
    }

    private func modelWorkload(_ configuration: Configuration, threads: Int) throws(InputError) -> ModelWorkload? {
        guard model.model != nil else { return nil }
        return try ModelWorkload(
            model, quantization, dataset: dataset, workload: workload, configuration: configuration, threads: threads)
    }

    private func selection(_ workload: ModelWorkload?, threads: Int) throws(InputError) -> WorkloadSelection {
        guard let workload else {
            return try self.workload.selection(threads: threads, statistics: kind.statistics)
        }
        return WorkloadSelection(workload.trace, path: model.model ?? "", options: self.workload.options())
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
