// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Inference
import Macro
import Models
import Workload

/// A trained network in the integers of a chip: the trace of its first image, and the accuracy of all images on the
/// chip.
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

    /// Warnings about the model: its calibration, and the reason for a missing accuracy.
    var warnings: [String] { model.warnings + (model.missingAccuracy.map { [$0] } ?? []) }

    /// Accuracy of all images on the chip; nil without labels, and for a network with several outputs.
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
