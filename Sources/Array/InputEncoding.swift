// SPDX-License-Identifier: Apache-2.0

/// How an activation becomes digits, which enter the rows one after the other.
public struct InputEncoding: Sendable, Equatable {
    /// Bits of an activation [bit].
    public let bits: Int
    /// Bits that a row carries at a time [bit].
    public let bitsPerStep: Int
    /// Whether activations are two's complement; otherwise none is below 0.
    public let isSigned: Bool
    /// Whether bits stand for -1 and +1, so that activations are odd.
    public let isBipolar: Bool
    /// Steps beyond the bits of an activation, in which the rows carry zeros and which count 0 [1].
    public let spareSteps: Int
    /// The weight of the digit of each step, the lowest first [1].
    public let scales: [Int]

    /// An encoding.
    ///
    /// - Parameters:
    ///   - bits: Bits of an activation, 1 to 32.
    ///   - bitsPerStep: Bits that a row carries at a time: at least 1, and 1 for signed and bipolar activations.
    ///   - isSigned: Whether activations are two's complement; bipolar ones are not.
    ///   - isBipolar: Whether bits stand for -1 and +1.
    ///   - leastSteps: Steps that the hardware takes at least; those beyond the bits carry zeros and count 0.
    public init(
        bits: Int, bitsPerStep: Int = 1, isSigned: Bool = false, isBipolar: Bool = false, leastSteps: Int = 0
    ) {
        self.bits = bits
        self.bitsPerStep = bitsPerStep
        self.isSigned = isSigned && !isBipolar
        self.isBipolar = isBipolar
        var scales = stride(from: 0, to: bits, by: bitsPerStep).map { 1 << $0 }
        if isSigned, !isBipolar, let sign = scales.popLast() { scales.append(-sign) }
        spareSteps = max(0, leastSteps - scales.count)
        self.scales = scales + [Int](repeating: 0, count: spareSteps)
    }

    /// Steps in which an activation enters the rows [1].
    public var steps: Int { scales.count }

    /// Planes of bits that enter the rows, those of spare steps included [bit].
    public var planes: Int { spareSteps == 0 ? bits : steps * bitsPerStep }

    /// The largest digit [1].
    public var topDigit: Int { (1 << bitsPerStep) - 1 }

    /// Activations that can be coded. Of bipolar ones only the odd ones can.
    public var range: ClosedRange<Int> {
        let top = 1 << bits
        if isBipolar { return -(top - 1)...top - 1 }
        return isSigned ? -top / 2...top / 2 - 1 : 0...top - 1
    }

    /// Whether only odd activations can be coded.
    public var isOdd: Bool { isBipolar }

    /// The digit of an activation in a step; -1 or +1 of a bipolar one, whose zeros are -1.
    ///
    /// - Precondition: the encoding codes the activation.
    public func digit(_ step: Int, of activation: Int) -> Int {
        let planes = isBipolar ? (activation + (1 << bits) - 1) / 2 : activation
        let digit = planes >> (step * bitsPerStep) & topDigit
        return isBipolar ? 2 * digit - 1 : digit
    }

    /// The activation that digits stand for, the lowest first.
    public func activation(of digits: [Int]) -> Int { zip(digits, scales).reduce(0) { $0 + $1.0 * $1.1 } }
}
