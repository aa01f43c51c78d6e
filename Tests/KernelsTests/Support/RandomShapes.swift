// SPDX-License-Identifier: Apache-2.0

import _TestSupport

extension SeededGenerator {
    /// Sizes next to those of vector registers, cache lines and words, where loops over a rest begin and end.
    private static let edges = [
        0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513,
    ]

    /// A size in a range, by preference next to a power of two.
    mutating func size(_ range: ClosedRange<Int>) -> Int {
        let edges = Self.edges.filter(range.contains)
        return edges.isEmpty || flip(0.3) ? integer(range) : pick(edges)
    }

    /// A whole number in a range.
    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// A real number in a range.
    mutating func real(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }

    /// Real numbers in a range.
    mutating func reals(_ count: Int, _ range: ClosedRange<Double>) -> [Double] { (0..<count).map { _ in real(range) } }

    /// A multiple of 1/1024 from -1 to 1: sums of few of them are exact.
    mutating func grid() -> Double { Double(integer(-1024...1024)) / 1024 }

    /// A word of which about one in four bits is 1.
    mutating func sparseWord() -> UInt64 { next() & next() }

    /// Numbers that are none, have no end, or lie at an end of what a double can hold.
    static let extremes: [Double] = [
        0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300, 0.5, -0.5, 1.5, 2.5,
        0.49999999999999994, 1e300, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity, -.infinity, .nan,
    ]

    /// A real number in a range, or now and then an extreme one.
    mutating func wild(_ range: ClosedRange<Double>) -> Double { flip(0.8) ? real(range) : pick(Self.extremes) }
}
