// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism
import Workload

/// Inputs and outputs of a layer's hardware for some images.
public struct LayerObservation: Sendable {
    /// The matrix that was at work.
    public let matrix: MatrixLayer
    /// Integer activations: [vectors][rows].
    public let inputs: [Int32]
    /// The engine's sums: [vectors][columns].
    public let sums: [Double]
    /// Number of vectors.
    public let vectors: Int
    /// Number of the first vector among all of the run.
    public let firstVector: Int
}

/// A quantized network whose layers are programmed into an engine: ready for any number of images.
public struct ProgrammedNetwork: Sendable {
    /// The network.
    public let network: QuantizedNetwork
    private let programmed: [[any ProgrammedMatrix]]
    private let prepared: [any PreparedProduct]
    private let executor: GraphExecutor<Double>

    /// Programs all layers, and prepares all products of two activations.
    ///
    /// - Throws: `InputError` when the engine cannot hold a layer or a product.
    public init(_ network: QuantizedNetwork, engine: any MatrixEngine) throws(InputError) {
        self.network = network
        var programmed: [[any ProgrammedMatrix]] = []
        for layer in network.layers {
            var matrices: [any ProgrammedMatrix] = []
            for matrix in layer.matrices { matrices.append(try engine.program(matrix)) }
            programmed.append(matrices)
        }
        self.programmed = programmed
        var prepared: [any PreparedProduct] = []
        for product in network.products { prepared.append(try engine.prepare(product.matrix)) }
        self.prepared = prepared
        executor = GraphExecutor(network.graph)
    }

    /// Runs the network over images. The result does not depend on the number of threads.
    ///
    /// - Parameters:
    ///   - images: the images, of the shape that the network takes.
    ///   - threads: how many threads may work.
    ///   - observe: sees each product of integers; called from several threads at the same time, in no particular order.
    /// - Returns: the results of each image.
    /// - Throws: `InputError` when the images have another shape.
    public func run(
        _ images: ImageDataset, threads: Int = defaultThreadCount,
        observe: (@Sendable (LayerObservation) -> Void)? = nil
    ) throws(InputError) -> Logits {
        return try batched(images, graph: network.graph, threads: threads, size: network.batchSize) {
            (input: [Double], range) in
            executor.run(
                input, images: range.count, firstImage: range.lowerBound,
                matrix: { layer, values, images, firstImage in
                    products(layer, values, images: images, firstImage: firstImage, observe)
                },
                product: { number, operands, images, firstImage in
                    network.products[number].outputs(
                        operands, images: images, firstImage: firstImage, on: prepared[number])
                })
        }
    }

    private func products(
        _ index: Int, _ values: [Double], images: Int, firstImage: Int,
        _ observe: (@Sendable (LayerObservation) -> Void)?
    ) -> [Double] {
        network.layers[index].outputs(
            values, images: images, firstImage: firstImage, on: programmed[index], observe: observe)
    }
}

extension QuantizedNetwork {
    /// Programs the network into an engine and runs it over images: `ProgrammedNetwork` for a single run.
    public func run(
        _ images: ImageDataset, engine: any MatrixEngine, threads: Int = defaultThreadCount,
        observe: (@Sendable (LayerObservation) -> Void)? = nil
    ) throws(InputError) -> Logits {
        try ProgrammedNetwork(self, engine: engine).run(images, threads: threads, observe: observe)
    }
}

extension NetworkGraph {
    /// Runs the network in single-precision floating point. Quantized weights count as the real numbers that they stand
    /// for. The result does not depend on the number of threads.
    ///
    /// - Throws: `InputError` when the images have another shape.
    public func run(_ images: ImageDataset, threads: Int = defaultThreadCount) throws(InputError) -> Logits {
        let executor = GraphExecutor<Float>(self)
        return try batched(images, graph: self, threads: threads, size: batchSize) { (input: [Float], range) in
            executor.run(input, images: range.count)
        }
    }
}

extension NetworkGraph {
    /// Images that are run together: as few as keep the values of a batch in the processor's cache, and as many as fill blocks of
    /// vectors in the layers that matter. It depends on the network only, so that results do not depend on anything else.
    ///
    /// - Parameter layers: vectors and multiplications of the layers for one image.
    /// - Returns: images, at least one.
    func batchSize(_ layers: [(vectors: Int, work: Int)]) -> Int {
        let largest = nodes.reduce(elements(of: 0)) { max($0, $1.shape.reduce(1, *)) }
        let total = layers.reduce(0) { $0 + $1.work }
        let least = layers.filter { 32 * $0.work >= total }.map(\.vectors).min() ?? LayerInputs.blockSize
        let filling = (LayerInputs.blockSize + least - 1) / max(1, least)
        return min(64, max(1, (1 << 16) / largest, min(filling, (1 << 18) / largest)))
    }

    /// Images that are run together in floating point.
    var batchSize: Int {
        batchSize(
            nodes.compactMap { node in
                guard case .linear(let layer) = node.operation else { return nil }
                let results = node.shape.reduce(1, *)
                return (max(1, results / layer.outputs), results * layer.rows)
            })
    }
}

extension QuantizedNetwork {
    /// Images that are run together.
    fileprivate var batchSize: Int {
        graph.batchSize(
            layers.map { layer in
                (layer.vectorsPerImage, layer.vectorsPerImage * layer.outputs * layer.matrices[0].rows)
            })
    }
}

/// Runs batches of images on several threads and puts their results together in order.
func batched<Scalar: NetworkScalar>(
    _ images: ImageDataset, graph: NetworkGraph, threads: Int, size: Int,
    _ run: @Sendable (_ input: [Scalar], _ range: Range<Int>) -> [Scalar]
) throws(InputError) -> Logits {
    let source = try images.fitting(graph.inputShape)
    try graph.requireRows(source, count: images.count, file: images.file)
    try LinearAlgebra.load()
    let ranges = pieces(of: images.count, size: size)
    let classes = graph.outputCount
    let values = [Double](unsafeUninitializedCapacity: images.count * classes) { buffer, initialized in
        let shared = SharedBuffer(buffer)
        forEachInParallel(ranges.count, threads: threads) { index in
            let range = ranges[index]
            let input: [Scalar] = source.elements(of: range)
            let results = run(input, range)
            for (place, value) in results.enumerated() { shared[range.lowerBound * classes + place] = Double(value) }
        }
        initialized = images.count * classes
    }
    if let place = values.firstIndex(where: \.isNaN) {
        throw InputError(
            "the results of image \(place / classes + 1) are no numbers: the network divides by zero or leaves the range of "
                + "numbers", file: graph.file)
    }
    return Logits(classes: classes, values: values)
}
