// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Models
import Workload

extension Trainer {
    /// The layers with weights as a network of the estimator. A pool of 2 x 2 belongs to the layer before it.
    ///
    /// - Throws: `InputError` when an estimate cannot describe a layer.
    public func workload() throws(InputError) -> Network {
        var described: [Layer] = []
        for (place, entry) in network.layers.enumerated() {
            guard case .weighted(let number) = entry else { continue }
            let pool: Bool =
                if place + 1 < network.layers.count, case .pooling(let pooling) = network.layers[place + 1] {
                    pooling.size == 2
                } else { false }
            do throws(InvalidLayer) {
                described.append(try network.weighted[number].described(isFollowedByPooling: pool))
            } catch {
                throw InputError("layer \(number + 1): \(error)")
            }
        }
        return try Network(layers: described)
    }

    /// Writes the weights as the archive that `accuracy --model FILE.npz --network Network.csv` reads: integers with their step,
    /// and the step and bits of activations; real weights where numbers are not rounded.
    ///
    /// - Throws: `InputError` of kind `.cannotWrite`.
    public func writeWeights(to path: String) throws(InputError) {
        let writer = try NumpyArchiveWriter(path)
        let bits = (settings.weightBits, settings.activationBits)
        let areIntegers = (2...15).contains(bits.0) && (2...15).contains(bits.1)
        if areIntegers {
            try writer.add("weight_bits", scalar: bits.0)
            try writer.add("activation_bits", scalar: bits.1)
        }
        if network.poolsMeans { try writer.add("average_pooling", scalar: 1) }
        for (layer, weights) in zip(network.weighted, readWeights) {
            let ordered = BatchMaps<Double>.swapped(weights, layer.outputs, layer.rows, plane: 1)
            let (name, shape) = ("weight_\(layer.number)", [layer.rows, layer.outputs])
            guard areIntegers else {
                let real = ordered.map { Float($0 / layer.scale) }
                try writer.add(name, descriptor: "<f4", shape: shape, real)
                continue
            }
            let steps = settings.weightGrid.steps
            let limit = steps - 1
            let integers = ordered.map { Int16(min(max($0 * steps, -limit), limit)) }
            try writer.add(name, descriptor: "<i2", shape: shape, integers)
            try writer.add("weight_scale_\(layer.number)", scalar: 1 / (steps * layer.scale))
            try writer.add("activation_scale_\(layer.number)", scalar: 1 / settings.activationGrid.steps)
            try writer.add("activation_signed_\(layer.number)", scalar: 1)
        }
        try writer.finish()
    }

    /// Weights as layers read them: on the grid.
    var readWeights: [[Double]] {
        let pass: NetworkPass<Double> = pass()
        return pass.weights
    }

    /// What an estimate of the epoch takes: weights after and before the last batch, and the activations of one image.
    ///
    /// - Parameter images: A data set, whose first image counts.
    /// - Returns: The trace.
    /// - Throws: `InputError` when an estimate cannot describe a layer.
    public func trace(of images: ImageBatches) throws(InputError) -> TrainingTrace {
        let pass: NetworkPass<Float> = pass()
        let forward = pass.forward(BatchImages(images).maps([0]), statistics: .running)
        var traced: [TrainingTrace.Layer] = []
        for entry in zip(network.layers, forward.tape) {
            guard case .weighted(let number) = entry.0, case .weighted(let inputs, _, _) = entry.1 else { continue }
            let layer = network.weighted[number]
            func matrix(_ weights: [Double]) -> WeightMatrix {
                let single = weights.map { Double(Float($0)) }
                return WeightMatrix(
                    rows: layer.rows, columns: layer.outputs,
                    values: BatchMaps<Double>.swapped(single, layer.outputs, layer.rows, plane: 1))
            }
            traced.append(
                TrainingTrace.Layer(
                    weights: matrix(readWeights[number]),
                    formerWeights: layers[number].formerWeights(settings).map { matrix($0) },
                    activations: activations(of: layer, inputs).map { Int64($0) }))
        }
        return TrainingTrace(
            network: try workload(), weightBits: settings.weightBits, activationBits: settings.activationBits,
            layers: traced)
    }

