// SPDX-License-Identifier: Apache-2.0

/// Blocks of 64 vectors of bytes, as `tk_bytes.h` describes them, one number at a time.
enum ReferenceBytes {
    /// Vectors of a block.
    static let block = 64

    /// Where the product of a vector stands in block order.
    static func place(of vector: Int) -> Int {
        let (l, k, t) = (vector / 16, vector / 4 % 4, vector % 4)
        return 16 * k + 4 * l + t
    }

    /// The bits of `mask` of a byte, those of `turned` turned over.
    static func value(_ byte: UInt8, mask: UInt8, turned: UInt8) -> UInt8 { (byte & mask) ^ turned }

    /// `tk_byte_quads`, of rows [rows][64].
    static func quads(_ rows: [UInt8], mask: UInt8, turned: UInt8) -> [UInt8] {
        let count = rows.count / block
        var quads = [UInt8](repeating: 0, count: (count + 3) / 4 * 4 * block)
        for row in 0..<quads.count / block {
            for vector in 0..<block {
                let byte = row < count ? rows[row * block + vector] : 0
                quads[(row / 4 * block + place(of: vector)) * 4 + row % 4] = value(byte, mask: mask, turned: turned)
            }
        }
        return quads
    }

    /// `tk_byte_products`, of rows [rows][64] and weights [rows][columns].
    static func products(_ rows: [UInt8], _ weights: [Int8], columns: Int, sums: [Int32]) -> [Int32] {
        var sums = sums
        for row in 0..<rows.count / block {
            for column in 0..<columns {
                let weight = Int32(weights[row * columns + column])
                for vector in 0..<block {
                    sums[column * block + place(of: vector)] += weight * Int32(rows[row * block + vector])
                }
            }
        }
        return sums
    }

    /// `tk_byte_row_sums`, of rows [rows][64].
    static func rowSums(_ rows: [UInt8], mask: UInt8, turned: UInt8, sums: [Int32]) -> [Int32] {
        var sums = sums
        for (index, byte) in rows.enumerated() {
            sums[index % block] += Int32(value(byte, mask: mask, turned: turned)) - Int32(turned)
        }
        return sums
    }

    /// `tk_block_doubles`.
    static func doubles(_ sums: [Int32], shift: Int, vectorShifts: [Int]?, vectors: Int) -> [Double] {
        (0..<vectors).map { Double(Int(sums[place(of: $0)]) + shift + (vectorShifts?[$0] ?? 0)) }
    }
}
