// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Inference
import Models
import Parallelism
import Streaming

/// The request of `tessera stream`: how long does a network take that is streamed through one small SRAM, and which
/// data does it move?
public struct StreamRequest: Sendable {
    /// The SRAM, the compute unit and the backing memory.
    public var configuration: Configuration
    /// The network.
    public var network: StreamInput
    /// Bits of a weight; nil for 8, and for a model that is quantized already.
    public var weightBits: Int?
    /// Bits of an activation; nil for 8, and for a model that is quantized already.
    public var activationBits: Int?
    /// Sizes of the SRAM to try, in place of the parameter `streamCapacity` [byte].
    public var capacities: [Int]
    /// Images with labels: what the model gets right is a part of the run.
    public var images: ImageInput?
    /// How a model in floating point becomes integers, for these images.
    public var quantization: TestedModel.Quantization
    /// Number of threads; figures do not depend on it.
    public var threads: Int
    /// Is told how far the run is.
    public var progress: RunProgress?

    /// Asks the question.
    public init(
        _ network: StreamInput, _ configuration: Configuration = Configuration(), weightBits: Int? = nil,
        activationBits: Int? = nil, capacities: [Int] = [], images: ImageInput? = nil,
        quantization: TestedModel.Quantization = TestedModel.Quantization(), threads: Int = defaultThreadCount,
        progress: RunProgress? = nil
    ) {
        self.configuration = configuration
        self.network = network
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.capacities = capacities
        self.images = images
        self.quantization = quantization
        self.threads = threads
        self.progress = progress
    }

    /// Streams the network, and runs the images through it.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense, or network, machine and images do not fit together.
    public func run() throws(InputError) -> StreamRun {
        let source = try StreamSource(network, images: images)
        let quantization = quantization.with(weightBits: weightBits, activationBits: activationBits)
        if case .graph(let graph) = source { try quantization.requireFit(graph) }
        let precision = StreamPrecision(weightBits: weightBits ?? 8, activationBits: activationBits ?? 8)
        let streamed = try source.results(
            configuration, capacities: capacities, precision: precision, threads: threads)
        let accuracy = try accuracy(of: source, precision, quantization)
        return StreamRun(
            network: streamed.network, file: source.file, precision: precision, configuration: configuration,
            results: streamed.results, accuracy: accuracy?.result, warnings: accuracy?.warnings ?? [])
    }

    /// Accuracy of the network, if there are images.
    private func accuracy(
        of source: StreamSource, _ precision: StreamPrecision, _ quantization: TestedModel.Quantization
    ) throws(InputError) -> (result: SoftwareAccuracy, warnings: [String])? {
        guard let images else { return nil }
        guard case .graph(let graph) = source else {
            throw InputError("a network file has no weights to run images through", kind: .usage)
        }
        progress?("accuracy")
        let loaded = try LoadedImages(images, isCalibrated: !graph.isQuantized, needsLabels: true)
        let tested = try TestedModel(graph, quantization: quantization, calibrationImages: loaded.calibration)
        let result = try SoftwareAccuracy(
            tested, weightBits: precision.weightBits, activationBits: precision.activationBits, images: loaded.images,
            threads: threads)
        return (result, loaded.warnings)
    }
}
