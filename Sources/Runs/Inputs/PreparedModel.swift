// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Inference
import Models
import Workload

/// A trained network with its images, read and ready to be tried on chips.
public struct PreparedModel: Sendable {
    let graph: NetworkGraph
    let images: ImageDataset
    let tested: TestedModel
    /// What to know about its calibration.
    let warnings: [String]

    /// Reads model and images.
    ///
    /// - Parameters:
    ///   - workload: What to read.
    ///   - weightBits: Bits of a weight, in place of those of the quantization.
    ///   - activationBits: Bits of an activation, in place of those of the quantization.
    /// - Throws: `InputError` when files are missing or make no sense.
    public init(_ workload: ModelWorkload, weightBits: Int? = nil, activationBits: Int? = nil) throws(InputError) {
        graph = try workload.model.graph(images: workload.images)
        let quantization = workload.quantization.with(weightBits: weightBits, activationBits: activationBits)
        try quantization.requireFit(graph)
        let loaded = try LoadedImages(workload.images, isCalibrated: !graph.isQuantized, needsLabels: false)
        images = loaded.images
        warnings = loaded.warnings
        tested = try TestedModel(graph, quantization: quantization, calibrationImages: loaded.calibration)
    }

    /// Checks that the images fit the model and have labels that are its classes.
    ///
    /// - Throws: `InputError` when they do not.
    public func requireLabels() throws(InputError) {
        try images.requireFit(graph)
        _ = try graph.labels(of: images)
    }

    /// Why a report on the model has no accuracy; nil where it has one.
    var missingAccuracy: String? {
        if graph.outputs.count > 1 {
            return
                "the model has \(graph.outputs.count) outputs (\(graph.outputNames)), whose layers all count, so that the "
                + "report has no accuracy; choose one with --output-name"
        }
        guard images.labels == nil else { return nil }
        return "the images have no labels, so that the report has no accuracy; name them with --labels FILE"
    }
}

/// A trained network in the integers of a chip: the trace of its first image, and what the chip makes of all.
struct ModelOnChip: Sendable {
    let model: PreparedModel
    /// Weights and activations of the first image.
    let trace: QuantizedTrace
    private let quantized: QuantizedNetwork

    /// Reads a workload, and runs its first image.
    ///
    /// - Throws: `InputError` when files are missing or make no sense, the model cannot be quantized as asked, or it has a
    ///   layer that a trace cannot describe.
    init(
        _ workload: ModelWorkload, _ request: OpenedWorkload.Request, on configuration: Configuration
    ) throws(InputError) {
        model = try PreparedModel(
            workload, weightBits: request.weightBits, activationBits: request.activationBits)
        let hardware = try HardwareConfiguration(
            configuration: configuration, weightBits: LayerRequest.defaultBits,
            activationBits: LayerRequest.defaultBits)
        quantized = try model.tested.quantized(for: hardware, threads: request.threads)
        trace = try QuantizedTrace(
            recording: quantized, images: model.images.prefix(1), weightRange: configuration.weightRange,
            threads: request.threads)
    }

    /// The trace with the file of the model.
    var recorded: RecordedTrace { RecordedTrace(trace: trace, path: model.graph.file) }

    /// What to know about the model: its calibration, and why there is no accuracy.
    var warnings: [String] { model.warnings + (model.missingAccuracy.map { [$0] } ?? []) }

    /// What the chip makes of all images; nil without labels, and for a network with several outputs.
    func accuracy(on configuration: Configuration, threads: Int) throws(InputError) -> ChipAccuracy? {
        guard model.missingAccuracy == nil else { return nil }
        let hardware = try HardwareConfiguration(
            configuration: configuration, weightBits: trace.weightBits ?? LayerRequest.defaultBits,
            activationBits: trace.activationBits ?? LayerRequest.defaultBits)
        return try ChipAccuracy(
            model.graph, quantized: quantized, images: model.images, hardware: hardware,
            chip: configuration, threads: threads)
    }
}

extension Configuration {
    /// The smallest and the largest weight of the algorithm [1].
    var weightRange: ClosedRange<Double> { self.minimumWeight...self.maximumWeight }
}
