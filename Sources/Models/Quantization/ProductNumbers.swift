// SPDX-License-Identifier: Apache-2.0

/// The integers of products of two activations of a network that is quantized after training.
public struct ProductNumbers: Sendable, Equatable {
    /// Bits of the first operand, whose vectors enter rows [bit].
    public let inputBits: Int
    /// Bits of the second operand, which is stored [bit].
    public let storedBits: Int
    /// The integers of the first operand.
    public let inputForm: QuantizationSettings.NumberForm
    /// The integers of the second operand.
    public let storedForm: QuantizationSettings.NumberForm

    /// Describes the integers. `storedForm` nil: as the first operand.
    public init(
        inputBits: Int, storedBits: Int, form: QuantizationSettings.NumberForm,
        storedForm: QuantizationSettings.NumberForm? = nil
    ) {
        self.inputBits = inputBits
        self.storedBits = storedBits
        inputForm = form
        self.storedForm = storedForm ?? form
    }

    /// Whether some operand has one bit, whose step is the mean magnitude.
    var hasSingleBits: Bool { inputBits == 1 || storedBits == 1 }
}
