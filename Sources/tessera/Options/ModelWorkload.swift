// SPDX-License-Identifier: Apache-2.0

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
        _ model: ModelOptions, _ options: QuantizationOptions, dataset: DatasetOptions, workload: WorkloadOptions,
        configuration: Configuration, threads: Int
    ) throws(InputError) {
        graph = try model.graph(layers: workload.network, dataset: dataset)
        let quantization = try options.quantization(
            of: graph, weightBits: workload.weightBits, activationBits: workload.activationBits)
        let test = try TestImages(dataset, options, isCalibrated: !graph.isQuantized, needsLabels: false)
        let unlabelled = "the images have no labels, so that the report has no accuracy; name them with --labels FILE"
        let several =
            "the model has \(graph.outputs.count) outputs (\(graph.outputNames)), whose layers all count, so that the report has "
            + "no accuracy; choose one with --output-name"
        warnings =
            test.warnings
            + (graph.outputs.count > 1 ? [several] : test.images.labels == nil ? [unlabelled] : [])
        images = test.images
        let hardware = try HardwareConfiguration(
            configuration: configuration, weightBits: LayerRequest.defaultBits,
            activationBits: LayerRequest.defaultBits)
        quantized = try TestedModel(graph, quantization: quantization, calibrationImages: test.calibration)
            .quantized(for: hardware, threads: threads)
        trace = try QuantizedTrace(
            recording: quantized, images: images.prefix(1),
            weightRange: configuration.minimumWeight...configuration.maximumWeight, threads: threads)
    }

    /// What the chip makes of all images; nil without labels, and for a network with several outputs.
    func accuracy(on configuration: Configuration, threads: Int) throws(InputError) -> ChipAccuracy? {
        guard images.labels != nil, graph.outputs.count == 1 else { return nil }
        let hardware = try HardwareConfiguration(
            configuration: configuration, weightBits: trace.weightBits ?? LayerRequest.defaultBits,
            activationBits: trace.activationBits ?? LayerRequest.defaultBits)
        return try ChipAccuracy(
            graph, quantized: quantized, images: images, hardware: hardware, chip: configuration, threads: threads)
    }

    /// Checks that the options of an estimate do not contradict each other.
    static func validate(
        _ model: ModelOptions, _ quantization: QuantizationOptions, _ dataset: DatasetOptions,
        _ workload: WorkloadOptions, _ kind: WorkloadKindOptions
    ) throws {
        let given = [
            ("--trace", workload.trace != nil), ("--trace-command", workload.traceCommand != nil),
            ("--statistics", kind.statistics != nil), ("--seed", kind.seed != nil),
            ("--workload \(kind.workload?.rawValue ?? "")", kind.workload == .synthetic),
        ]
        guard model.model != nil else {
            guard dataset.images == nil, dataset.data == nil, dataset.labels == nil else {
                throw ValidationError("images are for a trained network: they need --model FILE")
            }
            if let option = quantization.givenAny {
                throw ValidationError("\(option) is for a trained network: it needs --model FILE")
            }
            return
        }
        if let option = given.first(where: \.1) {
            throw ValidationError("--model excludes \(option.0): weights and activations are the model's")
        }
        if dataset.images == nil, dataset.data == nil {
            throw ValidationError("--model needs images: --images FILE or --data FILE")
        }
        try model.validateRequired(network: workload.network)
    }
}
