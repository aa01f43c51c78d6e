// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Inference
import Models

/// Which images does one chip classify right? A sweep asks it of each of its points.
public struct ChipTrialRequest: Sendable {
    /// The model with its images.
    public var model: PreparedModel
    /// The chip.
    public var configuration: Configuration
    /// Bits of a weight of a model in floating point, 1 to ``mostBits``.
    public var weightBits: Int
    /// Bits of an activation of a model in floating point, 1 to ``mostBits``.
    public var activationBits: Int
    /// Number of threads; results do not depend on it.
    public var threads: Int

    /// The most bits that a model in floating point is quantized to [bit].
    public static let mostBits = 8

    /// Asks the question.
    public init(
        _ model: PreparedModel, on configuration: Configuration, weightBits: Int, activationBits: Int, threads: Int = 1
    ) {
        self.model = model
        self.configuration = configuration
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.threads = threads
    }

    /// Runs all images on the chip, once.
    ///
    /// - Throws: `InputError` when labels are missing or do not fit, or the hardware cannot hold a layer.
    public func run() throws(InputError) -> ChipTrialRun {
        let hardware = try HardwareConfiguration(
            configuration: configuration, weightBits: weightBits, activationBits: activationBits)
        let quantized = try model.tested.quantized(for: hardware, threads: threads)
        let engine = try IMCEngine(
            configuration: hardware, threads: threads, layout: ChipLayout(quantized, on: configuration))
        let logits = try quantized.run(model.images, engine: engine, threads: threads)
        return ChipTrialRun(
            classification: try Classification(logits, labels: model.graph.labels(of: model.images)),
            isQuantizedModel: model.graph.isQuantized, weightBits: Set(quantized.layers.map(\.weightBits)),
            heldWeightBits: configuration.operationMode.isConventional ? nil : hardware.weightBits,
            activationBits: Set(quantized.layers.map(\.input.bits)))
    }
}
