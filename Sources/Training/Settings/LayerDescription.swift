// SPDX-License-Identifier: Apache-2.0

/// A layer of a network to train, before it knows its inputs.
public enum LayerDescription: Sendable, Equatable {
    /// A convolution with a square kernel.
    case convolution(ConvolutionDescription)
    /// A fully connected layer with so many outputs. It takes maps in the order channel, row, column.
    case dense(outputs: Int)
    /// Squares of `size` that do not overlap; rows and columns left over are dropped.
    case pooling(Pooling, size: Int)

    /// What a pooling layer takes of a square.
    public enum Pooling: String, Sendable, CaseIterable {
        /// The largest element.
        case largest = "max_pool"
        /// The mean.
        case mean = "avg_pool"
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
