// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

/// Accuracy of a network in floating point and in exact integers, without errors of hardware.
public struct SoftwareAccuracy: Sendable, Equatable {
    /// The images' file, as the user spelled it.
    public let dataset: String
    /// Names of the classes, if the data set has them.
    public let classNames: [String]?
    /// In floating point; nil for a network that is quantized already.
    public let floatingPoint: Classification?
    /// In integers.
    public let integer: Classification

    /// Classifies images.
    ///
    /// - Parameters:
    ///   - model: the network.
    ///   - weightBits: bits of a weight of a model in floating point.
    ///   - activationBits: bits of an activation of a model in floating point.
    ///   - images: images with labels.
    ///   - threads: how many threads may work.
    /// - Throws: `InputError` when images and model do not fit together.
    public init(
        _ model: TestedModel, weightBits: Int, activationBits: Int, images: ImageDataset, threads: Int
    ) throws(InputError) {
        let labels = try model.graph.labels(of: images)
        var hardware = HardwareConfiguration()
        hardware.weightBits = weightBits
        hardware.activationBits = activationBits
        let network = try model.quantized(for: hardware, threads: threads)
        dataset = images.file
        classNames = images.classNames
        floatingPoint =
            model.graph.isQuantized
            ? nil : try Classification(try model.graph.run(images, threads: threads), labels: labels)
        integer = try Classification(
            try network.run(images, engine: ExactEngine(), threads: threads), labels: labels)
    }

    /// Name of a class.
    public func className(_ index: Int) -> String {
        classNames.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? String(index)
    }
}
