// SPDX-License-Identifier: Apache-2.0

/// In which order the rows of a convolution fill arrays.
public enum RowOrder: String, Sendable, CaseIterable {
    /// As they come: channel by channel, all positions of the kernel for each.
    case channels
    /// Position by position of the kernel: the channels of each fill arrays of their own.
    ///
    /// Source: X. Peng, R. Liu, S. Yu, "Optimizing weight mapping and data flow for convolutional neural networks on
    /// RRAM based processing-in-memory architecture", ISCAS 2019.
    case positions
}

/// The rows of a layer as they come: channel by channel, all positions of the kernel for each.
public struct LayerRows: Sendable, Equatable {
    /// Their number [1].
    public let count: Int
    /// Positions of the kernel; 1 of a fully connected layer [1].
    public let kernelPositions: Int

    /// Rows of a kernel with so many positions; `count` is a multiple of them.
    public init(_ count: Int, kernelPositions: Int = 1) {
        precondition(kernelPositions > 0 && count % kernelPositions == 0, "rows without a channel")
        self.count = count
        self.kernelPositions = kernelPositions
    }

    /// Channels [1].
    public var channels: Int { count / kernelPositions }
}
