// SPDX-License-Identifier: Apache-2.0

import Counting
import Workload

/// The activations of a layer as a weight-gradient unit stores them for one kernel position: a row for each output
/// position, a column for each bit of each input channel.
public struct WeightGradientMatrix: Sendable, Equatable {
    /// Output positions.
    public let rows: Int
    /// Input channels times activation bits.
    public let columns: Int
    /// Kernel positions; the matrix is stored once for each, shifted.
    public let kernelPositions: Int
    /// Output channels, whose errors multiply the matrix one after the other.
    public let outputs: Int

    /// A matrix of the given size; no count is less than 1.
    public init(rows: Int, columns: Int, kernelPositions: Int, outputs: Int) {
        self.rows = max(1, rows)
        self.columns = max(1, columns)
        self.kernelPositions = max(1, kernelPositions)
        self.outputs = max(1, outputs)
    }

    /// The matrix of a layer whose activations have `activationBits` bits.
    ///
    /// A grouped convolution stores all channels, and the errors of its groups multiply them at the same time unless
    /// the policy says otherwise.
    public init(_ layer: Layer, activationBits: Int, counting: any CountingPolicy) {
        self.init(
            rows: counting.gradientPositions(of: layer),
            columns: layer.inputChannels * activationBits,
            kernelPositions: layer.kernelHeight * layer.kernelWidth,
            outputs: counting.gradientOutputs(of: layer))
    }
}
