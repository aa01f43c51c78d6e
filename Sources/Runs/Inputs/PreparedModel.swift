// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Models

/// A trained network with its images, read and ready to be tried on chips.
public struct PreparedModel: Sendable {
    let graph: NetworkGraph
    let images: ImageDataset
    let tested: TestedModel
    /// Warnings about its calibration.
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
