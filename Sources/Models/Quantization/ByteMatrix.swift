// SPDX-License-Identifier: Apache-2.0

import BaseKernels

/// Weights that are multiplied with activations of bytes, for a block of 64 vectors at a time; sums have 32 bits.
///
/// The product of a vector is the sum that ``add(_:to:)`` forms, plus ``offset`` times the sum of the vector's activations.
public struct ByteMatrix: Sendable {
    /// What was taken off all weights so that they fit.
    public let offset: Int32
    /// The sum of the packed weights of each column.
    public let columnSums: [Double]
    private let rows: Int
    private let columns: Int
    private let packed: [UInt8]

    /// Whether this processor multiplies bytes faster than a library of linear algebra multiplies floating-point numbers.
    static var isFast: Bool { tk_vector_width() == TK_AVX2 || tk_vector_width() == TK_AVX512 }

    /// What is to be taken off weights so that they fit; nil where their range is wider than a byte.
    public static func offset(for weights: [Int32]) -> Int32? {
        var (least, most) = (weights.first ?? 0, weights.first ?? 0)
        for weight in weights {
            least = min(least, weight)
            most = max(most, weight)
        }
        guard Int(most) - Int(least) <= 255 else { return nil }
        return least >= -128 && most <= 127 ? 0 : least + 128
    }

    /// Packs weights.
    ///
    /// - Parameters:
    ///   - weights: [rows][columns].
    ///   - rows: rows of the matrix.
    ///   - columns: columns of the matrix.
    ///   - offset: what is taken off the weights so that they are from -128 to 127.
    public init(_ weights: [Int32], rows: Int, columns: Int, offset: Int32) {
        self.offset = offset
        self.rows = rows
        self.columns = columns
        let narrow = weights.map { Int8(truncatingIfNeeded: $0 &- offset) }
        packed = filled(tk_byte_weights_size(rows, columns)) { result in
            guard let target = result.baseAddress else { return }
            tk_byte_weights_pack(narrow, rows, columns, target)
        }
        var sums = [Double](repeating: 0, count: columns)
        for row in 0..<rows {
            for column in 0..<columns { sums[column] += Double(narrow[row * columns + column]) }
        }
        columnSums = sums
    }

    /// Adds the products of a block to `sums`.
    ///
    /// - Parameters:
    ///   - quads: activations, [(rows + 3) / 4][64 in block order][4], as `tk_byte_quads` makes them.
    ///   - sums: [columns][64 in block order].
    public func add(_ quads: UnsafePointer<UInt8>, to sums: UnsafeMutablePointer<Int32>) {
        tk_byte_products(quads, packed, rows, columns, sums)
    }
}
