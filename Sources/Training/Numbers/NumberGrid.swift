// SPDX-License-Identifier: Apache-2.0

import TrainingKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Numbers of so many bits, sign included: multiples of 1/S from -L to L, with S = 2^(bits - 1) and L = 1 - 1/S.
///
/// One bit is a sign, with L = 1; more than 15 bits are not rounded, with L = 1. Source: DNN+NeuroSim V2.1,
/// Training_pytorch/utee/wage_quantizer.py.
public struct NumberGrid: Sendable, Equatable {
    /// Bits of a number [bit].
    public let bits: Int

    /// The grid of numbers of `bits` bits, 1 to 32.
    public init(bits: Int) { self.bits = bits }

    /// Steps from 0 to 1 [1].
    public var steps: Double { exp2(Double(bits - 1)) }

    /// The largest number [1].
    public var limit: Double { isRounded && bits > 1 ? 1 - 1 / steps : 1 }

    /// Whether numbers are rounded at all.
    public var isRounded: Bool { bits <= 15 }

    /// The nearest number, halves to the even one; it may lie beyond the limits.
    public func nearest(_ value: Double) -> Double {
        if bits == 1 { return value > 0 ? 1 : value < 0 ? -1 : 0 }
        return isRounded ? (value * steps).rounded(.toNearestOrEven) / steps : value
    }

    /// The value, or the limit that it is beyond.
    public func clamped(_ value: Double) -> Double { min(max(value, -limit), limit) }

    /// The grid as C reads it.
    var kernel: tk_grid { tk_grid(steps: steps, limit: limit, rounding: bits == 1 ? 1 : isRounded ? 2 : 0) }
}

/// The power of two that is nearest on a logarithmic scale.
func nearestPowerOfTwo(_ largest: Double) -> Double { exp2(log2(largest).rounded(.toNearestOrEven)) }
