// SPDX-License-Identifier: Apache-2.0

/// A matrix of bits in rows of words: column c of a row is bit c % 64 of its word c / 64.
struct BitMatrix {
    let wordsPerRow: Int
    var words: [UInt64]

    /// A matrix of zeros.
    init(rows: Int, wordsPerRow: Int) {
        self.wordsPerRow = wordsPerRow
        words = Array(repeating: 0, count: rows * wordsPerRow)
    }

    subscript(row: Int, column: Int) -> Bool {
        get { words[row * wordsPerRow + column / 64] >> UInt64(column % 64) & 1 == 1 }
        set {
            let bit = UInt64(1) << UInt64(column % 64)
            let place = row * wordsPerRow + column / 64
            words[place] = newValue ? words[place] | bit : words[place] & ~bit
        }
    }

    /// `tk_bits_lines`: columns of each row as the lowest bits of a word.
    func lines(rows: Range<Int>, columns: Range<Int>) -> [UInt64] {
        rows.map { row in
            columns.enumerated().reduce(0) { self[row, $1.element] ? $0 | 1 << UInt64($1.offset) : $0 }
        }
    }

    /// `tk_bits_count_columns`: ones of each column.
    func columnCounts(rows: Range<Int>, columns: Range<Int>) -> [Int32] {
        columns.map { column in Int32(rows.count { self[$0, column] }) }
    }

    /// `tk_bits_count_rows`: ones of each row.
    func rowCounts(rows: Range<Int>, columns: Range<Int>) -> [Int32] {
        rows.map { row in Int32(columns.count { self[row, $0] }) }
    }

    /// `tk_bits_pack`: in row r the bits of `values[v * rows + r]` of all vectors v, the most significant first.
    mutating func pack(_ values: [Int64], vectors: Int, rows: Int, packedRows: Range<Int>, bits: Int) {
        for vector in 0..<vectors {
            for row in packedRows {
                for bit in 0..<bits {
                    self[row, vector * bits + bit] = values[vector * rows + row] >> Int64(bits - 1 - bit) & 1 == 1
                }
            }
        }
    }

    /// `tk_bits_unpack`: two's complement numbers, or plain bits where there is one bit.
    func unpacked(vector: Int, row: Int, bits: Int) -> Int32 {
        var number: Int64 = 0
        for bit in 0..<bits {
            let weight = Int64(1) << Int64(bits - 1 - bit)
            guard self[row, vector * bits + bit] else { continue }
            number += bit == 0 && bits > 1 ? -weight : weight
        }
        return Int32(number)
    }
}
