// SPDX-License-Identifier: Apache-2.0

/// The operation of a node of a network. Shapes have no batch axis: a feature map is [channels, height, width].
public enum Operation: Sendable, Equatable {
    /// A convolution or fully connected layer.
    case linear(LinearLayer)
    /// A layer that hardware computes: number of the layer in `QuantizedNetwork.layers`.
    case matrix(Int)
    /// A batch normalization: scale * x + shift for each channel.
    case batchNormalization(BatchNormalization)
    /// A function of each element.
    case activation(Activation)
    /// The largest or mean element under a window.
    case pooling(Pooling)
    /// The mean over the last axes of a value, so many of them.
    case meanOfLast(axes: Int)
    /// The largest element over the last axes of a value, so many of them.
    case maximumOfLast(axes: Int)
    /// The sum over the last axes of a value, so many of them.
    case sumOfLast(axes: Int)
    /// Elements moved and scaled over the last axes of a value.
    case normalization(Normalizing)
    /// Two values, element by element.
    case binary(BinaryOperation)
    /// A value and a constant, element by element.
    case binaryConstant(BinaryOperation, Constant, constantIsLeft: Bool)
    /// Numbers that are the same for every image. It reads no value.
    case constant(Constant)
    /// Elements of the second value where those of the first are not 0, else of the third. All have as many axes; axes of
    /// extent 1 are repeated.
    case choice
    /// The matrix product of two values, both of which depend on the image or stand for constants: [..., m, k] and [..., k, n]
    /// make [..., m, n]. Both have as many axes, 2 or more; those before the last two are equal or 1, which is repeated.
    /// A product with a constant matrix is `linear`.
    case product
    /// As `product`, in integers that hardware multiplies: number of the product in `QuantizedNetwork.products`.
    case integerProduct(Int)
    /// Rows of a constant table, one for each element of the value, which is the number of the row from 0, or from the end if
    /// it is negative: [...] and a table of [rows, ...row] make [..., ...row].
    case lookup(Constant)
    /// Values that are concatenated along an axis.
    case concatenation(axis: Int)
    /// The same elements with other extents.
    case reshape
    /// Axes in another order.
    case transpose([Int])
    /// exp(x) / sum of exp(x) along some axes, one after the other: the first one, and how many.
    case softmax(axis: Int, count: Int)
    /// A margin around the last two axes.
    case padding(Padding)
    /// Some places along an axis, in the order in which they are named.
    case selection(axis: Int, places: [Int])
    /// Each element divided by a power of the energy of its neighbours in other channels.
    case localResponse(LocalResponse)
    /// Other extents, with elements in between.
    case resize([ResizedAxis])
    /// The second half of a transposed convolution: products of kernel elements are added up where they overlap.
    case overlap(Overlap)
    /// Integers that stand for the real values.
    case quantize(ActivationQuantization)
    /// The real values that integers stand for.
    case dequantize(ActivationQuantization)

    /// Whether it is a matrix product of two values.
    var isProduct: Bool {
        switch self {
        case .product, .integerProduct: true
        default: false
        }
    }

    /// The largest or mean element under a window.
    public struct Pooling: Sendable, Equatable {
        /// Whether it is the mean.
        public let isAverage: Bool
        /// The window.
        public let window: Window
        /// Whether padding counts as elements of value zero in a mean.
        public let includesPadding: Bool
    }

    /// y = (x - mean) / sqrt(variance + epsilon) over some last axes, or y = x / sqrt(mean of squares + epsilon).
    public struct Normalizing: Sendable, Equatable {
        /// Last axes that belong together [1].
        public let axes: Int
        /// What is added to the variance, or to the mean of squares.
        public let epsilon: Double
        /// Whether the mean is subtracted.
        public let isCentered: Bool
    }

    /// Numbers with extents.
    public struct Constant: Sendable, Equatable {
        /// Extents, without images.
        public let shape: [Int]
        /// Elements, the last axis fastest.
        public let values: [Float]
    }

    /// y = x / (bias + alpha / size * sum of squares over `size` neighbouring channels)^beta.
    public struct LocalResponse: Sendable, Equatable {
        /// Channels that are summed up, the element's own in the middle [1].
        public let size: Int
        /// Weight of the sum.
        public let alpha: Double
        /// The power.
        public let beta: Double
        /// The bias that is added to the sum.
        public let bias: Double
    }

    /// A margin of one value.
    public struct Padding: Sendable, Equatable {
        /// Rows above.
        public let top: Int
        /// Columns at the left.
        public let left: Int
        /// Rows below.
        public let bottom: Int
        /// Columns at the right.
        public let right: Int
        /// The value.
        public let value: Double
    }
}