    /// Integers that enter the rows of a layer: [places][inputs of all groups]. Values are cut downwards and saturate at the top,
    /// as bits of two's complement.
    private func activations(of layer: WeightedLayer, _ inputs: BatchMaps<Float>) -> [Int32] {
        let steps = Float(settings.activationGrid.steps)
        let window = layer.window(images: 1)
        let places = layer.outputShape.plane
        var result = [Int32](repeating: 0, count: places * layer.inputRows)
        for group in 0..<layer.groups {
            var columns = [Float](repeating: 0, count: layer.rows * places)
            inputs.values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress else { return }
                columns.withUnsafeMutableBufferPointer { columns in
                    guard let columns = columns.baseAddress else { return }
                    let start =
                        layer.convolution == nil
                        ? 0 : group * layer.inputShape.channels / layer.groups * layer.inputShape.plane
                    Float.unfold(base + start, window, 0..<1, into: columns)
                }
            }
            for row in 0..<layer.rows {
                for place in 0..<places {
                    let integer = (columns[row * places + place] * steps).rounded(.down)
                    result[place * layer.inputRows + group * layer.rows + row] = Int32(
                        max(-steps, min(steps - 1, integer)))
                }
            }
        }
        return result
    }
}

/// The weights of a training before and after its last batch, and the activations of one image.
///
/// `writeArchive(to:)` writes it for `tessera estimate --trace`, which gives the same figures as an estimate of this value.
public struct TrainingTrace: Trace {
    /// A layer with weights.
    struct Layer: Sendable {
        let weights: WeightMatrix
        let formerWeights: WeightMatrix?
        /// [places][inputs of all groups]
        let activations: [Int64]
    }

    /// The layers with weights.
    public let network: Network
    /// Bits of a weight [bit].
    public let weightBits: Int?
    /// Bits of an activation [bit].
    public let activationBits: Int?
    let layers: [Layer]

    init(network: Network, weightBits: Int, activationBits: Int, layers: [Layer]) {
        self.network = network
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.layers = layers
    }

    /// Share of ones among the bits of the activations, layer by layer [1].
    public var activity: [Double] {
        let bits = activationBits ?? LayerRequest.defaultBits
        let mask = UInt64(1) << UInt64(bits) - 1
        return layers.map { layer in
            let ones = layer.activations.reduce(0) { $0 + (UInt64(bitPattern: $1) & mask).nonzeroBitCount }
            return Double(ones) / Double(max(1, layer.activations.count * bits))
        }
    }

    /// A layer of the trace.
    ///
    /// - Throws: `InputError` when fewer activation bits or more vectors are asked for than there are.
    public func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        let described = network.layers[index]
        let rows = described.inputRows
        let vectors = layers[index].activations.count / rows
        guard vectors >= request.minimumVectors else {
            throw InputError(
                "\(described.label(at: index)) has \(vectors) input vectors, but \(request.minimumVectors) are needed")
        }
        guard request.activationBits >= activationBits ?? 0 else {
            throw InputError(
                "\(described.label(at: index)) has activations of \(activationBits ?? 0) bits, which "
                    + "\(request.activationBits) activation bits cannot hold")
        }
        return LayerTrace(
            weights: layers[index].weights,
            oldWeights: request.includesOldWeights ? layers[index].formerWeights : nil,
            inputs: InputBits(
                activations: layers[index].activations, rows: rows, bitsPerVector: request.activationBits),
            activity: nil)
    }
}

extension TrainedLayer {
    /// The weights before the last recorded batch, as an estimate takes them; nil before there is one.
    func formerWeights(_ settings: TrainingSettings) -> [Double]? {
        guard !applied.isEmpty else { return nil }
        if settings.rules.reckonsFormerWeights { return zip(weights, applied).map { $0 + $1 } }
        return former.map { settings.weightGrid.nearest(settings.weightGrid.clamped($0)) }
    }
}

extension WeightedLayer {
    /// Rows of the inputs of all groups [1].
    var inputRows: Int { rows * groups }

    fileprivate func described(isFollowedByPooling: Bool) throws(InvalidLayer) -> Layer {
        guard let convolution else {
            return try Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: rows, kernelHeight: 1, kernelWidth: 1,
                outputChannels: outputs)
        }
        return try Layer(
            inputHeight: inputShape.height, inputWidth: inputShape.width, inputChannels: inputShape.channels,
            kernelHeight: convolution.kernel, kernelWidth: convolution.kernel, outputChannels: outputs,
            isFollowedByPooling: isFollowedByPooling, stride: convolution.stride, padding: convolution.padding,
            groups: convolution.groups)
    }
}
