import ArgumentParser
import Diagnostics
import Models
import Workload

/// Options that name a trained network and say how it is quantized.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A trained network: ONNX, or an npz archive of weights for the layers of --network.", valueName: "file"))
    var model: String?

    @Option(
        help: ArgumentHelp("Bits of a weight, 1 to 8, of a model in floating point. (default: 8)", valueName: "bits"))
    var modelWeightBits: Int?

    @Option(
        help: ArgumentHelp(
            "Bits of an activation, 1 to 8, of a model in floating point. (default: 8)", valueName: "bits"))
    var modelActivationBits: Int?

    @Flag(help: "Gives each output of a model in floating point a weight scale of its own.")
    var perChannel = false

    @Flag(help: "Gives activations that may be negative a zero point, in place of a sign.")
    var asymmetric = false

    @Option(
        help: ArgumentHelp(
            "The percentile of the magnitude of activations that the largest integer stands for, 50 to 100. "
                + "(default: the largest activation)", valueName: "percent"))
    var percentile: Double?

    @Option(help: ArgumentHelp("Which integers stand for weights: integer, or odd for XNOR arrays.", valueName: "form"))
    var numberForm: QuantizationSettings.NumberForm?

    @Option(
        help: ArgumentHelp(
            "Images, as in --images, for the ranges of activations of a model in floating point. "
                + "(default: the images themselves, with a warning)", valueName: "file"))
    var calibration: String?

    @Option(help: ArgumentHelp("Calibrates with the first images only. (default: 256)", valueName: "n"))
    var calibrationLimit: Int?

    func validate() throws {
        if let calibrationLimit, calibrationLimit < 1 {
            throw ValidationError("--calibration-limit is \(calibrationLimit) (allowed: 1 or more)")
        }
    }

    /// Images that ranges of activations are found with, when the user does not say how many.
    private static let standardCalibrationLimit = 256

    /// Reads the network.
    ///
    /// - Parameter layers: the layers of an archive of weights, which an ONNX file does not need.
    func graph(layers: String?) throws(InputError) -> NetworkGraph {
        guard let model else { throw InputError("a model is needed: --model FILE", kind: .usage) }
        guard model.lowercased().hasSuffix(".npz") else { return try NetworkGraph(readingONNX: model) }
        let network = try Network(readingFrom: InputSelection().networkFile(given: layers))
        return try NetworkGraph(readingArchive: model, network: network)
    }

    /// The network in integers: as it was quantized, or quantized now.
    ///
    /// - Returns: the network, and what the user should know about its calibration.
    func quantized(
        _ graph: NetworkGraph, images: ImageDataset, threads: Int
    ) throws(InputError) -> (network: QuantizedNetwork, warnings: [String]) {
        if graph.isQuantized {
            guard !asksForQuantization else {
                throw InputError(
                    "the model is quantized already: options that quantize it are for models in floating point",
                    kind: .usage, file: graph.file)
            }
            return (try QuantizedNetwork(graph), [])
        }
        let settings = try QuantizationSettings(
            weightBits: modelWeightBits ?? LayerRequest.defaultBits,
            activationBits: modelActivationBits ?? LayerRequest.defaultBits, isPerChannel: perChannel,
            isAsymmetric: asymmetric, form: numberForm ?? .integer,
            calibration: percentile.map { .percentile($0) } ?? .maximum)
        let limit = calibrationLimit ?? Self.standardCalibrationLimit
        let set: ImageDataset
        if let calibration {
            set = try ImageDataset(readingFrom: calibration, normalization: images.normalization, limit: limit)
        } else {
            set = try images.prefix(limit)
        }
        let network = try QuantizedNetwork(quantizing: graph, settings: settings, calibration: set, threads: threads)
        let warning =
            "ranges of activations come from the images under test; name others with --calibration FILE"
        return (network, calibration == nil ? [warning] : [])
    }

    /// Whether an option says how to quantize.
    var asksForQuantization: Bool {
        modelWeightBits != nil || modelActivationBits != nil || perChannel || asymmetric || percentile != nil
            || numberForm != nil || calibration != nil || calibrationLimit != nil
    }
}

extension QuantizationSettings.NumberForm: ExpressibleByArgument {}
