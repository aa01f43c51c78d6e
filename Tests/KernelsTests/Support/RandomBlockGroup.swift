// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import _TestSupport

/// A random group of rows that is counted for a block of vectors, with the digits that are read.
struct RandomBlockGroup {
    let reference: ReferenceBlockGroup
    let structure: tk_imc_block_group
    /// [digit][row * 64 + vector].
    let digits: [[Bool]]
    /// The same in bytes of eight rows, [digit][row_bytes][64].
    let digitBytes: [UnsafePointer<UInt8>?]
    /// What each digit counts.
    let digitScales: [Int]

    /// Makes a group with a number of rows and lanes, read with some digits.
    init(
        _ random: inout SeededGenerator, pool: ArrayPool, rows: Int, lanes: Int, digits digitCount: Int, isBipolar: Bool
    ) {
        let columns = random.integer(1...4)
        let share = random.pick([0, 0.5, 1])
        let cells = (0..<columns).map { _ in
            (0..<lanes).map { _ in (0..<rows).map { _ in random.flip(share) } }
        }
        let isClamped = random.flip(0.4)
        let top = random.size(1...(isClamped ? rows : 255))
        let codes = (0...rows).map { isClamped ? min($0, top) : random.integer(0...top) }
        var (factors, shifts) = ([Int](), [Int]())
        for first in stride(from: 0, to: lanes, by: 4) {
            let lanesOfQuad = min(4, lanes - first)
            let quad = Self.factors(&random, top: top).prefix(lanesOfQuad)
            factors += quad + Array(repeating: 0, count: 4 - lanesOfQuad)
            shifts.append(random.integer(0...5))
        }
        let firstClipped = isBipolar || random.flip(0.3) ? nil : random.integer(1...min(rows + 1, 255))
        reference = ReferenceBlockGroup(
            rows: rows, columns: columns, cells: cells, codes: codes,
            laneScales: (0..<lanes).map { factors[$0] << shifts[$0 / 4] }, firstClipped: firstClipped,
            isBipolar: isBipolar)
        let density = random.pick([0.1, 0.5, 0.9, 1])
        let digits = (0..<digitCount).map { _ in
            (0..<rows * ReferenceBytes.block).map { _ in random.flip(density) }
        }
        self.digits = digits
        digitBytes = digits.map { digit in
            var bytes = [UInt8](repeating: 0, count: (rows + 7) / 8 * ReferenceBytes.block)
            for row in 0..<rows {
                for vector in 0..<ReferenceBytes.block where digit[row * ReferenceBytes.block + vector] {
                    bytes[row / 8 * ReferenceBytes.block + vector] |= 1 << UInt8(row % 8)
                }
            }
            return pool.keep(bytes)
        }
        digitScales = (0..<digitCount).map { $0 == digitCount - 1 && random.flip() ? -(1 << $0) : 1 << $0 }
        // What stands behind the codes of the rows, and behind the table, is no code of anything.
        let table = codes.map { UInt8($0) } + [UInt8](repeating: 255, count: 320 - codes.count)
        structure = tk_imc_block_group(
            row_bytes: (rows + 7) / 8, columns: columns, lanes: lanes,
            weights: pool.keep(cells.joined().flatMap(Self.packed)), codes: pool.keep(table),
            is_clamped: isClamped && random.flip(0.8) ? 1 : 0, top: UInt8(top),
            factors: pool.keep(factors.map { Int8($0) }), shifts: pool.keep(shifts.map { UInt8($0) }),
            first_clipped: UInt8(firstClipped ?? 0), is_bipolar: isBipolar ? 1 : 0)
    }

    /// Four factors in any order: with the largest code, their magnitudes add up to at most 32767.
    private static func factors(_ random: inout SeededGenerator, top: Int) -> [Int] {
        var left = 32767 / top
        let factors = (0..<4).map { _ in
            let factor =
                random.flip(0.3)
                ? random.pick([-min(128, left), min(127, left), 0])
                : random.integer(-min(128, left)...min(127, left))
            left -= abs(factor)
            return factor
        }
        return factors.shuffled(using: &random)
    }

    /// Bits as bytes of eight rows.
    private static func packed(_ bits: [Bool]) -> [UInt8] {
        stride(from: 0, to: bits.count, by: 8).map { first in
            bits[first..<min(first + 8, bits.count)].enumerated().reduce(UInt8(0)) {
                $1.element ? $0 | 1 << UInt8($1.offset) : $0
            }
        }
    }
}
