// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Capsules
import Configuration
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
    @OptionGroup(title: "Output") var capsule: CapsuleOptions
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
        let capsuleFile = try capsule.file(output, namedInputs)
        let run = try estimated()
        // Rendering checks that every figure is possible; nothing is written before.
        let report = try rendered(run, as: format)
        let contents = try capsuleFile.map { file throws(InputError) in try self.contents(of: file, run, report) }
        try epochFiles?.write(run.estimate)
        try destination.write(
            report,
            after: { () throws(InputError) in
                if let contents { try capsuleFile?.write(contents) }
            })
        // A summary shows them itself.
        if !running.quiet, format != .summary || output.output != nil { StandardStreams.warn(run.warnings) }
    }

    /// Estimates the network.
    func estimated() throws(InputError) -> EstimateRun {
        let line = ProgressLine(isQuiet: running.quiet)
        let request = try EstimateRequest(
            parameters.configuration(), network: input.network(isPrompt: generation.generate != nil),
            generation: generation.request(context: workload.context), workload: input.input(),
            weightBits: workload.weightBits, activationBits: workload.activationBits, listsSensitivities: sensitivity,
            listsChanges: format == .summary || format == .html, threads: running.threadCount,
            progress: { line.show($0) })
        return try line.during { () throws(InputError) in try request.run() }
    }

    /// The report on a run.
    func rendered(_ run: EstimateRun, as format: EstimateFormat) throws(InputError) -> String {
        try run.estimate.rendered(
            as: format, generation: run.generation, accuracy: run.accuracy, sensitivities: run.sensitivities,
            changes: run.changes, command: Invocation.current.commandLine)
    }

    /// The files that the run reads, those of the working folder included.
    func namedInputs() throws(InputError) -> [NamedInput] {
        try parameters.namedInputs + input.namedInputs()
    }

    private func contents(
        of capsule: CapsuleFile, _ run: EstimateRun, _ report: String
    ) throws(InputError) -> CapsuleWriter {
        CapsuleWriter(
            capsule.inputs, command: Self.configuration.commandName ?? "estimate",
            arguments: Invocation.current.arguments, settings: run.estimate.configuration.settings,
            report: format == .json ? report : try rendered(run, as: .json),
            shown: (report, format.fileEnding), maker: .current)
    }
}

extension EstimateFormat: ExpressibleByArgument {
    /// The ending of a file in this format.
    fileprivate var fileEnding: String {
        switch self {
        case .text, .summary: "txt"
        case .json, .csv, .html: rawValue
        }
    }
}
