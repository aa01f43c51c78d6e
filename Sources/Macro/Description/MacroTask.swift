// SPDX-License-Identifier: Apache-2.0

/// A matrix-vector multiplication on a macro: its operating point, its precision and its data.
///
/// It multiplies one input vector with weights that are in place. One multiplication and addition are two operations.
public struct MacroTask: Sendable, Equatable {
    /// Supply [V].
    public var supply: Double
    /// Temperature [K].
    public var temperature: Double
    /// Bits of an input [bit].
    public var inputBits: Int
    /// Bits of a weight; 1.5 for ternary ones [bit].
    public var weightBits: Double
    /// Bits of a result that are converted; nil for those of the converter [bit].
    public var outputBits: Double?
    /// Length of the input vector [1].
    public var inputs: Int
    /// Results [1].
    public var outputs: Int
    /// Share of ones among the bits of inputs [1].
    public var inputDensity: Double
    /// Share of ones among the bits of weights [1].
    public var weightDensity: Double

    /// A multiplication of the given figures.
    public init(
        supply: Double, temperature: Double = 300, inputBits: Int, weightBits: Double, outputBits: Double? = nil,
        inputs: Int, outputs: Int, inputDensity: Double = 0.5, weightDensity: Double = 0.5
    ) {
        self.supply = supply
        self.temperature = temperature
        self.inputBits = inputBits
        self.weightBits = weightBits
        self.outputBits = outputBits
        self.inputs = inputs
        self.outputs = outputs
        self.inputDensity = inputDensity
        self.weightDensity = weightDensity
    }

    /// Operations of the multiplication [1].
    public var operations: Double { 2 * Double(inputs) * Double(outputs) }
}
