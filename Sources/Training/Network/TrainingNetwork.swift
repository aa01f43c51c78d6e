// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import TrainingKernels

/// The layers of a network to train, with their extents.
public struct TrainingNetwork: Sendable {
    /// A layer.
    public enum Layer: Sendable {
        /// Number of a layer in ``TrainingNetwork/weighted``.
        case weighted(Int)
        /// A pool.
        case pooling(PoolingLayer)
    }

    /// Extents of an image.
    public let inputShape: MapShape
    /// All layers in their order.
    public let layers: [Layer]
    /// Convolutions and fully connected layers in their order.
    public let weighted: [WeightedLayer]

    /// Lays out the layers that settings describe.
    ///
    /// - Parameters:
    ///   - settings: The layers and the range of weights.
    ///   - inputShape: Extents of an image.
    /// - Throws: `InputError` when layers do not fit together.
    public init(_ settings: TrainingSettings, inputShape: MapShape) throws(InputError) {
        guard settings.network.contains(where: \.isWeighted) else {
            throw InputError("the network has no layer with weights (key `network` of the settings)")
        }
        var shape = inputShape
        var layers: [Layer] = []
        var weighted: [WeightedLayer] = []
        let last = settings.network.lastIndex(where: \.isWeighted)
        for (index, description) in settings.network.enumerated() {
            let place = "layer \(index + 1)"
            switch description {
            case .convolution(let convolution):
                let layer = try WeightedLayer(
                    convolution, on: shape, number: weighted.count, isLast: index == last, place: place, settings)
                shape = layer.outputShape
                layers.append(.weighted(weighted.count))
                weighted.append(layer)
            case .dense(let outputs):
                let layer = WeightedLayer(
                    dense: outputs, on: shape, number: weighted.count, isLast: index == last, settings)
                shape = layer.outputShape
                layers.append(.weighted(weighted.count))
                weighted.append(layer)
            case .pooling(let pooling, let size):
                guard shape.height >= size, shape.width >= size else {
                    throw InputError("\(place): squares of \(size) do not fit on maps of \(shape)")
                }
                let layer = PoolingLayer(pooling, size: size, inputShape: shape)
                shape = layer.outputShape
                layers.append(.pooling(layer))
            case .normalization(let normalization):
                guard index > 0, settings.network[index - 1].isWeighted, let layer = weighted.indices.last else {
                    throw InputError(
                        "\(place): batch_norm is not directly behind a layer with weights (allowed: behind conv or fc)")
                }
                guard settings.accounting == .exact else {
                    throw InputError(
                        "\(place): batch_norm needs accounting = exact, because the reference has no normalization")
                }
                weighted[layer].normalization = normalization
            }
        }
        guard case .weighted = layers.last else {
            throw InputError("the last layer is a pool (allowed: a layer with weights)")
        }
        self.inputShape = inputShape
        self.layers = layers
        self.weighted = weighted
    }

    /// Classes that the network tells apart [1].
    public var classes: Int { weighted.last?.outputShape.count ?? 0 }

    /// Whether outputs of some layer are normalized.
    public var hasNormalization: Bool { weighted.contains { $0.normalization != nil } }

    /// Whether there are pools, and all of them take means.
    var poolsMeans: Bool {
        let pools = layers.compactMap { layer in
            if case .pooling(let pool) = layer { pool } else { nil as PoolingLayer? }
        }
        return !pools.isEmpty && pools.allSatisfy { $0.pooling == .mean }
    }

    /// Weights of all layers [1].
    public var weightCount: Int { weighted.reduce(0) { $0 + $1.weightCount } }

    /// Multiply-accumulate operations of a forward pass of one image [1].
    public var multiplyAccumulates: Int {
        weighted.reduce(0) { $0 + $1.weightCount * $1.outputShape.plane }
    }
}

extension LayerDescription {
    /// Whether it is a convolution or a fully connected layer.
    var isWeighted: Bool {
        switch self {
        case .convolution, .dense: true
        case .pooling, .normalization: false
        }
    }
}

/// A pool: squares that do not overlap.
public struct PoolingLayer: Sendable {
    /// What is taken of a square.
    public let pooling: LayerDescription.Pooling
    /// Rows and columns of a square [1].
    public let size: Int
    /// Extents of its input.
    public let inputShape: MapShape

    init(_ pooling: LayerDescription.Pooling, size: Int, inputShape: MapShape) {
        self.pooling = pooling
        self.size = size
        self.inputShape = inputShape
    }

    /// Extents of its output.
    public var outputShape: MapShape {
        MapShape(channels: inputShape.channels, height: inputShape.height / size, width: inputShape.width / size)
    }

    func squares(images: Int) -> PooledSquares {
        PooledSquares(
            planes: inputShape.channels * images, height: inputShape.height, width: inputShape.width, size: size)
    }
}

