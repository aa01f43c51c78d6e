// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// How a network in floating point is quantized after training.
public struct QuantizationSettings: Sendable, Equatable {
    /// Which integers stand for weights and activations.
    public enum NumberForm: String, Sendable, CaseIterable {
        /// Whole numbers: two's complement weights; activations unsigned where none is negative. One-bit weights are +1
        /// and -1.
        case integer
        /// Odd numbers, every bit +1 or -1: what XNOR arrays take.
        case odd
    }

    /// Which largest activation counts.
    public enum Calibration: Sendable, Equatable {
        /// The largest one that was seen.
        case maximum
        /// The one that so many percent of the activations do not exceed in magnitude, 50 to 100 [%].
        case percentile(Double)
    }

    /// Bits of a weight, 1 to 8.
    public let weightBits: Int
    /// Bits of an activation, 1 to 8.
    public let activationBits: Int
    /// Whether each output has its own weight scale.
    public let isPerChannel: Bool
    /// Whether activations that may be negative are unsigned with a zero point, rather than two's complement.
    public let isAsymmetric: Bool
    /// Which integers there are.
    public let form: NumberForm
    /// How the range of activations is found.
    public let calibration: Calibration
    /// The integers of products of two activations.
    public let products: ProductNumbers

    /// Describes a quantization.
    ///
    /// `products` has what products of two activations have of their own; nil: bits of activations, and `form`.
    ///
    /// - Throws: `InputError` of kind `usage` when a number of bits or a percentile is out of range, or odd numbers are to
    ///   have a zero point.
    public init(
        weightBits: Int = 8, activationBits: Int = 8, isPerChannel: Bool = false, isAsymmetric: Bool = false,
        form: NumberForm = .integer, calibration: Calibration = .maximum, products: ProductNumbers? = nil
    ) throws(InputError) {
        let products =
            products ?? ProductNumbers(inputBits: activationBits, storedBits: activationBits, form: form)
        let lengths = [
            (weightBits, "weight"), (activationBits, "activation"), (products.inputBits, "product input"),
            (products.storedBits, "stored product operand"),
        ]
        for (bits, what) in lengths where !(1...8).contains(bits) {
            throw InputError("\(bits) \(what) bits (allowed: 1 to 8)", kind: .usage)
        }
        if case .percentile(let percent) = calibration, !(percent >= 50 && percent <= 100) {
            throw InputError("a percentile of \(percent) (allowed: 50 to 100)", kind: .usage)
        }
        guard form == .integer || !isAsymmetric else {
            throw InputError("odd numbers have no zero point: they exclude asymmetric activations", kind: .usage)
        }
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.isPerChannel = isPerChannel
        self.isAsymmetric = isAsymmetric
        self.form = form
        self.calibration = calibration
        self.products = products
    }

    /// Whether weights are odd numbers: because this is requested, or because weights have one bit.
    var weightsAreOdd: Bool { form == .odd || weightBits == 1 }

    /// Weights as integers. `numbers` are the weights, output by output: [outputs][rows].
    func weights(_ numbers: [Float], outputs: Int) -> QuantizedWeights {
        let rows = numbers.count / outputs
        let parts = isPerChannel ? (0..<outputs).map { $0 * rows..<($0 + 1) * rows } : [0..<numbers.count]
        var integers: [Int32] = []
        integers.reserveCapacity(numbers.count)
        var scales: [Double] = []
        for part in parts {
            let scale = weightScale(numbers[part])
            scales.append(scale)
            integers += numbers[part].map { weight(Double($0), scale) }
        }
        return QuantizedWeights(integers: integers, scales: scales, zeroPoints: [0], bits: weightBits)
    }

    /// The step of weights; 1 where all are zero, so that it can be divided by.
    private func weightScale(_ numbers: ArraySlice<Float>) -> Double {
        let scale: Double
        if weightBits == 1 {
            scale = numbers.reduce(0.0) { $0 + Double($1.magnitude) } / Double(max(1, numbers.count))
        } else {
            let largest = Double(numbers.reduce(0) { max($0, $1.magnitude) })
            let levels = weightsAreOdd ? (1 << weightBits) - 1 : (1 << (weightBits - 1)) - 1
            scale = largest / Double(levels)
        }
        return scale > 0 && scale.isFinite ? scale : 1
    }

    private func weight(_ number: Double, _ scale: Double) -> Int32 {
        if weightsAreOdd {
            let limit = Double((1 << weightBits) - 1)
            return Int32(min(max(2 * (number / (2 * scale)).rounded(.down) + 1, -limit), limit))
        }
        let limit = Double((1 << (weightBits - 1)) - 1)
        return Int32(min(max((number / scale + 0.5).rounded(.down), -limit), limit))
    }

    /// How activations of a calibrated range become integers.
    func activation(_ range: ActivationRange) -> ActivationQuantization {
        activation(range, bits: activationBits, form: form)
    }

    /// How the first operand of a product of two activations becomes integers.
    func productInput(_ range: ActivationRange) -> ActivationQuantization {
        activation(range, bits: products.inputBits, form: products.inputForm)
    }

    /// How the second operand of a product of two activations becomes integers: symmetric numbers with a sign.
    func productStored(_ range: ActivationRange) -> ActivationQuantization {
        let bits = products.storedBits
        let isOdd = products.storedForm == .odd || bits == 1
        let levels = isOdd ? (1 << bits) - 1 : (1 << (bits - 1)) - 1
        let scale = bits == 1 ? range.meanMagnitude : range.largest / Double(levels)
        return ActivationQuantization(
            scale: scale > 0 && scale.isFinite ? scale : 1, bits: bits, form: isOdd ? .odd : .twosComplement)
    }

    private func activation(_ range: ActivationRange, bits: Int, form: NumberForm) -> ActivationQuantization {
        let levels = Double((1 << bits) - 1)
        func quantization(_ scale: Double, _ form: ActivationQuantization.Form, zeroPoint: Int = 0)
            -> ActivationQuantization
        {
            ActivationQuantization(
                scale: scale > 0 && scale.isFinite ? scale : 1, zeroPoint: zeroPoint, bits: bits, form: form)
        }
        if form == .odd {
            return quantization(bits == 1 ? range.meanMagnitude : range.largest / levels, .odd)
        }
        guard range.minimum < 0 else { return quantization(range.largest / levels, .unsigned) }
        if isAsymmetric {
            let (low, high) = (max(range.minimum, -range.largest), max(0, min(range.maximum, range.largest)))
            let scale = (high - low) / levels
            let zeroPoint = scale > 0 ? Int(min(max((-low / scale + 0.5).rounded(.down), 0), levels)) : 0
            return quantization(scale, .unsigned, zeroPoint: zeroPoint)
        }
        // A single bit in two's complement would be 0 or -1.
        guard bits > 1 else { return quantization(range.meanMagnitude, .odd) }
        return quantization(range.largest / Double((1 << (bits - 1)) - 1), .twosComplement)
    }
}
