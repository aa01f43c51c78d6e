// SPDX-License-Identifier: Apache-2.0

import Models

/// Room for the sums of a block of vectors, which is used for one block after the other, and what is known of its conversions.
final class CountedBlock {
    /// Rows of a group as bytes [rows][64], the same by fours, and their digits [digits][bytes of eight rows][64].
    let bytes = Scratch<UInt8>(257 * LayerInputs.blockSize)
    let quads = Scratch<UInt8>(256 * LayerInputs.blockSize)
    let digits = Scratch<UInt8>(8 * 32 * LayerInputs.blockSize)
    /// [columns][64 in block order].
    let sums: Scratch<Int32>
    /// The sum of each vector's activations, if somebody needs it, and that of some of its digits.
    let totals = Scratch<Int32>(LayerInputs.blockSize)
    let masked = Scratch<Int32>(LayerInputs.blockSize)
    let needsTotals: Bool
    /// What is to be added to the sums of each vector, of each column, and to all.
    let vectorShifts = Scratch<Double>(LayerInputs.blockSize)
    let columnShifts: Scratch<Double>
    var constant = 0.0
    /// Partial sums beyond the range.
    var clipped: UInt64 = 0
    /// Whether no conversion of the block could round or clip.
    var isExact = true

    init(columns: Int, needsTotals: Bool) {
        sums = Scratch(columns * LayerInputs.blockSize)
        columnShifts = Scratch(columns)
        self.needsTotals = needsTotals
    }

    /// Forgets the last block.
    func clear(columns: Int) {
        sums.pointer.update(repeating: 0, count: columns * LayerInputs.blockSize)
        columnShifts.pointer.update(repeating: 0, count: columns)
        vectorShifts.pointer.update(repeating: 0, count: LayerInputs.blockSize)
        totals.pointer.update(repeating: 0, count: LayerInputs.blockSize)
        constant = 0
        clipped = 0
        isExact = true
    }
}

/// Memory to work in.
final class Scratch<Element: BitwiseCopyable & Numeric> {
    let pointer: UnsafeMutablePointer<Element>

    /// Takes memory for some elements, zeros at first.
    init(_ count: Int) {
        pointer = .allocate(capacity: count)
        pointer.initialize(repeating: 0, count: count)
    }

    deinit { pointer.deallocate() }
}
