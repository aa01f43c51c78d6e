// SPDX-License-Identifier: Apache-2.0

/// Adds up the products of a transposed convolution.
///
/// A transposed convolution multiplies the vector of channels at each place of its input with the weights of all kernel elements
/// and outputs, which is a convolution with a kernel of one element. Its output o * (kernel area) + y * (kernel width) + x belongs
/// to place stride * place + dilation * (y, x) - before of output channel o: what falls on the same place is added up.
public struct Overlap: Sendable, Equatable {
    /// Kernel, strides, dilations and what is cut off at both ends.
    public let window: Window
    /// Rows of the result [1].
    public let height: Int
    /// Columns of the result [1].
    public let width: Int
    /// The bias of each output channel.
    public let bias: [Double]

    func outputShape(_ input: [Int]) throws(GraphProblem) -> [Int] {
        let (products, _, _) = try Operation.featureMap(input)
        guard products == bias.count * window.area, height >= 1, width >= 1 else {
            throw GraphProblem("an output of \(height) by \(width) places for an input of shape \(input)")
        }
        return [bias.count, height, width]
    }
}
