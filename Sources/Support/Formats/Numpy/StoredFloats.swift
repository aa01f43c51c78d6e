// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import Parallelism
import Synchronization

/// The single-precision numbers of an array where they lie in an archive; they are widened where and when they are used, so
/// that large arrays need no memory of their own.
package final class StoredFloats: Sendable {
    private let contents: MemberContents

    /// How many numbers there are.
    package let count: Int

    /// The elements of an array of `count` plain numbers.
    init(_ contents: MemberContents, count: Int) {
        self.contents = contents
        self.count = count
    }

    /// Widens a range of the numbers.
    ///
    /// - Parameters:
    ///   - range: which numbers.
    ///   - out: receives them.
    package func widen(_ range: Range<Int>, into out: UnsafeMutablePointer<Double>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        guard let base = contents.elements.baseAddress else { return }
        tk_widen_floats(base + range.lowerBound * MemoryLayout<Float>.size, range.count, out)
    }

    /// The first number that is infinite or not a number.
    ///
    /// - Parameter threads: how many threads may look.
    /// - Returns: its place; nil when all are finite.
    package func firstNotFinite(threads: Int) -> Int? {
        let ranges = pieces(of: count, size: 1 << 18)
        let found = Mutex(Int?.none)
        forEachInParallel(ranges.count, threads: threads) { piece in
            guard let bad = firstNotFinite(in: ranges[piece]) else { return }
            found.withLock { $0 = min($0 ?? bad, bad) }
        }
        return found.withLock { $0 }
    }

    private func firstNotFinite(in range: Range<Int>) -> Int? {
        let bytes = contents.elements
        // The pattern without its sign: from that of infinity on numbers are not finite.
        func pattern(_ place: Int) -> Int32 {
            bytes.loadUnaligned(fromByteOffset: place * MemoryLayout<Float>.size, as: Int32.self) & .max
        }
        let infinity = Int32(bitPattern: Float.infinity.bitPattern)
        var largest: Int32 = 0
        for place in range { largest = max(largest, pattern(place)) }
        return largest < infinity ? nil : range.first { pattern($0) >= infinity }
    }
}
