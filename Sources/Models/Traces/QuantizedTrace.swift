// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Parallelism
import Synchronization
import Workload

/// The weights of a quantized network and the integers that enter its layers for some images: a trace that an estimate
/// takes, or that is written to an archive.
///
/// Weights are mapped to a range so that an estimate programs the very integers: integer q of b bits becomes
/// minimum + (q + 2^(b-1)) / 2^b * (maximum - minimum). Odd numbers count as the binary number of their bits.
public struct QuantizedTrace: Trace {
    /// The layers that hardware computes.
    public let network: Network
    /// Bits of a weight: those of the layer with most.
    public let weightBits: Int?
    /// Bits of an activation: those of the layer with most.
    public let activationBits: Int?
    private let quantized: QuantizedNetwork
    private let weightRange: ClosedRange<Double>
    /// For each layer [vectors][rows of all groups].
    private let activations: [[Int32]]

    /// Runs images through a network and records what enters its layers.
    ///
    /// - Parameters:
    ///   - quantized: the network.
    ///   - images: the images; all of them are recorded.
    ///   - weightRange: the smallest and largest weight of the trace: `algoWeightMin` and `algoWeightMax`.
    ///   - threads: how many threads may work; the trace does not depend on it.
    /// - Throws: `InputError` when the images do not fit, or the network has a layer that a trace cannot describe.
    public init(
        recording quantized: QuantizedNetwork, images: ImageDataset, weightRange: ClosedRange<Double> = -1...1,
        threads: Int = defaultThreadCount
    ) throws(InputError) {
        network = try quantized.workload()
        self.quantized = quantized
        self.weightRange = weightRange
        weightBits = quantized.layers.map(\.weightBits).max()
        activationBits = quantized.layers.map(\.input.bits).max()
        let recorder = TraceRecorder(quantized, images: images.count)
        _ = try quantized.run(images, engine: ExactEngine(), threads: threads) { recorder.record($0) }
        activations = recorder.all()
    }

    /// A layer of the trace.
    ///
    /// - Throws: `InputError` when fewer activation bits or more vectors are asked for than were recorded.
    public func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        let described = network.layers[index]
        let rows = described.inputRows
        let values = activations[index].map { Int64($0) }
        guard request.activationBits >= quantized.layers[index].input.bits else {
            throw InputError(
                "\(described.label(at: index)) has activations of \(quantized.layers[index].input.bits) bits, which "
                    + "\(request.activationBits) activation bits cannot hold", file: quantized.graph.file)
        }
        guard values.count / rows >= request.minimumVectors else {
            throw InputError(
                "\(described.label(at: index)) has \(values.count / rows) input vectors, but \(request.minimumVectors) "
                    + "are needed (record more images)", file: quantized.graph.file)
        }
        let inputs = InputBits(
            activations: values, rows: rows, bitsPerVector: request.activationBits, threads: defaultThreadCount)
        return LayerTrace(weights: weights(index), oldWeights: nil, inputs: inputs, activity: nil)
    }

    private func weights(_ index: Int) -> WeightMatrix {
        let layer = quantized.layers[index]
        let (rows, columns) = (layer.matrices[0].rows, layer.matrices[0].columns)
        let offset = layer.weightsAreOdd ? Double(1 << layer.weightBits) - 1 : Double(1 << (layer.weightBits - 1))
        let levels = Double(1 << layer.weightBits) * (layer.weightsAreOdd ? 2 : 1)
        let span = weightRange.upperBound - weightRange.lowerBound
        var values = [Double](repeating: 0, count: rows * layer.outputs)
        for (group, matrix) in layer.matrices.enumerated() {
            for (place, weight) in matrix.weights.enumerated() {
                let (row, column) = place.quotientAndRemainder(dividingBy: columns)
                values[row * layer.outputs + group * columns + column] =
                    weightRange.lowerBound + (Double(weight) + offset) / levels * span
            }
        }
        return WeightMatrix(rows: rows, columns: layer.outputs, values: values)
    }

    /// Writes the trace as an archive for `tessera estimate --trace`.
    ///
    /// - Parameter path: the file; one that exists is replaced.
    /// - Throws: `InputError` of kind `cannotWrite`.
    public func write(to path: String) throws(InputError) {
        let writer = try NumpyArchiveWriter(path)
        if let weightBits { try writer.add("weight_bits", scalar: weightBits) }
        if let activationBits { try writer.add("activation_bits", scalar: activationBits) }
        for index in network.layers.indices {
            let weights = weights(index)
            try writer.add(
                "weight_\(index)", descriptor: "<f4", shape: [weights.rows, weights.columns],
                weights.values.map { Float($0).bitPattern.littleEndian })
            try add(activations[index], rows: network.layers[index].inputRows, as: "activation_\(index)", to: writer)
        }
        try writer.finish()
    }

    /// Adds activations in the smallest type that holds them.
    private func add(
        _ values: [Int32], rows: Int, as name: String, to writer: NumpyArchiveWriter
    ) throws(InputError) {
        let shape = [values.count / rows, rows]
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        if low >= 0, high <= 255 {
            try writer.add(name, descriptor: "|u1", shape: shape, values.map { UInt8($0) })
        } else if low >= -128, high <= 127 {
            try writer.add(name, descriptor: "|i1", shape: shape, values.map { Int8($0) })
        } else {
            try writer.add(name, descriptor: "<i4", shape: shape, values.map(\.littleEndian))
        }
    }
}

/// Collects the inputs of each layer from any thread.
private final class TraceRecorder: Sendable {
    private let network: QuantizedNetwork
    /// For each layer [vectors][rows of all groups].
    private let recorded: Mutex<[[Int32]]>
    /// The layer and group of each matrix.
    private let places: [(layer: Int, group: Int)]

    init(_ network: QuantizedNetwork, images: Int) {
        self.network = network
        recorded = Mutex(
            network.layers.map { layer in
                let width = layer.matrices[0].rows * layer.groups
                return [Int32](repeating: 0, count: images * layer.vectorsPerImage * width)
            })
        places = network.layers.flatMap { layer in (0..<layer.groups).map { (layer.index, $0) } }
    }

    func record(_ seen: LayerObservation) {
        let place = places[seen.matrix.index]
        let layer = network.layers[place.layer]
        let rows = layer.matrices[0].rows
        let width = rows * layer.groups
        // Odd numbers become the binary number of their bits.
        let offset = layer.input.form == .odd ? Int32(1 << layer.input.bits) - 1 : nil
        let integers = offset.map { offset in seen.inputs.map { ($0 + offset) / 2 } } ?? seen.inputs
        recorded.withLock { all in
            for vector in 0..<seen.vectors {
                let start = (seen.firstVector + vector) * width + place.group * rows
                all[place.layer].replaceSubrange(
                    start..<start + rows, with: integers[vector * rows..<(vector + 1) * rows])
            }
        }
    }

    func all() -> [[Int32]] { recorded.withLock { $0 } }
}
