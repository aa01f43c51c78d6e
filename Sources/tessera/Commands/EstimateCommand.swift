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
    var format = EstimateFormat.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Epoch files") var epoch: EpochOptions
    @OptionGroup(title: "Run") var running: RunOptions

    private var input: ModelWorkloadOptions {
        ModelWorkloadOptions(
            model: model, quantization: quantization, dataset: dataset, workload: workload, kind: kind)
    }

    func validate() throws {
        try input.validate()
        try kind.validate(hasTrace: workload.trace != nil || workload.traceCommand != nil || model.model != nil)
    }

    func run() throws {
        let epochFiles = try epoch.files(output)
        let destination = epochFiles == nil ? try output.destination() : .standardOutput
        let line = ProgressLine(isQuiet: running.quiet)
        let request = try EstimateRequest(
            parameters.configuration(), network: input.network(isPrompt: generation.generate != nil),
            generation: generation.request(context: workload.context), workload: input.input(),
            weightBits: workload.weightBits, activationBits: workload.activationBits, listsSensitivities: sensitivity,
            listsChanges: format == .summary || format == .html, threads: running.threadCount,
            progress: { line.show($0) })
        let run = try line.during { () throws(InputError) in try request.run() }
        // Rendering checks that every figure is possible; nothing is written before.
        let report = try run.estimate.rendered(
            as: format, generation: run.generation, accuracy: run.accuracy, sensitivities: run.sensitivities,
            changes: run.changes, command: Invocation.current.commandLine)
        try epochFiles?.write(run.estimate)
        try destination.write(report)
        // A summary shows them itself.
        if !running.quiet, format != .summary || output.output != nil { StandardStreams.warn(run.warnings) }
    }
}

extension EstimateFormat: ExpressibleByArgument {}
