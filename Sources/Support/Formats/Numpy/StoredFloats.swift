// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import Parallelism
import Synchronization

/// The single-precision numbers of an array where they lie in an archive; they are widened where and when they are used, so
/// that large arrays need no memory of their own.
package final class StoredFloats: Sendable {
    let contents: MemberContents
    private let headerLength: Int

    /// How many numbers there are.
    package let count: Int
    /// The first number that is not finite of those that were looked at; `count` where all are.
    private let notFinite: Mutex<Int>
    /// How many numbers were looked at.
    private let looked = Atomic<Int>(0)

    /// The elements of an array of `count` plain numbers behind a header.
    init(_ contents: MemberContents, headerLength: Int, count: Int) {
        self.contents = contents
        self.headerLength = headerLength
        self.count = count
        notFinite = Mutex(count)
    }

    /// Looks at the numbers of a piece of the bytes, header and all, while it is at hand for another reason. Each piece is looked at
    /// once. Where the header is of an odd length nothing is looked at, because numbers may lie on both sides of a border.
    func look(at bytes: Range<Int>) {
        let size = MemoryLayout<Float>.size
        guard headerLength % size == 0 else { return }
        let first = max(0, bytes.lowerBound - headerLength) / size
        let range = first..<max(first, min(count, (bytes.upperBound - headerLength) / size))
        look(atNumbers: range)
    }

    private func look(atNumbers range: Range<Int>) {
        if let bad = firstNotFinite(in: range) { notFinite.withLock { $0 = min($0, bad) } }
        looked.add(range.count, ordering: .relaxed)
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
        if looked.load(ordering: .relaxed) < count {
            let ranges = pieces(of: count, size: 1 << 18)
            forEachInParallel(ranges.count, threads: threads) { look(atNumbers: ranges[$0]) }
        }
        return notFinite.withLock { $0 < count ? $0 : nil }
    }

    private func firstNotFinite(in range: Range<Int>) -> Int? {
        let size = MemoryLayout<Float>.size
        guard let base = contents.elements.baseAddress else { return nil }
        if tk_are_finite_f32(base + range.lowerBound * size, range.count) != 0 { return nil }
        return range.first { !base.loadUnaligned(fromByteOffset: $0 * size, as: Float.self).isFinite }
    }

    /// Calls a function with the bytes of a range of the numbers, at any address.
    ///
    /// - Parameters:
    ///   - range: which numbers.
    ///   - body: receives where they begin; they are there only during the call.
    package func withBytes(of range: Range<Int>, _ body: (UnsafeRawPointer) -> Void) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        guard let base = contents.elements.baseAddress else { return }
        body(base + range.lowerBound * MemoryLayout<Float>.size)
    }
}
