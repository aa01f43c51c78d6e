// SPDX-License-Identifier: Apache-2.0

import WorkloadKernels
import Testing
import _TestSupport

/// Matrices of bits against loops over single bits. All results are whole numbers and must be equal.
@Suite struct BitKernelTests {
    private static func randomMatrix(rows: Int, columns: Int, _ random: inout SeededGenerator) -> BitMatrix {
        var matrix = BitMatrix(rows: rows, wordsPerRow: (columns + 63) / 64 + random.integer(0...1))
        let isFull = random.flip(0.1)
        for index in matrix.words.indices { matrix.words[index] = isFull ? .max : random.sparseWord() }
        return matrix
    }

    @Test func blocks() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let rows = random.size(1...520)
            let columns = random.size(1...300)
            let matrix = Self.randomMatrix(rows: rows, columns: columns, &random)
            let firstRow = random.flip() ? 0 : random.integer(0...rows - 1)
            let rowRange = firstRow..<firstRow + (random.flip() ? rows - firstRow : random.size(0...rows - firstRow))
            let firstColumn = random.integer(0...columns - 1)
            let columnRange = firstColumn..<firstColumn + random.size(0...columns - firstColumn)
            var byColumn = [Int32](repeating: -1, count: columnRange.count)
            tk_bits_count_columns(
                matrix.words, matrix.wordsPerRow, firstRow, rowRange.count, firstColumn, columnRange.count, &byColumn)
            expectEqual(byColumn, matrix.columnCounts(rows: rowRange, columns: columnRange), "case \(number), columns")
            var byRow = [Int32](repeating: -1, count: rowRange.count)
            tk_bits_count_rows(
                matrix.words, matrix.wordsPerRow, firstRow, rowRange.count, firstColumn, columnRange.count, &byRow)
            expectEqual(byRow, matrix.rowCounts(rows: rowRange, columns: columnRange), "case \(number), rows")
            let line = columnRange.prefix(64)
            guard !line.isEmpty else { continue }
            var lines = [UInt64](repeating: .max, count: rowRange.count)
            tk_bits_lines(
                matrix.words, matrix.wordsPerRow, firstRow, rowRange.count, firstColumn, line.count, &lines)
            expectEqual(lines, matrix.lines(rows: rowRange, columns: line), "case \(number), lines")
        }
    }

    /// Integers of any width, the smallest and the largest among them, packed and unpacked in two parts.
    @Test func packing() {
        for number in 0..<120 {
            var random = SeededGenerator(case: number)
            let bits = number % 32 + 1
            let vectors = random.size(0...40)
            let rows = random.size(0...20)
            let range: ClosedRange<Int64> = bits == 1 ? 0...1 : -(1 << (Int64(bits) - 1))...(1 << (Int64(bits) - 1) - 1)
            let values = (0..<vectors * rows).map { _ in
                random.flip(0.2)
                    ? random.pick([range.lowerBound, range.upperBound]) : Int64.random(in: range, using: &random)
            }
            var packed = BitMatrix(rows: rows, wordsPerRow: (vectors * bits + 63) / 64 + random.integer(0...1))
            var reference = packed
            let cut = random.integer(0...rows)
            for part in [0..<cut, cut..<rows] {
                tk_bits_pack(
                    values, vectors, rows, part.lowerBound, part.count, UInt32(bits), &packed.words, packed.wordsPerRow)
                reference.pack(values, vectors: vectors, rows: rows, packedRows: part, bits: bits)
                expectEqual(packed.words, reference.words, "case \(number), \(bits) bits, packed")
            }
            let middle = random.integer(0...vectors)
            var unpacked = [Int32](repeating: 99, count: vectors * rows)
            for part in [0..<middle, middle..<vectors] {
                tk_bits_unpack(
                    packed.words, packed.wordsPerRow, rows, part.lowerBound, part.count, UInt32(bits), &unpacked)
            }
            let wanted = (0..<vectors * rows).map { reference.unpacked(vector: $0 / rows, row: $0 % rows, bits: bits) }
            expectEqual(unpacked, wanted, "case \(number), \(bits) bits, unpacked")
            expectEqual(unpacked, values.map { Int32($0) }, "case \(number), \(bits) bits, round trip")
        }
    }
}
