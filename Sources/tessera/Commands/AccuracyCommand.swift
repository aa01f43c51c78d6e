// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics
import Inference
import Models
import Reporting
import Streaming

/// `tessera accuracy`.
struct AccuracyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accuracy",
        abstract: "Classification accuracy of a trained network on in-memory-computing hardware.",
        discussion: """
            The network runs in floating point, in exact integers, and on the hardware, --trials times with other cells and \
            other noise. A quantized model is taken as it stands; one in floating point is quantized first. \
            docs/how-to/accuracy.md walks through an example.
            """)

    @OptionGroup(title: "Model") var model: ModelOptions

    @Option(
        help: ArgumentHelp("The layers of an npz archive of weights. (default: ./Network.csv)", valueName: "file"))
    var network: String?

    @OptionGroup(title: "Images") var dataset: DatasetOptions
    @OptionGroup(title: "Hardware") var hardware: HardwareOptions
    @OptionGroup(title: "Quantization") var bits: BitOptions
    @OptionGroup(title: "Quantization") var quantization: QuantizationOptions

    @Option(
        help: ArgumentHelp(
            "Also runs a model in floating point in plain integers: weights of eight bits, and scales that are a multiplier "
                + "and a shift. `four-decimals` rounds scales first.", valueName: "scales"))
    var shiftArithmetic: ShiftScales?

    @Option(
        help: ArgumentHelp(
            "A Param file with parameters that begin with `stream`: adds what an image takes through such an SRAM, as "
                + "`tessera stream` reports it.", valueName: "param"))
    var stream: String?

    @Option(help: ArgumentHelp("Chips to try, each with cells and noise of its own.", valueName: "n"))
    var trials = 1

    @Option(help: ArgumentHelp("Where random numbers begin.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("What the report is; svg needs --vary.", valueName: "format"))
    var format = AccuracyFormat.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        try model.validateRequired(network: network)
        if !(1...100_000).contains(trials) { throw ValidationError("--trials is \(trials) (allowed: 1 to 100000)") }
        if dataset.images == nil, dataset.data == nil {
            throw ValidationError("images are needed: --images FILE or --data FILE")
        }
        if stream == "" { throw ValidationError("--stream needs a path") }
        if stream != nil, format == .csv || format == .svg {
            throw ValidationError("--stream adds nothing to --format \(format.rawValue) (allowed: text, json, html)")
        }
        if format == .svg, hardware.vary == nil {
            throw ValidationError("--format svg draws accuracy over the values of a key: it needs --vary")
        }
    }

    func run() throws {
        FreedMemory.keep()
        let destination = try output.destination()
        let graph = try model.graph(layers: network, dataset: dataset)
        let quantization = try quantization.quantization(
            of: graph, weightBits: bits.weightBits, activationBits: bits.activationBits)
        let (key, settings) = try hardware.settings(
            weightsAreBinary: quantization.weightsAreBinary, weightBits: quantization.weightBits)
        try requireFree(key, quantization)
        let streamed = try streamed(graph)
        let isCalibrated = !graph.isQuantized || settings.contains { $0.hardware.scheme.needsCalibration }
        let images = try TestImages(dataset, self.quantization, isCalibrated: isCalibrated, needsLabels: true)
        let model = try TestedModel(graph, quantization: quantization, calibrationImages: images.calibration)
        let shifted = try shiftArithmetic.map { (scales) throws(InputError) in
            try ShiftArithmetic(graph, scaleDecimals: scales == .fourDecimals ? 4 : nil)
        }
        let experiment = try AccuracyExperiment(
            model, images: images.images, calibrationImages: images.calibration, variedKey: key, settings: settings,
            trials: trials, seed: seed, threads: running.threadCount, shiftArithmetic: shifted)
        let progress = ProgressLine(isQuiet: running.quiet)
        let report = try progress.during { () throws(InputError) in
            try experiment.run(warnings: images.warnings) { progress.show($0) }
        }
        try destination.write(
            try report.rendered(
                as: format, stream: streamed, command: ["tessera"] + CommandLine.arguments.dropFirst()))
        if !running.quiet { StandardStreams.warn(report.warnings) }
    }

    /// What an image takes through a small SRAM, if the user asks.
    private func streamed(_ graph: NetworkGraph) throws(InputError) -> StreamRun? {
        guard let stream else { return nil }
        let configuration = try Configuration(files: [stream])
        let precision = StreamPrecision(weightBits: bits.weightBits ?? 8, activationBits: bits.activationBits ?? 8)
        let evaluation = StreamEvaluation(source: .graph(graph), precision: precision, threads: running.threadCount)
        let (network, results) = try evaluation.results(configuration)
        return StreamRun(
            network: network, file: graph.file, precision: precision, configuration: configuration, results: results)
    }

    /// Refuses to vary what an option holds.
    private func requireFree(_ key: String?, _ quantization: TestedModel.Quantization) throws(InputError) {
        let held = [
            ("weight_bits", "--weight-bits", quantization.weightBits != nil),
            ("act_bits", "--activation-bits", quantization.activationBits != nil),
        ]
        if let option = held.first(where: { $0.0 == key && $0.2 }) {
            throw InputError("--vary \(option.0) contradicts \(option.1)", kind: .usage)
        }
    }
}

/// How the scales of `--shift-arithmetic` become fractions.
enum ShiftScales: String, ExpressibleByArgument, CaseIterable {
    case exact
    case fourDecimals = "four-decimals"
}

extension AccuracyFormat: ExpressibleByArgument {}
