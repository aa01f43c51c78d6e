// SPDX-License-Identifier: Apache-2.0

/// A layer of a quantized network as the integer matrix that in-memory-computing hardware holds.
///
/// A convolution is the product of its unfolded input, a vector for each position of the kernel, with this matrix. Row
/// (c * kernel height + y) * kernel width + x belongs to input channel c and place (y, x) of the kernel.
public struct MatrixLayer: Sendable, Equatable {
    /// Name of the layer in the model.
    public let name: String
    /// The layer's place among the layers that hardware computes, from 0.
    public let index: Int
    /// Rows: inputs of a dot product.
    public let rows: Int
    /// Columns: outputs.
    public let columns: Int
    /// Integer weights, row by row: [rows][columns].
    public let weights: [Int32]
    /// Bits of a weight, its sign included.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// Whether activations are two's complement; otherwise they are not negative.
    public let activationIsSigned: Bool
    /// Whether activations are odd, every bit -1 or +1.
    public let activationsAreOdd: Bool
    /// Positions of the kernel [1]. Rows go channel by channel, all positions of the kernel for each; 1 for a fully
    /// connected layer.
    public let kernelPositions: Int

    /// Describes a layer.
    ///
    /// - Precondition: `weights` fills the matrix, and each channel has all positions of the kernel.
    public init(
        name: String, index: Int, rows: Int, columns: Int, weights: [Int32], weightBits: Int, activationBits: Int,
        activationIsSigned: Bool, activationsAreOdd: Bool = false, kernelPositions: Int = 1
    ) {
        precondition(weights.count == rows * columns, "the weights do not fill the matrix")
        precondition(kernelPositions > 0 && rows % kernelPositions == 0, "channels lack positions of the kernel")
        self.name = name
        self.index = index
        self.rows = rows
        self.columns = columns
        self.weights = weights
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.activationIsSigned = activationIsSigned
        self.activationsAreOdd = activationsAreOdd
        self.kernelPositions = kernelPositions
    }
}
