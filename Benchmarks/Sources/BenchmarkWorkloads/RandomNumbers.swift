// SPDX-License-Identifier: Apache-2.0

import BaseKernels

/// Random numbers of a seed: those of the library's kernels, one after the other.
public struct RandomNumbers: RandomNumberGenerator {
    private let seed: UInt64
    private var count: UInt64 = 0

    /// Starts at a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        defer { count += 1 }
        return tk_random_word(seed, count)
    }

    /// A number that is nearly normally distributed, with variance 1: the sum of four uniform numbers of 16 bits.
    mutating func normal() -> Float {
        let bits = next()
        let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48)
        return (Float(sum) / 65_536 - 2) * 1.732_050_8
    }
}
