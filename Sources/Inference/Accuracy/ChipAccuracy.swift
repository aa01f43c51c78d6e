// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Models
import Parallelism
import Workload

/// Accuracy of a model on the chip that is estimated for it, in addition to area, latency and energy.
public struct ChipAccuracy: Sendable, Equatable {
    /// In floating point; nil for a model that is quantized already.
    public let floatingPoint: Classification?
    /// In exact integers.
    public let integer: Classification
    /// On the hardware of the chip, one of its kind.
    public let hardware: Classification
    /// What multiplies two activations; nil for a model without such products.
    public let products: ProductCounts?

    /// Runs the images three times.
    ///
    /// - Parameters:
    ///   - graph: the model, as the file has it.
    ///   - quantized: the model in integers.
    ///   - images: the images, with labels.
    ///   - hardware: what the chip has.
    ///   - chip: the parameters of the chip.
    ///   - seed: where random numbers begin.
    ///   - threads: how many threads may work; results do not depend on it.
    /// - Throws: `InputError` when labels are missing or do not fit, or the hardware cannot hold a layer.
    public init(
        _ graph: NetworkGraph, quantized: QuantizedNetwork, images: ImageDataset, hardware: HardwareConfiguration,
        chip: Configuration, seed: UInt64 = 0, threads: Int = defaultThreadCount
    ) throws(InputError) {
        let labels = try graph.labels(of: images)
        let engine = try IMCEngine(
            configuration: hardware, seed: seed, threads: threads, layout: try ChipLayout(quantized, on: chip))
        floatingPoint =
            graph.isQuantized ? nil : try Classification(graph.run(images, threads: threads), labels: labels)
        integer = try Classification(
            quantized.run(images, engine: ExactEngine(), threads: threads), labels: labels)
        products = ProductCounts(quantized, areExact: engine.productHardware == nil)
        self.hardware = try Classification(quantized.run(images, engine: engine, threads: threads), labels: labels)
    }
}
