// SPDX-License-Identifier: Apache-2.0

/// A convolution or fully connected layer: dot products of a window's inputs with weights, plus a bias.
public struct LinearLayer: Sendable, Equatable {
    /// Weights as they are given.
    public enum Weights: Sendable, Equatable {
        /// Real numbers, output by output: [outputs][rows].
        case real([Float])
        /// Integers with the step that belongs to them.
        case quantized(QuantizedWeights)
    }

    /// Outputs, all groups together [1].
    public let outputs: Int
    /// Inputs of a dot product [1]. Input (c * kernel height + y) * kernel width + x belongs to channel c of the group and
    /// place (y, x) of the kernel.
    public let rows: Int
    /// The window of a convolution; nil for a fully connected layer.
    public let window: Window?
    /// Groups of channels that are convolved on their own [1].
    public let groups: Int
    /// The weights, output by output.
    public let weights: Weights
    /// The bias of each output.
    public let bias: [Double]
    /// The parameters of the layer in the model's file.
    public let parameters: LayerParameters

    /// Describes a layer.
    ///
    /// - Parameters:
    ///   - outputs: outputs, all groups together [1].
    ///   - rows: inputs of a dot product [1].
    ///   - window: the window of a convolution.
    ///   - groups: groups of channels [1].
    ///   - weights: the weights, output by output.
    ///   - bias: what is added to each output.
    ///   - parameters: parameters in the file; nil: its own weights, and biases unless all are 0.
    /// - Precondition: weights and bias have the sizes that `outputs` and `rows` say.
    public init(
        outputs: Int, rows: Int, window: Window?, groups: Int, weights: Weights, bias: [Double],
        parameters: LayerParameters? = nil
    ) {
        let count =
            switch weights {
            case .real(let values): values.count
            case .quantized(let values): values.integers.count
            }
        precondition(count == outputs * rows && bias.count == outputs, "weights or bias do not fill the layer")
        self.outputs = outputs
        self.rows = rows
        self.window = window
        self.groups = groups
        self.weights = weights
        self.bias = bias
        self.parameters = parameters ?? LayerParameters(biases: bias.contains { $0 != 0 } ? outputs : 0)
    }

    /// The weights as real numbers, output by output.
    public var realWeights: [Float] {
        switch weights {
        case .real(let values): values
        case .quantized(let values): values.realValues(rows: rows)
        }
    }

    /// The same layer with another window of the same kernel.
    func replacing(window: Window) -> LinearLayer {
        LinearLayer(
            outputs: outputs, rows: rows, window: window, groups: groups, weights: weights, bias: bias,
            parameters: parameters)
    }

    /// The same layer with other weights and bias.
    func replacing(weights: Weights, bias: [Double], parameters: LayerParameters? = nil) -> LinearLayer {
        LinearLayer(
            outputs: outputs, rows: rows, window: window, groups: groups, weights: weights, bias: bias,
            parameters: parameters ?? self.parameters)
    }
}

/// Weights as integers: weight = scale * (integer - zero point).
public struct QuantizedWeights: Sendable, Equatable {
    /// The integers, output by output: [outputs][rows].
    public let integers: [Int32]
    /// Steps: one, or one an output.
    public let scales: [Double]
    /// The integers that stand for zero: one, or one an output.
    public let zeroPoints: [Int32]
    /// Bits of an integer, its sign included.
    public let bits: Int

    /// Describes weights. Integers are two's complement numbers of `bits` bits, or odd ones from -(2^bits - 1) to
    /// 2^bits - 1.
    public init(integers: [Int32], scales: [Double], zeroPoints: [Int32], bits: Int) {
        self.integers = integers
        self.scales = scales
        self.zeroPoints = zeroPoints
        self.bits = bits
    }

    /// The step of an output.
    func scale(_ output: Int) -> Double { scales.count == 1 ? scales[0] : scales[output] }

    /// The zero point of an output.
    func zeroPoint(_ output: Int) -> Int32 { zeroPoints.count == 1 ? zeroPoints[0] : zeroPoints[output] }

    func realValues(rows: Int) -> [Float] {
        integers.enumerated().map { index, integer in
            let output = index / rows
            return Float(scale(output) * Double(integer - zeroPoint(output)))
        }
    }
}
