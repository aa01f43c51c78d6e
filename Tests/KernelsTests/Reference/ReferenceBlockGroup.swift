// SPDX-License-Identifier: Apache-2.0

/// Digits of one bit of activations, as `tk_imc_block.h` describes them.
struct ReferenceByteCoding {
    let digits: Int
    let addend: Int
    let shift: Int

    /// `tk_imc_code_bytes`: a coded activation, as far as its digits tell.
    func coded(_ byte: UInt8) -> UInt8 {
        let activation = addend == 0 ? Int(byte) : Int(Int8(bitPattern: byte))
        return UInt8(truncatingIfNeeded: (activation + addend) >> shift & (1 << digits - 1))
    }

    /// `tk_imc_digits`: digits [digits][bytes of eight rows][64] of coded rows [rows][64], and for each digit the largest number of
    /// rows that are on in a vector.
    static func transposed(_ rows: [UInt8], digits: Int) -> (bits: [UInt8], mostOn: [UInt32]) {
        let block = ReferenceBytes.block
        let count = rows.count / block
        let rowBytes = (count + 7) / 8
        var bits = [UInt8](repeating: 0, count: digits * rowBytes * block)
        var mostOn = [UInt32](repeating: 0, count: digits)
        for digit in 0..<digits {
            for vector in 0..<block {
                var on: UInt32 = 0
                for row in 0..<count where rows[row * block + vector] >> UInt8(digit) & 1 == 1 {
                    bits[(digit * rowBytes + row / 8) * block + vector] |= 1 << UInt8(row % 8)
                    on += 1
                }
                mostOn[digit] = max(mostOn[digit], on)
            }
        }
        return (bits, mostOn)
    }
}

/// A read of a group of rows for a block of vectors, as `tk_imc_block.h` describes it, one partial sum at a time.
struct ReferenceBlockGroup {
    let rows: Int
    let columns: Int
    /// Bits of cells, [column][lane][row].
    let cells: [[[Bool]]]
    /// By count.
    let codes: [Int]
    /// What each lane counts.
    let laneScales: [Int]
    /// Counts from here on are beyond the range; nil: none are.
    let firstClipped: Int?
    let isBipolar: Bool

    /// `tk_imc_block_products`: adds to `sums`, [columns][64 in block order]. Digits are [digit][row * 64 + vector].
    func products(_ digits: [[Bool]], scales: [Int], sums: [Int32]) -> (sums: [Int32], clipped: UInt64) {
        var sums = sums
        var clipped: UInt64 = 0
        for (digit, scale) in zip(digits, scales) {
            for column in 0..<columns {
                for (cell, laneScale) in zip(cells[column], laneScales) {
                    var counts = [Int](repeating: 0, count: ReferenceBytes.block)
                    for row in 0..<rows {
                        let first = row * ReferenceBytes.block
                        for vector in counts.indices {
                            let bit = digit[first + vector]
                            counts[vector] += (isBipolar ? bit != cell[row] : bit && cell[row]) ? 1 : 0
                        }
                    }
                    for (vector, count) in counts.enumerated() {
                        let place = column * ReferenceBytes.block + ReferenceBytes.place(of: vector)
                        sums[place] += Int32(scale * laneScale * codes[count])
                        if let firstClipped, count >= firstClipped { clipped += 1 }
                    }
                }
            }
        }
        return (sums, clipped)
    }
}
