// SPDX-License-Identifier: Apache-2.0

/// A layer of a network to train, before it knows its inputs.
public enum LayerDescription: Sendable, Equatable {
    /// A convolution with a square kernel.
    case convolution(ConvolutionDescription)
    /// A fully connected layer with so many outputs. It takes maps in the order channel, row, column.
    case dense(outputs: Int)
    /// Squares of `size` that do not overlap; rows and columns left over are dropped.
    case pooling(Pooling, size: Int)
    /// A batch normalization of the outputs of the layer with weights before it.
    case normalization(NormalizationDescription)

    /// What a pooling layer takes of a square.
    public enum Pooling: String, Sendable, CaseIterable {
        /// The largest element.
        case largest = "max_pool"
        /// The mean.
        case mean = "avg_pool"
    }
}

/// A batch normalization: S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing internal
/// covariate shift", ICML 2015.
public struct NormalizationDescription: Sendable, Equatable {
    /// Share of the former running mean and variance in the next ones [1].
    public let momentum: Double
    /// What is added to variances before their root is taken; a number of single precision [1].
    public let epsilon: Double

    /// A batch normalization. Devices move far in a batch, so that running statistics must not be old. `epsilon` becomes the nearest number of single precision, as files have it.
    public init(momentum: Double = 0.5, epsilon: Double = 1e-5) {
        self.momentum = momentum
        self.epsilon = Double(Float(epsilon))
    }
}

/// A convolution to train.
public struct ConvolutionDescription: Sendable, Equatable {
    /// Output channels [1].
    public let outputs: Int
    /// Rows and columns of the kernel [1].
    public let kernel: Int
    /// Rows and columns of zeros on each side [1].
    public let padding: Int
    /// From place to place of the kernel [1].
    public let stride: Int
    /// Groups of channels that are convolved on their own [1].
    public let groups: Int

    /// A convolution.
    public init(outputs: Int, kernel: Int, padding: Int = 0, stride: Int = 1, groups: Int = 1) {
        self.outputs = outputs
        self.kernel = kernel
        self.padding = padding
        self.stride = stride
        self.groups = groups
    }
}
