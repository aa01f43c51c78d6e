// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import ModelsKernels

/// The integer activations that enter the matrices of a layer: feature maps that are unfolded piece by piece, so that the
/// vectors of a large map never stand in memory at once.
public struct LayerInputs: Sendable {
    /// Input vectors of a matrix, all images together [1].
    public let vectors: Int
    /// Elements of a vector [1].
    public let rows: Int
    /// Groups of channels, each with vectors of its own [1].
    public let groups: Int
    /// Whether bytes of activations are numbers in two's complement; otherwise they go from 0 to 255.
    public let isSigned: Bool

    /// Maps with their padding, [images][groups][channels][height][width], or vectors [vectors][rows].
    private let integers: [Int32]
    /// The same in bytes; nil where they do not fit, or where nobody asks for them.
    private let bytes: [UInt8]?
    private let window: tk_window?

    /// Vectors of a block, see ``unfold(group:rows:first:count:into:)``.
    public static let blockSize = Int(TK_BLOCK)

    /// Takes vectors as they are, of a single group of channels.
    ///
    /// - Parameters:
    ///   - integers: [vectors][rows].
    ///   - rows: elements of a vector.
    ///   - isSigned: whether activations may be negative.
    public init(_ integers: [Int32], rows: Int, isSigned: Bool) {
        precondition(rows > 0 && integers.count % rows == 0, "the integers do not fill the vectors")
        self.init(
            integers, window: nil, vectors: integers.count / rows, rows: rows, groups: 1, isSigned: isSigned
        )
    }

    /// Takes padded maps of images, with the window over them, which has no padding of its own.
    init(
        _ integers: [Int32], window: tk_window?, vectors: Int, rows: Int, groups: Int, isSigned: Bool
    ) {
        self.integers = integers
        self.window = window
        self.vectors = vectors
        self.rows = rows
        self.groups = groups
        self.isSigned = isSigned
        guard Self.fit(integers, isSigned ? -128...127 : 0...255) else {
            bytes = nil
            return
        }
        // Kernels read a block more than there is.
        bytes = filled(integers.count + Self.blockSize) { result in
            guard let target = result.baseAddress else { return }
            tk_bytes_from_i32(integers, integers.count, target)
            (target + integers.count).initialize(repeating: 0, count: Self.blockSize)
        }
    }

    /// Whether all integers are in a range.
    private static func fit(_ integers: [Int32], _ range: ClosedRange<Int32>) -> Bool {
        var (least, most): (Int32, Int32) = (0, 0)
        for integer in integers {
            least = min(least, integer)
            most = max(most, integer)
        }
        return range.contains(least) && range.contains(most)
    }

    /// Whether activations fit into bytes.
    public var areBytes: Bool { bytes != nil }

    /// Elements of a group of an image.
    private func groupSize(_ window: tk_window) -> Int { Int(window.channels * window.height * window.width) }

    /// Writes some rows of a block of vectors as bytes: [rows][64], zeros beyond the vectors.
    ///
    /// - Parameters:
    ///   - group: the group of channels.
    ///   - rows: which rows, from one on in steps.
    ///   - first: the first vector.
    ///   - count: vectors, ``blockSize`` at most.
    ///   - block: room for as many bytes and a row more, which is overwritten.
    /// - Precondition: ``areBytes``.
    public func unfold(
        group: Int, rows: StridedRows, first: Int, count: Int, into block: UnsafeMutablePointer<UInt8>
    ) {
        guard let bytes else { preconditionFailure("the activations are no bytes") }
        let selected = tk_rows(first: rows.first, step: rows.step, count: rows.count)
        bytes.withUnsafeBufferPointer { source in
            guard let source = source.baseAddress else { return }
            guard let window else { return tk_gather_block(source, self.rows, selected, first, count, block) }
            withUnsafePointer(to: window) { window in
                let size = groupSize(window.pointee)
                tk_unfold_block(source + group * size, window, groups * size, selected, first, count, block)
            }
        }
    }

    /// Some vectors of a group: [vectors][rows].
    public func vectors(group: Int, in range: Range<Int>) -> [Int32] {
        guard let window else { return Array(integers[range.lowerBound * rows..<range.upperBound * rows]) }
        return filled(range.count * rows) { result in
            guard let target = result.baseAddress else { return }
            integers.withUnsafeBufferPointer { source in
                guard let source = source.baseAddress else { return }
                withUnsafePointer(to: window) { window in
                    let size = groupSize(window.pointee)
                    tk_unfold_range_i32(
                        source + group * size, window, groups * size, range.lowerBound, range.count, target)
                }
            }
        }
    }

    /// All vectors of a group: [vectors][rows].
    public func vectors(group: Int) -> [Int32] {
        window == nil ? integers : vectors(group: group, in: 0..<vectors)
    }

    /// The sum of each vector of a group: [vectors].
    func totals(group: Int) -> [Double] {
        let size = max(1, (1 << 16) / rows)
        var totals: [Double] = []
        totals.reserveCapacity(vectors)
        for first in stride(from: 0, to: vectors, by: size) {
            let range = first..<min(vectors, first + size)
            let sums: [Int64] = filled(range.count) { result in
                guard let target = result.baseAddress else { return }
                tk_sum_vectors_i32(vectors(group: group, in: range), Int64(range.count), Int64(rows), target)
            }
            totals += sums.map { Double($0) }
        }
        return totals
    }
}

/// Some rows of a matrix: from one on, in steps.
public struct StridedRows: Sendable {
    /// The first row.
    public let first: Int
    /// From one row to the next.
    public let step: Int
    /// How many rows there are.
    public let count: Int

    /// Takes rows.
    public init(first: Int, step: Int, count: Int) {
        self.first = first
        self.step = step
        self.count = count
    }
}
