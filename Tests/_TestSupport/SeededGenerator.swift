// SPDX-License-Identifier: Apache-2.0

/// Random numbers that are the same in every run: SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom
/// Number Generators", OOPSLA 2014).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins at a seed.
    package init(seed: UInt64) {
        state = seed
    }

    /// The numbers of one of many cases. Cases that follow each other begin far apart.
    package init(case number: Int) {
        self.init(seed: UInt64(truncatingIfNeeded: number) &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D)
    }

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A whole number from 0 to `count` - 1; 0 where `count` is 0.
    package mutating func below(_ count: Int) -> Int {
        count > 0 ? Int.random(in: 0..<count, using: &self) : 0
    }

    /// One of several values.
    package mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &self)]
    }

    /// Heads or tails; `share` is that of heads [1].
    package mutating func flip(_ share: Double = 0.5) -> Bool {
        Double.random(in: 0..<1, using: &self) < share
    }
}
