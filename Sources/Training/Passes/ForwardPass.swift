// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism

/// Bits of the flags of an output.
enum OutputFlag {
    /// The product was within the limits of activations, the limits themselves included: gradients pass.
    static let isInside: UInt8 = 1
    /// The rounded output is above zero: ReLU lets gradients pass.
    static let isPositive: UInt8 = 2
}

/// What a layer keeps of a forward pass for the backward one.
enum LayerTape<Scalar: TrainingScalar>: Sendable {
    /// Inputs as the products took them, flags of the outputs, which the last layer has none of, and what a norm keeps that takes
    /// the statistics of the batch.
    case weighted(inputs: BatchMaps<Scalar>, flags: [UInt8], norm: NormTape<Scalar>?)
    /// Places of the largest elements; empty for means.
    case pooling(PoolingLayer, places: [UInt8])
}

/// A network with the weights that a batch reads.
struct NetworkPass<Scalar: TrainingScalar>: Sendable {
    let network: TrainingNetwork
    let settings: TrainingSettings
    /// Weights on the grid, layer by layer: [outputs][rows].
    let weights: [[Scalar]]
    /// The norms of the layers with weights; nil where a layer has none.
    let norms: [BatchNorm?]
    let threads: Int

    /// Where norms take their statistics from.
    enum Statistics: Sendable {
        /// The batch, as in training.
        case ofBatch
        /// The running statistics, as in tests.
        case running
    }

    /// A forward pass of a batch.
    struct Result: Sendable {
        /// [classes][images].
        let logits: BatchMaps<Scalar>
        /// One entry a layer; empty where nothing was kept.
        let tape: [LayerTape<Scalar>]
        /// Outputs of the layers with weights before ReLU, where they were asked for.
        let outputs: [BatchMaps<Scalar>]
    }

    /// Reads the weights of devices.
    ///
    /// - Parameters:
    ///   - network: The layers.
    ///   - settings: Bits and rules.
    ///   - weights: Weights of the devices, layer by layer.
    ///   - norms: The norms of the layers; nil: those of a training before its first batch.
    ///   - threads: Number of threads; results do not depend on it.
    init(
        _ network: TrainingNetwork, _ settings: TrainingSettings, weights: [[Double]], norms: [BatchNorm?]? = nil,
        threads: Int
    ) {
        self.network = network
        self.norms = norms ?? network.weighted.map { BatchNorm($0) }
        self.settings = settings
        self.threads = threads
        let grid = settings.weightGrid
        let clamps = settings.rules.readsClampedWeights
        self.weights = weights.map { weights in
            [Scalar](unsafeUninitializedCapacity: weights.count) { buffer, initialized in
                let target = SharedBuffer(buffer)
                forEachPiece(of: weights.count, threads: threads) { part in
                    guard let target = target.base else { return }
                    for index in part {
                        target[index] = Scalar(grid.nearest(clamps ? grid.clamped(weights[index]) : weights[index]))
                    }
                }
                initialized = weights.count
            }
        }
    }

    /// Runs a batch.
    ///
    /// - Parameters:
    ///   - images: The batch.
    ///   - keepsTape: Whether a backward pass follows.
    ///   - recordsOutputs: Whether outputs before ReLU are kept.
    ///   - statistics: Where norms take their statistics from.
    ///   - products: Computes weights x inputs of a layer in place of floating-point arithmetic, as hardware does.
    /// - Returns: The logits, and what a backward pass needs.
    func forward(
        _ images: BatchMaps<Scalar>, keepsTape: Bool = true, recordsOutputs: Bool = false,
        statistics: Statistics = .ofBatch, products: ((WeightedLayer, BatchMaps<Scalar>) -> BatchMaps<Scalar>)? = nil
    ) -> Result {
        var tape: [LayerTape<Scalar>] = []
        var outputs: [BatchMaps<Scalar>] = []
        var maps = images
        for layer in network.layers {
            switch layer {
            case .pooling(let pooling):
                let (pooled, places) = pool(maps, pooling)
                maps = pooled
                if keepsTape { tape.append(.pooling(pooling, places: places)) }
            case .weighted(let number):
                let layer = network.weighted[number]
                let inputs = prepared(maps, layer)
                maps =
                    products?(layer, inputs)
                    ?? LayerProducts<Scalar>(layer, images: inputs.images, threads: threads)
                    .outputs(of: inputs, weights: weights[number])
                let (flags, norm) = finish(&maps, layer, statistics, recordsOutputs ? { outputs.append($0) } : nil)
                if keepsTape { tape.append(.weighted(inputs: inputs, flags: flags, norm: norm)) }
            }
        }
        return Result(logits: maps.flattened, tape: tape, outputs: outputs)
    }

