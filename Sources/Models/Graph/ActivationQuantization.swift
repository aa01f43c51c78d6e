// SPDX-License-Identifier: Apache-2.0

/// How activations become integers: integer = round(x / scale) + zero point, limited to what the bits hold.
///
/// Rounding is floor(t + 1/2): ties go up, also those of negative numbers.
public struct ActivationQuantization: Sendable, Equatable {
    /// The form of integers with some bits.
    public enum Form: String, Sendable, CaseIterable {
        /// 0 to 2^bits - 1.
        case unsigned
        /// -2^(bits - 1) to 2^(bits - 1) - 1.
        case twosComplement
        /// Odd numbers from -(2^bits - 1) to 2^bits - 1: every bit is +1 or -1, as XNOR arrays take them.
        case odd
    }

    /// The step [in units of the activation].
    public let scale: Double
    /// The integer that stands for zero; 0 for odd numbers.
    public let zeroPoint: Int
    /// Bits of an integer.
    public let bits: Int
    /// Their form.
    public let form: Form

    /// Describes a quantization.
    ///
    /// - Precondition: `scale` is positive and finite, `bits` from 1 to 16.
    public init(scale: Double, zeroPoint: Int = 0, bits: Int, form: Form) {
        precondition(scale > 0 && scale.isFinite && (1...16).contains(bits), "no quantization")
        self.scale = scale
        self.zeroPoint = zeroPoint
        self.bits = bits
        self.form = form
    }

    /// Whether integers may be negative.
    public var isSigned: Bool { form != .unsigned }

    /// Smallest and largest integer.
    public var range: ClosedRange<Int> {
        switch form {
        case .unsigned: 0...(1 << bits) - 1
        case .twosComplement: -(1 << (bits - 1))...(1 << (bits - 1)) - 1
        case .odd: 1 - (1 << bits)...(1 << bits) - 1
        }
    }

    /// The integer for a number.
    public func integer(_ value: Double) -> Int32 {
        let limits = range
        let number: Double
        switch form {
        case .unsigned, .twosComplement: number = (value / scale + 0.5).rounded(.down) + Double(zeroPoint)
        case .odd: number = 2 * (value / (2 * scale)).rounded(.down) + 1
        }
        // A NaN becomes the smallest integer, as in the kernel.
        guard number > Double(limits.lowerBound) else { return Int32(limits.lowerBound) }
        return Int32(min(number, Double(limits.upperBound)))
    }

    /// The number that an integer stands for.
    public func value(_ integer: Int32) -> Double { scale * Double(Int(integer) - zeroPoint) }
}
