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
    var format = DrawnFormat<EstimateFormat>.report(.text)

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Pictures") var plots: PlotOptions
    @OptionGroup(title: "Output") var capsule: CapsuleOptions
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
        let capsuleFile = try capsule.file(output, namedInputs)
        let run = try estimated()
        // Rendering checks that every figure is possible; nothing is written before.
        let made = try destination.made { (format) throws(InputError) in
            try rendered(run, as: format)
        } plot: { () throws(InputError) in
            try run.estimate.plot()
        }
        let contents = try capsuleFile.map { file throws(InputError) in try self.contents(of: file, run, made) }
        try epochFiles?.write(run.estimate)
        try made.write { () throws(InputError) in
            if let contents { try capsuleFile?.write(contents) }
        }
        // A summary shows them itself.
        if !running.quiet, report != .summary || output.output != nil { StandardStreams.warn(run.warnings) }
    }

    /// Estimates the network.
    func estimated() throws(InputError) -> EstimateRun {
        let line = ProgressLine(isQuiet: running.quiet)
        let request = try EstimateRequest(
            parameters.configuration(), network: input.network(isPrompt: generation.generate != nil),
            generation: generation.request(context: workload.context), workload: input.input(),
            weightBits: workload.weightBits, activationBits: workload.activationBits, listsSensitivities: sensitivity,
            listsChanges: report == .summary || report == .html, threads: running.threadCount,
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

    /// What a capsule keeps of a run: its JSON report, and the report that was made; of a picture, the text report.
    private func contents(
        of capsule: CapsuleFile, _ run: EstimateRun, _ made: DrawnDestination<EstimateFormat>.Made
    ) throws(InputError) -> CapsuleWriter {
        let json = try rendered(run, as: .json)
        let shown: (String, String)
        if case .text(let text, _) = made, let report {
            shown = (text, report.fileEnding)
        } else {
            shown = (try rendered(run, as: .text), EstimateFormat.text.fileEnding)
        }
        return CapsuleWriter(
            capsule.inputs, command: Self.configuration.commandName ?? "estimate",
            arguments: Invocation.current.arguments, settings: run.estimate.configuration.settings, report: json,
            shown: shown, maker: .current)
    }
}

extension EstimateFormat {
    /// The ending of a file in this format.
    fileprivate var fileEnding: String {
        switch self {
        case .text, .summary: "txt"
        case .json, .csv, .html: rawValue
        }
    }
}