    /// Inputs as a layer takes them: flat for a fully connected one, on the grid where the rules say so.
    func prepared(_ maps: BatchMaps<Scalar>, _ layer: WeightedLayer) -> BatchMaps<Scalar> {
        var inputs = layer.convolution == nil ? maps.flattened : maps
        guard settings.rules.quantizesInputs else { return inputs }
        let grid = settings.activationGrid.kernel
        inputs.values.withUnsafeMutableBufferPointer { buffer in
            let values = SharedBuffer(buffer)
            forEachPiece(of: values.count, threads: threads) { part in
                guard let base = values.base else { return }
                Scalar.scaleToGrid(base + part.lowerBound, part.count, factor: 1, grid)
            }
        }
        return inputs
    }

    /// Divides products by the layer's scale and normalizes them; but for the last layer also clamps, rounds and rectifies them.
    ///
    /// - Returns: The flags of the outputs, none of the last layer; and what a norm with the statistics of the batch keeps.
    private func finish(
        _ maps: inout BatchMaps<Scalar>, _ layer: WeightedLayer, _ statistics: Statistics,
        _ record: ((BatchMaps<Scalar>) -> Void)?
    ) -> (flags: [UInt8], norm: NormTape<Scalar>?) {
        var flags = [UInt8](repeating: 0, count: layer.isLast ? 0 : maps.values.count)
        var tape: NormTape<Scalar>?
        let rectifies = record == nil
        if let norm = norms[layer.number] {
            divide(&maps, by: layer.scale)
            if statistics == .ofBatch { tape = NormTape(values: maps, moments: moments(of: maps)) }
            normalize(
                &maps, norm.affine(tape?.moments ?? norm.running), layer, rectifies: rectifies, flags: &flags)
        } else if layer.isLast {
            divide(&maps, by: layer.scale)
        } else {
            toGrid(&maps, divisor: layer.scale, rectifies: rectifies, flags: &flags)
        }
        if let record {
            record(maps)
            if !layer.isLast {
                for index in maps.values.indices where maps.values[index] < 0 { maps.values[index] = 0 }
            }
        }
        return (flags, tape)
    }

    /// Divides maps by a power of two.
    func divide(_ maps: inout BatchMaps<Scalar>, by scale: Double) {
        guard scale != 1 else { return }
        let divisor = Scalar(scale)
        maps.values.withUnsafeMutableBufferPointer { buffer in
            let values = SharedBuffer(buffer)
            forEachPiece(of: values.count, threads: threads) { part in
                guard let values = values.base else { return }
                for index in part { values[index] /= divisor }
            }
        }
    }

    private func toGrid(_ maps: inout BatchMaps<Scalar>, divisor: Double, rectifies: Bool, flags: inout [UInt8]) {
        let grid = settings.activationGrid.kernel
        maps.values.withUnsafeMutableBufferPointer { buffer in
            flags.withUnsafeMutableBufferPointer { flagBuffer in
                let (values, flags) = (SharedBuffer(buffer), SharedBuffer(flagBuffer))
                forEachPiece(of: values.count, threads: threads) { part in
                    guard let values = values.base, let flags = flags.base else { return }
                    Scalar.toGrid(
                        values + part.lowerBound, part.count, divisor: divisor, grid, rectifies: rectifies,
                        flags: flags + part.lowerBound)
                }
            }
        }
    }

    private func pool(_ maps: BatchMaps<Scalar>, _ layer: PoolingLayer) -> (BatchMaps<Scalar>, [UInt8]) {
        var result = BatchMaps<Scalar>(zeros: layer.outputShape, images: maps.images)
        let isLargest = layer.pooling == .largest
        var places = [UInt8](repeating: 0, count: isLargest ? result.values.count : 0)
        let planes = pieces(
            of: layer.inputShape.channels * maps.images, size: max(1, passSize / layer.inputShape.plane))
        let (inPlane, outPlane) = (layer.inputShape.plane, layer.outputShape.plane)
        result.values.withUnsafeMutableBufferPointer { buffer in
            places.withUnsafeMutableBufferPointer { placeBuffer in
                let target = SharedBuffer(buffer)
                let placed = SharedBuffer(placeBuffer)
                forEachInParallel(planes.count, threads: threads) { index in
                    let part = planes[index]
                    let squares = PooledSquares(
                        planes: part.count, height: layer.inputShape.height, width: layer.inputShape.width,
                        size: layer.size)
                    maps.values.withUnsafeBufferPointer { maps in
                        guard let maps = maps.baseAddress, let result = target.base else { return }
                        let source = maps + part.lowerBound * inPlane
                        let pooled = result + part.lowerBound * outPlane
                        if isLargest, let places = placed.base {
                            Scalar.poolLargest(
                                source, squares, into: pooled, places: places + part.lowerBound * outPlane)
                        } else {
                            Scalar.poolMean(source, squares, into: pooled)
                        }
                    }
                }
            }
        }
        return (result, places)
    }
}
