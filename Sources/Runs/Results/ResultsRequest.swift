// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Models
import Parallelism

/// The request of `tessera results`: what does a network give for some images, in floating point?
public struct ResultsRequest: Sendable {
    /// The network.
    public var model: ModelInput
    /// The images or tokens.
    public var images: ImageInput
    /// Number of threads; results do not depend on it.
    public var threads: Int

    /// Asks the question.
    public init(_ model: ModelInput, images: ImageInput, threads: Int = defaultThreadCount) {
        self.model = model
        self.images = images
        self.threads = threads
    }

    /// Runs the network.
    ///
    /// - Throws: `InputError` when a file cannot be read, the images do not fit, or a result is no number.
    public func run() throws(InputError) -> ResultsRun {
        let graph = try model.graph(images: images)
        let loaded = try LoadedImages(images, isCalibrated: false, needsLabels: false)
        return ResultsRun(graph: graph, results: try graph.run(loaded.images, threads: threads))
    }
}

/// The results of a network in floating point.
public struct ResultsRun: Sendable {
    /// The network.
    public let graph: NetworkGraph
    /// The results of each image: those of the network's first output.
    public let results: Logits

    /// Writes `results` [images, extents of a result ...], and for one image `multiply_accumulates` of layers and
    /// `dynamic_multiply_accumulates` of products of two values, as a NumPy archive.
    ///
    /// - Parameter path: The file; one that exists is replaced.
    /// - Throws: `InputError` of kind `cannotWrite`.
    public func write(to path: String) throws(InputError) {
        let writer = try NumpyArchiveWriter(path)
        try writer.add(
            "results", descriptor: "<f8", shape: [results.images] + graph.shape(of: graph.output),
            results.values.map(\.bitPattern.littleEndian))
        try writer.add("multiply_accumulates", scalar: graph.multiplyAccumulates)
        try writer.add("dynamic_multiply_accumulates", scalar: graph.dynamicMultiplyAccumulates)
        try writer.finish()
    }
}
