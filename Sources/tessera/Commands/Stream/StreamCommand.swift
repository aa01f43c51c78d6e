// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics
import Inference
import Models
import Reporting
import Revisions
import Streaming
import Workload

/// `tessera stream`.
struct StreamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream",
        abstract: "Time, traffic and energy of a network that streams through one small SRAM.",
        discussion: """
            Weights, feature maps and partial sums pass through an SRAM tile by tile; each step of the network is cut and \
            ordered so that it moves least. The SRAM, the compute unit and the memory behind them come from the parameters \
            whose names begin with `stream`. With --images and --labels the report says what the network gets right as well.
            """)

    @OptionGroup(title: "Parameters") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var model: ModelOptions

    @Option(
        help: ArgumentHelp(
            "The network, one step a line, when there is no --model. (default: ./Network.csv)", valueName: "file"))
    var network: String?

    @Option(help: ArgumentHelp("Bits of a weight, 1 to 32; 1 to 8 with images. (default: 8)", valueName: "bits"))
    var weightBits: Int?

    @Option(help: ArgumentHelp("Bits of an activation, 1 to 32; 1 to 8 with images. (default: 8)", valueName: "bits"))
    var activationBits: Int?

    @Option(
        help: ArgumentHelp(
            "Sizes of the SRAM to try, in place of streamCapacity, as in 256,4096,65536.", valueName: "bytes"))
    var capacity: ListArgument<Int>?

    @OptionGroup(title: "Images") var dataset: DatasetOptions
    @OptionGroup(title: "Images") var quantization: QuantizationOptions

    @Option(help: ArgumentHelp("What the report is.", valueName: "format"))
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

    private var hasImages: Bool { dataset.images != nil || dataset.data != nil }

    func run() throws {
        FreedMemory.keep()
        let destination = try output.destination()
        let configuration = try parameters.configuration()
        let source = try StreamSource(model: model, network: network, dataset: dataset)
        let precision = try precision(of: source)
        let progress = ProgressLine(isQuiet: running.quiet)
        let run = try progress.during { () throws(InputError) in
            let evaluation = StreamEvaluation(source: source, precision: precision, threads: running.threadCount)
            let results = try evaluation.results(configuration, capacities: capacity?.values ?? [])
            let accuracy = try accuracy(of: source, precision, progress)
            return StreamRun(
                network: results.network, file: source.file, precision: precision, configuration: configuration,
                results: results.results, accuracy: accuracy?.result, warnings: accuracy?.warnings ?? [])
        }
        try destination.write(
            try StreamReport(run).rendered(as: format, command: ["tessera"] + CommandLine.arguments.dropFirst()))
        if !running.quiet { StandardStreams.warn(run.warnings) }
    }

    /// How long numbers are: those of a quantized model have eight bits.
    private func precision(of source: StreamSource) throws(InputError) -> StreamPrecision {
        let given = weightBits != nil ? "--weight-bits" : activationBits != nil ? "--activation-bits" : nil
        if let given, case .graph(let graph) = source, graph.isQuantized {
            throw InputError(
                "the model is quantized already, to which \(given) contradicts", kind: .usage, file: graph.file)
        }
        return StreamPrecision(weightBits: weightBits ?? 8, activationBits: activationBits ?? 8)
    }

    /// What the network gets right, if there are images.
    private func accuracy(
        of source: StreamSource, _ precision: StreamPrecision, _ progress: ProgressLine
    ) throws(InputError) -> (result: SoftwareAccuracy, warnings: [String])? {
        guard case .graph(let graph) = source, hasImages else {
            guard quantization.givenAny == nil else {
                throw InputError("\(quantization.givenAny ?? "") needs --model and --images or --data", kind: .usage)
            }
            _ = try dataset.dataset()
            return nil
        }
        progress.show("accuracy")
        let settings = try quantization.quantization(
            of: graph, weightBits: weightBits, activationBits: activationBits)
        let images = try TestImages(dataset, quantization, isCalibrated: !graph.isQuantized, needsLabels: true)
        let tested = try TestedModel(graph, quantization: settings, calibrationImages: images.calibration)
        let result = try SoftwareAccuracy(
            tested, weightBits: precision.weightBits, activationBits: precision.activationBits, images: images.images,
            threads: running.threadCount)
        return (result, images.warnings)
    }
}

extension StreamReport.Format: ExpressibleByArgument {}

/// Where the steps of a streamed network come from.
enum StreamSource {
    /// A network file.
    case table(Network, file: String)
    /// A model.
    case graph(NetworkGraph)

    init(model: ModelOptions, network: String?, dataset: DatasetOptions) throws(InputError) {
        if model.model != nil {
            self = .graph(try model.graph(layers: network, dataset: dataset))
        } else {
            let file = try InputSelection().networkFile(given: network)
            self = .table(try Network(readingFrom: file), file: file)
        }
    }

    /// The file, as the user spelled it.
    var file: String {
        switch self {
        case .table(_, let file): file
        case .graph(let graph): graph.file
        }
    }

    /// The steps on a machine.
    func network(_ precision: StreamPrecision, _ machine: StreamMachine) throws(InputError) -> StreamNetwork {
        switch self {
        case .table(let network, _): StreamNetwork(network, precision: precision, machine: machine)
        case .graph(let graph): try StreamNetwork(graph, precision: precision, machine: machine)
        }
    }
}

/// Figures of a network for one or more sizes of the SRAM.
struct StreamEvaluation {
    let source: StreamSource
    let precision: StreamPrecision
    let threads: Int

    /// Evaluates a configuration, with its own capacity or with those that are given.
    func results(
        _ configuration: Configuration, capacities: [Int] = []
    ) throws(InputError) -> (network: StreamNetwork, results: [StreamResult]) {
        var configurations: [Configuration] = []
        for capacity in capacities {
            configurations.append(try configuration.setting(["streamCapacity=\(capacity)"]))
        }
        if configurations.isEmpty { configurations = [configuration] }
        let network = try source.network(precision, StreamMachine(configurations[0]))
        var results: [StreamResult] = []
        for configuration in configurations {
            let machine = try StreamMachine(configuration)
            let accounting = configuration.streamAccounting(precision: precision)
            results.append(try accounting.result(for: network, on: machine, threads: threads))
        }
        return (network, results)
    }
}
