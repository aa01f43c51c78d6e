// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics
import Inference
import Reporting
import Runs

/// `tessera stream`.
struct StreamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream",
        abstract: "Time, traffic and energy of a network that is streamed through one small SRAM.",
        discussion: """
            Weights, feature maps and partial sums pass through an SRAM tile by tile; each step of the network is divided and \
            ordered so that the fewest words are moved, or so that it takes the least time or energy. The SRAM, the compute unit and the backing memory come from the parameters \
            whose names begin with `stream`. With --images and --labels the report also has the accuracy of the network.
            """)

    @OptionGroup(title: "Parameters") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var model: ModelOptions

    @Option(
        help: ArgumentHelp(
            "The network, a file with one step per line or a name of `tessera networks`, if there is no --model. "
                + "(default: ./Network.csv)", valueName: "file|name"))
    var network: String?

    @Option(help: ArgumentHelp("Bits of a weight, 1 to 32; 1 to 8 with images. (default: 8)", valueName: "bits"))
    var weightBits: Int?

    @Option(help: ArgumentHelp("Bits of an activation, 1 to 32; 1 to 8 with images. (default: 8)", valueName: "bits"))
    var activationBits: Int?

    @Option(
        help: ArgumentHelp(
            "Sizes of the SRAM to try, in place of streamCapacity, as in 256,4096,65536.", valueName: "bytes"))
    var capacity: ListArgument<Int>?

    @Option(
        help: ArgumentHelp(
            "What schedules make as small as they can, in place of streamObjective. (default: traffic)",
            valueName: "objective"))
    var objective: StreamingParameters.Objective?

    @OptionGroup(title: "Images") var dataset: DatasetOptions
    @OptionGroup(title: "Images") var quantization: QuantizationOptions

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = StreamReport.Format.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        if network != nil, model.model != nil, !model.isArchive {
            throw ValidationError("--network and --model exclude each other: an ONNX model has its own layers")
        }
        let most = hasImages ? 8 : 32
        for (bits, name) in [(weightBits, "--weight-bits"), (activationBits, "--activation-bits")] {
            if let bits, !(1...most).contains(bits) {
                throw ValidationError("\(name) is \(bits) (allowed: 1 to \(most)\(hasImages ? ", with images" : ""))")
            }
        }
        if let wrong = capacity?.values.first(where: { $0 < 1 || $0 > 1 << 40 }) {
            throw ValidationError("--capacity is \(wrong) (allowed: 1 to \(1 << 40))")
        }
        if hasImages, model.model == nil {
            throw ValidationError("--images and --data need --model: a network file has no weights")
        }
    }

    private var hasImages: Bool { dataset.hasImages }

    func run() throws {
        FreedMemory.keep()
        let destination = try output.destination()
        let line = ProgressLine(isQuiet: running.quiet)
        let request = try StreamRequest(
            source(), machine(), weightBits: weightBits, activationBits: activationBits,
            capacities: capacity?.values ?? [], images: images(), quantization: quantization.quantization(),
            threads: running.threadCount, progress: { line.show($0) })
        let run = try line.during { () throws(InputError) in try request.run() }
        try destination.write(
            try StreamReport(run).rendered(as: format, command: Invocation.current.commandLine))
        if !running.quiet { StandardStreams.warn(run.warnings) }
    }

    /// The parameters with the objective.
    private func machine() throws(InputError) -> Configuration {
        let configuration = try parameters.configuration()
        guard let objective else { return configuration }
        guard configuration.accounting != .origin else {
            throw InputError(
                "--objective is for schedules, and accounting = origin has none (allowed: accounting = exact)",
                kind: .usage)
        }
        return try configuration.setting(["streamObjective=\(objective.rawValue)"])
    }

    private func source() throws(InputError) -> StreamInput {
        guard model.model == nil else { return .model(try model.input(layers: network)) }
        return .network(try InputSelection().networkFile(given: network))
    }

    /// The images; nil when there are none, and then no options for them.
    private func images() throws(InputError) -> ImageInput? {
        let images = try dataset.input(calibrating: quantization)
        if images == nil, let option = quantization.givenAny {
            throw InputError("\(option) needs --model and --images or --data", kind: .usage)
        }
        return images
    }
}

extension StreamReport.Format: ExpressibleByArgument {}
extension StreamingParameters.Objective: ExpressibleByArgument {}
