import ArgumentParser
import Configuration
import Diagnostics
import Inference
import Models
import Workload

/// A trained network as the workload of an estimate: its trace for one image, and what the chip makes of many.
struct ModelWorkload {
    /// Weights and activations of the first image.
    let trace: QuantizedTrace
    /// What to know about the model's calibration.
    let warnings: [String]
    private let graph: NetworkGraph
    private let quantized: QuantizedNetwork
    private let images: ImageDataset

    /// Runs the first image through the model.
    ///
    /// - Throws: `InputError` when files are missing or make no sense, or the model has a layer that a trace cannot describe.
    init(
        _ model: ModelOptions, dataset: DatasetOptions, network: String?, configuration: Configuration, threads: Int
    ) throws(InputError) {
        graph = try model.graph(layers: network)
        guard let images = try dataset.dataset() else {
            throw InputError("a model needs images: --images FILE or --data FILE", kind: .usage)
        }
        let (quantized, calibrationWarnings) = try model.quantized(graph, images: images, threads: threads)
        let unlabelled = "the images have no labels, so that the report has no accuracy; name them with --labels FILE"
        warnings = calibrationWarnings + (images.labels == nil ? [unlabelled] : [])
        self.images = images
        self.quantized = quantized
        trace = try QuantizedTrace(
            recording: quantized, images: images.prefix(1),
            weightRange: configuration.minimumWeight...configuration.maximumWeight, threads: threads)
    }

    /// What the chip makes of all images; nothing without labels.
    func accuracy(on configuration: Configuration, threads: Int) throws(InputError) -> ChipAccuracy? {
        guard images.labels != nil else { return nil }
        let hardware = try HardwareConfiguration(
            configuration: configuration, weightBits: trace.weightBits ?? LayerRequest.defaultBits,
            activationBits: trace.activationBits ?? LayerRequest.defaultBits)
        return try ChipAccuracy(graph, quantized: quantized, images: images, hardware: hardware, threads: threads)
    }

    /// Checks that the options of an estimate do not contradict each other.
    static func validate(
        _ model: ModelOptions, _ dataset: DatasetOptions, _ workload: WorkloadOptions, _ kind: WorkloadKindOptions
    ) throws {
        let given = [
            ("--trace", workload.trace != nil), ("--trace-command", workload.traceCommand != nil),
            ("--statistics", kind.statistics != nil), ("--seed", kind.seed != nil),
            ("--workload \(kind.workload?.rawValue ?? "")", kind.workload == .synthetic),
            ("--weight-bits", workload.weightBits != nil), ("--activation-bits", workload.activationBits != nil),
        ]
        guard let path = model.model else {
            guard dataset.images == nil, dataset.data == nil, dataset.labels == nil else {
                throw ValidationError("images are for a trained network: they need --model FILE")
            }
            guard !model.asksForQuantization else {
                throw ValidationError("options that quantize a model need --model FILE")
            }
            return
        }
        if let option = given.first(where: \.1) {
            throw ValidationError("--model excludes \(option.0): weights and activations are the model's")
        }
        if dataset.images == nil, dataset.data == nil {
            throw ValidationError("--model needs images: --images FILE or --data FILE")
        }
        if workload.network != nil, !path.lowercased().hasSuffix(".npz") {
            throw ValidationError("--network is for archives of weights: an ONNX model has its own layers")
        }
    }
}
