// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics
import Inference
import Plots
import Reporting
import Runs

/// `tessera accuracy`.
struct AccuracyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accuracy",
        abstract: "Classification accuracy of a trained network on in-memory-computing hardware.",
        discussion: """
            The network runs in floating point, in exact integers, and on the hardware, --trials times with different cells and \
            other noise. A quantized model is used unchanged; a model in floating point is quantized first. \
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
            "Also runs a model in floating point in integers with shifts: 8-bit weights, and scales that are a multiplier "
                + "and a shift. `four-decimals` rounds scales first.", valueName: "scales"))
    var shiftArithmetic: ShiftScales?

    @Option(
        help: ArgumentHelp(
            "A Param file with parameters that begin with `stream`: adds time, traffic and energy of an image through this SRAM, as "
                + "`tessera stream` reports it.", valueName: "param"))
    var stream: String?

    @Option(help: ArgumentHelp("Number of chips to try, each with its own cells and noise.", valueName: "n"))
    var trials = 1

    @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(
        help: ArgumentHelp(
            "Also writes what the network gives for each image: `hardware` [settings, trials, images, classes], `integers` and, of a "
                + "model in floating point, `floating_point`.", valueName: "out.npz"))
    var results: String?

    @Flag(help: "Leaves the run in floating point out, which is slow beside integers and hardware.")
    var noFloatingPoint = false

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = DrawnFormat<AccuracyFormat>.report(.text)

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Pictures") var plots: PlotOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        try plots.validate(format)
        try model.validateRequired(network: network)
        if !(1...100_000).contains(trials) { throw ValidationError("--trials is \(trials) (allowed: 1 to 100000)") }
        if dataset.images == nil, dataset.data == nil {
            throw ValidationError("images are needed: --images FILE or --data FILE")
        }
        if results == "" { throw ValidationError("--results needs a path") }
        if stream == "" { throw ValidationError("--stream needs a path") }
        if stream != nil, format.name == AccuracyFormat.csv.rawValue || format.picture != nil {
            throw ValidationError("--stream adds nothing to --format \(format.name) (allowed: text, json, html)")
        }
    }

    func run() throws {
        FreedMemory.keep()
        let destination = try output.destination(of: format, plots)
        let results = try results.map { (path) throws(InputError) in try ReportFile(path, replacing: output.force) }
        let line = ProgressLine(isQuiet: running.quiet)
        let request = try AccuracyRequest(
            model.input(layers: network), images: dataset.required(calibrating: quantization),
            hardware: hardware.input(), variation: hardware.variation(),
            quantization: quantization.quantization(weightBits: bits.weightBits, activationBits: bits.activationBits),
            shiftArithmetic: shiftArithmetic,
            stream: stream.map { (file) throws(InputError) in try Configuration(files: [file]) }, trials: trials,
            seed: seed, keepsResults: results != nil, runsFloatingPoint: !noFloatingPoint,
            threads: running.threadCount, progress: { line.show($0) })
        let run = try line.during { () throws(InputError) in try request.run() }
        let report = try destination.made { (format) throws(InputError) in
            try run.report.rendered(as: format, stream: run.stream, command: Invocation.current.commandLine)
        } plot: { () throws(InputError) in
            try run.report.plot()
        }
        if let results {
            try results.writing(under: results.path + ".partial") { () throws(InputError) in
                try run.writeResults(to: results.path)
            }
        }
        try report.write()
        if !running.quiet { StandardStreams.warn(run.warnings) }
    }
}

extension ShiftScales: ExpressibleByArgument {}
