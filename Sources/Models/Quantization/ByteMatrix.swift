// SPDX-License-Identifier: Apache-2.0

import BaseKernels

/// Weights that are multiplied with activations of bytes, for a block of 64 vectors at a time; sums have 32 bits.
///
/// The product of a vector is the sum that ``add(_:to:)`` forms, plus ``offset`` times the sum of the vector's activations.
public struct ByteMatrix: Sendable {
    /// What was taken off all weights so that they fit.
    public let offset: Int32
    private let rows: Int
    private let columns: Int
    private let packed: [UInt8]

    /// The most rows, so that no sum leaves 32 bits.
    private static let mostRows = 1 << 15

    /// Whether this processor multiplies bytes faster than a library of linear algebra multiplies floating-point numbers.
    public static var isFast: Bool { tk_vector_width() == TK_AVX2 || tk_vector_width() == TK_AVX512 }

    /// Packs weights; nil where their range is wider than a byte.
    ///
    /// - Parameters:
    ///   - weights: [rows][columns].
    ///   - rows: rows of the matrix.
    ///   - columns: columns of the matrix.
    public init?(_ weights: [Int32], rows: Int, columns: Int) {
        let (least, most) = (weights.min() ?? 0, weights.max() ?? 0)
        guard rows <= Self.mostRows, Int(most) - Int(least) <= 255 else { return nil }
        let offset = least >= -128 && most <= 127 ? 0 : least + 128
        self.offset = offset
        self.rows = rows
        self.columns = columns
        let narrow = weights.map { Int8($0 - offset) }
        packed = filled(tk_byte_weights_size(rows, columns)) { result in
            guard let target = result.baseAddress else { return }
            tk_byte_weights_pack(narrow, rows, columns, target)
        }
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