/// A convolution or a fully connected layer, which is a convolution over maps of one place.
public struct WeightedLayer: Sendable {
    /// Its number among the layers with weights, from 0.
    public let number: Int
    /// Whether it is the last one, whose outputs are the logits: neither clamped nor rounded.
    public let isLast: Bool
    /// Extents of its input; of a fully connected layer before it is flattened.
    public let inputShape: MapShape
    /// Extents of its output.
    public let outputShape: MapShape
    /// The convolution; nil for a fully connected layer.
    public let convolution: ConvolutionDescription?
    /// What its products are divided by, a power of two [1].
    public let scale: Double
    /// Initial weights reach from minus this to this [1].
    public let reach: Double
    /// The batch normalization of its outputs; nil without any.
    public internal(set) var normalization: NormalizationDescription?

    /// Groups of channels that are convolved on their own [1].
    public var groups: Int { convolution?.groups ?? 1 }
    /// Output channels [1].
    public var outputs: Int { outputShape.channels }
    /// Inputs of a dot product [1].
    public let rows: Int
    /// Weights: [outputs][rows], rows in the order channel, row, column of the kernel [1].
    public var weightCount: Int { outputs * rows }
    /// Extents of the weights.
    public var weightShape: [Int] {
        guard let convolution else { return [outputs, rows] }
        return [outputs, inputShape.channels / convolution.groups, convolution.kernel, convolution.kernel]
    }

    /// A convolution.
    init(
        _ convolution: ConvolutionDescription, on shape: MapShape, number: Int, isLast: Bool, place: String,
        _ settings: TrainingSettings
    ) throws(InputError) {
        let height = shape.height + 2 * convolution.padding - convolution.kernel
        let width = shape.width + 2 * convolution.padding - convolution.kernel
        guard height >= 0, width >= 0 else {
            throw InputError("\(place): a kernel of \(convolution.kernel) does not fit on maps of \(shape)")
        }
        guard shape.channels % convolution.groups == 0, convolution.outputs % convolution.groups == 0 else {
            throw InputError(
                "\(place): \(convolution.groups) groups do not divide \(shape.channels) channels and "
                    + "\(convolution.outputs) outputs")
        }
        let output = MapShape(
            channels: convolution.outputs, height: height / convolution.stride + 1,
            width: width / convolution.stride + 1)
        self.init(
            convolution, shape, output,
            rows: shape.channels / convolution.groups * convolution.kernel * convolution.kernel,
            number: number, isLast: isLast, settings)
    }

    /// A fully connected layer.
    init(dense outputs: Int, on shape: MapShape, number: Int, isLast: Bool, _ settings: TrainingSettings) {
        self.init(
            nil, shape, MapShape(channels: outputs), rows: shape.count, number: number, isLast: isLast, settings)
    }

    private init(
        _ convolution: ConvolutionDescription?, _ input: MapShape, _ output: MapShape, rows: Int, number: Int,
        isLast: Bool, _ settings: TrainingSettings
    ) {
        self.convolution = convolution
        inputShape = input
        outputShape = output
        self.rows = rows
        self.number = number
        self.isLast = isLast
        // Weights of WAGE: S. Wu et al., "Training and inference with integers in deep neural networks", ICLR 2018.
        let even = (3 / Double(rows)).squareRoot()
        let wide = settings.weightRange / settings.weightGrid.steps
        scale = wide > 0 ? max(1, nearestPowerOfTwo(wide / even)) : 1
        reach = max(wide, even)
    }

    /// The places of the kernel over maps of a batch, of the channels of one group.
    func window(images: Int) -> tk_batch_window {
        guard let convolution else {
            return tk_batch_window(
                channels: Int64(rows), images: Int64(images), height: 1, width: 1, kernel_height: 1, kernel_width: 1,
                stride_height: 1, stride_width: 1, pad_top: 0, pad_left: 0, out_height: 1, out_width: 1)
        }
        let (kernel, stride, padding) = (
            Int64(convolution.kernel), Int64(convolution.stride), Int64(convolution.padding)
        )
        return tk_batch_window(
            channels: Int64(inputShape.channels / convolution.groups), images: Int64(images),
            height: Int64(inputShape.height), width: Int64(inputShape.width), kernel_height: kernel,
            kernel_width: kernel, stride_height: stride, stride_width: stride, pad_top: padding, pad_left: padding,
            out_height: Int64(outputShape.height), out_width: Int64(outputShape.width))
    }

    /// Whether a place of the kernel is one element, so that maps need not be unfolded.
    var isPointwise: Bool {
        guard let convolution else { return true }
        return convolution.kernel == 1 && convolution.stride == 1 && convolution.padding == 0
    }
}
