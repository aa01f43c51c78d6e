// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Estimation
import Reporting
import Runs

/// `tessera estimate`.
struct EstimateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimate",
        abstract: "Floorplan, area, latency, energy and leakage of a network on a chip; the default command.",
        discussion: """
            Weights and activations come from --trace-command or --trace, or from a trained network, --model, with images; \
            the report then also has its accuracy on the chip. Without any of them they are drawn from --seed, and the \
            report says so. With --workload statistics expected values are computed from averages, in milliseconds.
            """)

    @OptionGroup(title: "Input") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var workload: WorkloadOptions

    @OptionGroup(title: "Workload") var kind: WorkloadKindOptions
    @OptionGroup(title: "Generation of text") var generation: GenerationOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Quantization of a model") var quantization: QuantizationOptions
    @OptionGroup(title: "Images") var dataset: DatasetOptions

    @Flag(help: "Lists the parameters that move energy, area and latency most, by expected values around this design.")
    var sensitivity = false

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = DrawnFormat<EstimateFormat>.report(.text)

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Pictures") var plots: PlotOptions
    @OptionGroup(title: "Epoch files") var epoch: EpochOptions
    @OptionGroup(title: "Run") var running: RunOptions

    private var input: ModelWorkloadOptions {
        ModelWorkloadOptions(
            model: model, quantization: quantization, dataset: dataset, workload: workload, kind: kind)
    }

    func validate() throws {
        try plots.validate(format)
        try input.validate()
        try kind.validate(hasTrace: workload.trace != nil || workload.traceCommand != nil || model.model != nil)
    }

    private var report: EstimateFormat? {
        if case .report(let report) = format { report } else { nil }
    }

    func run() throws {
        let epochFiles = try epoch.files(output)
        // The folder of epoch files is no place for a report.
        let destination = try DrawnDestination(
            epochFiles == nil ? output.output : nil, format, plots, replacing: output.force)
        let line = ProgressLine(isQuiet: running.quiet)
        let request = try EstimateRequest(
            parameters.configuration(), network: input.network(isPrompt: generation.generate != nil),
            generation: generation.request(context: workload.context), workload: input.input(),
            weightBits: workload.weightBits, activationBits: workload.activationBits, listsSensitivities: sensitivity,
            listsChanges: report == .summary || report == .html, threads: running.threadCount,
            progress: { line.show($0) })
        let run = try line.during { () throws(InputError) in try request.run() }
        // Rendering checks that every figure is possible; nothing is written before.
        let made = try destination.made { (format) throws(InputError) in
            try run.estimate.rendered(
                as: format, generation: run.generation, accuracy: run.accuracy, sensitivities: run.sensitivities,
                changes: run.changes, command: Invocation.current.commandLine)
        } plot: { () throws(InputError) in
            try run.estimate.plot()
        }
        try epochFiles?.write(run.estimate)
        try made.write()
        // A summary shows them itself.
        if !running.quiet, report != .summary || output.output != nil { StandardStreams.warn(run.warnings) }
    }
}
