// SPDX-License-Identifier: Apache-2.0

import WorkloadKernels
import Parallelism

/// The input activations of a layer as the bits that drive the wordlines: a packed matrix.
///
/// A row is a row of the weight matrix. Columns come vector after vector; the bits of a vector come most significant
/// (the sign) first, so that column `vector * bitsPerVector` is the sign of `vector`.
public struct InputBits: Sendable, Equatable {
    /// Rows: inputs of the layer's dot products.
    public let rows: Int
    /// Input vectors: positions of the kernel.
    public let vectors: Int
    /// Bits of an activation.
    public let bitsPerVector: Int
    /// 64-bit words that a row takes.
    public let wordsPerRow: Int
    /// The bits, row by row: column c is bit c % 64 of word c / 64 of its row. Unused bits are 0.
    public let words: [UInt64]

    /// All columns: vectors x bits.
    public var columns: Int { vectors * bitsPerVector }

    /// Makes a matrix of bits.
    ///
    /// - Precondition: `words` has `rows` times as many elements as a row of `vectors * bitsPerVector` bits needs.
    public init(rows: Int, vectors: Int, bitsPerVector: Int, words: [UInt64]) {
        wordsPerRow = Self.wordsNeeded(forColumns: vectors * bitsPerVector)
        precondition(words.count == rows * wordsPerRow, "the words do not fill the matrix")
        self.rows = rows
        self.vectors = vectors
        self.bitsPerVector = bitsPerVector
        self.words = words
    }

    static func wordsNeeded(forColumns columns: Int) -> Int { (columns + 63) / 64 }

    /// Makes the bits of activations.
    ///
    /// - Parameters:
    ///   - activations: the activations, vector by vector, `rows` of them each.
    ///   - rows: inputs of the layer's dot products.
    ///   - bitsPerVector: bits of an activation, 1 to 32; the lowest ones of each activation are taken.
    ///   - threads: how many threads may work; the bits do not depend on it.
    /// - Precondition: `activations` holds whole vectors.
    public init(activations: [Int64], rows: Int, bitsPerVector: Int, threads: Int = defaultThreadCount) {
        precondition(rows > 0 && activations.count % rows == 0, "the activations do not make whole vectors")
        let vectors = activations.count / rows
        let wordsPerRow = Self.wordsNeeded(forColumns: vectors * bitsPerVector)
        var words = [UInt64](repeating: 0, count: rows * wordsPerRow)
        words.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            let blocks = pieces(of: rows, size: 512)
            forEachInParallel(blocks.count, threads: threads) { index in
                let block = blocks[index]
                activations.withUnsafeBufferPointer { values in
                    tk_bits_pack(
                        values.baseAddress, vectors, rows, block.lowerBound, block.count, UInt32(bitsPerVector),
                        shared.base, wordsPerRow)
                }
            }
        }
        self.init(rows: rows, vectors: vectors, bitsPerVector: bitsPerVector, words: words)
    }

    /// Whether a bit is set.
    public subscript(row: Int, column: Int) -> Bool {
        words[row * wordsPerRow + column / 64] >> UInt64(column % 64) & 1 == 1
    }

    /// Writes up to 64 columns of each row of a block as a word: bit i is the one of column i of the block.
    ///
    /// - Precondition: the ranges lie in the matrix, there are 1 to 64 columns, and `buffer` has a word for each row.
    public func lines(rows: Range<Int>, columns: Range<Int>, into buffer: UnsafeMutableBufferPointer<UInt64>) {
        check(rows, columns)
        precondition((1...64).contains(columns.count) && buffer.count >= rows.count, "no room for the lines")
        guard let base = buffer.baseAddress, !rows.isEmpty else { return }
        tk_bits_lines(
            words, wordsPerRow, rows.lowerBound, rows.count, columns.lowerBound, columns.count, base)
    }

    /// How many rows of a block are driven in each of its columns.
    ///
    /// - Precondition: the ranges lie in the matrix.
    public func onesPerColumn(rows: Range<Int>, columns: Range<Int>) -> [Int32] {
        check(rows, columns)
        var counts = [Int32](repeating: 0, count: columns.count)
        guard !rows.isEmpty, !columns.isEmpty else { return counts }
        tk_bits_count_columns(
            words, wordsPerRow, rows.lowerBound, rows.count, columns.lowerBound, columns.count, &counts)
        return counts
    }

    /// In how many columns of a block each of its rows is driven.
    ///
    /// - Precondition: the ranges lie in the matrix.
    public func onesPerRow(rows: Range<Int>, columns: Range<Int>) -> [Int32] {
        check(rows, columns)
        var counts = [Int32](repeating: 0, count: rows.count)
        guard !rows.isEmpty, !columns.isEmpty else { return counts }
        tk_bits_count_rows(
            words, wordsPerRow, rows.lowerBound, rows.count, columns.lowerBound, columns.count, &counts)
        return counts
    }

    /// The activations that the bits stand for, vector by vector: two's complement, or 0 and 1 for single bits.
    public func activations() -> [Int32] {
        let total = vectors * rows
        return [Int32](unsafeUninitializedCapacity: total) { buffer, count in
            if total > 0 {
                tk_bits_unpack(words, wordsPerRow, rows, 0, vectors, UInt32(bitsPerVector), buffer.baseAddress)
            }
            count = total
        }
    }

    private func check(_ rows: Range<Int>, _ columns: Range<Int>) {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= self.rows, "rows outside the matrix")
        precondition(columns.lowerBound >= 0 && columns.upperBound <= self.columns, "columns outside the matrix")
    }
}
