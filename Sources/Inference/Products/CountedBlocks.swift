// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import CellArrays
import InferenceKernels
import Models

/// A programmed matrix whose partial sums are counted for 64 vectors at a time.
///
/// Where a converter can neither round nor clip the sums of a digit, because no vector of a block switches on more rows than codes
/// go up one by one, the digit is multiplied as a whole number, without conversions one by one.
struct CountedBlocks: Sendable {
    private let groups: [CountedGroup]
    private let coding: tk_imc_byte_coding
    private let digitScales: [Int32]
    private let isBipolar: Bool
    private let isSigned: Bool
    let columns: Int

    /// The most rows, so that sums of bytes and weights stay within 32 bits.
    private static let mostRows = 1 << 16

    /// Prepares a matrix; nil where a group cannot be counted.
    init?(_ plan: LayerPlan, tables: LayerTables, cells: CountedCells) {
        isBipolar = plan.coding.isBipolar
        isSigned = (plan.coding.scales.last ?? 1) < 0 || isBipolar
        columns = plan.columns
        digitScales = plan.coding.scales.map { Int32($0) }
        coding = tk_imc_byte_coding(
            digits: plan.coding.planes, addend: isBipolar ? Int32((1 << plan.coding.bits) - 1) : 0,
            shift: isBipolar ? 1 : 0)
        guard plan.groups.reduce(0, { $0 + $1.rows.count }) == plan.rows, plan.rows <= Self.mostRows else { return nil }
        var groups: [CountedGroup] = []
        for (index, group) in plan.groups.enumerated() {
            guard let table = tables.groups[index].counting else { return nil }
            groups.append(CountedGroup(plan, group.rows, table, cells: cells))
        }
        self.groups = groups
    }

    /// Whether the number of partial sums beyond the range is known.
    var knowsClipped: Bool { groups.allSatisfy(\.table.knowsClipped) }
    /// Whether the code of a sum of zero is zero.
    var startsAtZero: Bool { groups.allSatisfy { $0.table.lowestCode == 0 && $0.table.codes[0] == 0 } }

    /// Writes the sums of codes of a block of vectors, times what digits and lanes count, for each column and vector.
    ///
    /// - Parameters:
    ///   - inputs: the activations.
    ///   - group: the group of channels.
    ///   - vectors: the vectors, 64 at most.
    ///   - counts: whether partial sums beyond the range are counted.
    ///   - block: room to work in; afterwards it has what is known of the conversions.
    ///   - result: where the sums of the first vector are [columns], each followed by those of the other vectors.
    ///   - stride: from a column of `result` to the next.
    func compute(
        _ inputs: LayerInputs, group: Int, vectors: Range<Int>, counts: Bool, in block: CountedBlock,
        into result: UnsafeMutablePointer<Double>, stride: Int
    ) {
        block.clear(columns: columns)
        for part in groups {
            inputs.unfold(
                group: group, rows: part.rows, first: vectors.lowerBound, count: vectors.count,
                into: block.bytes.pointer)
            if block.needsTotals {
                tk_byte_row_sums(
                    block.bytes.pointer, part.rows.count, 255, isSigned ? 128 : 0, block.totals.pointer)
            }
            if isBipolar {
                withUnsafePointer(to: coding) {
                    tk_imc_code_bytes($0, part.rows.count * LayerInputs.blockSize, block.bytes.pointer)
                }
            }
            add(part, counts: counts, to: block)
        }
        for column in 0..<columns {
            tk_block_doubles(
                block.sums.pointer + column * LayerInputs.blockSize,
                block.constant + block.columnShifts.pointer[column],
                block.vectorShifts.pointer, vectors.count, result + column * stride)
        }
    }

    /// Adds what a group contributes.
    private func add(_ part: CountedGroup, counts: Bool, to block: CountedBlock) {
        let all = UInt8(truncatingIfNeeded: (1 << digitScales.count) - 1)
        let whole = part.isExact ? all : wholeDigits(part, block)
        for digit in digitScales.indices {
            // A digit that is multiplied as a whole number does not have the code of a sum of zero in it.
            let first = whole >> UInt8(digit) & 1 == 1 ? Int(part.table.codes[0]) : 0
            block.constant += Double(digitScales[digit]) * Double((part.table.lowestCode + first) * part.laneSum)
        }
        if whole != 0, let exact = part.exact { addExact(part, exact, whole, to: block) }
        guard whole != all else { return }
        block.isExact = false
        var places: [UnsafePointer<UInt8>?] = []
        var scales: [Int32] = []
        for digit in digitScales.indices where whole >> UInt8(digit) & 1 == 0 {
            places.append(UnsafePointer(block.digits.pointer + digit * part.rowBytes * LayerInputs.blockSize))
            scales.append(digitScales[digit])
        }
        var structure = part.structure
        structure.first_clipped = counts ? UInt8(part.table.firstClipped) : 0
        block.clipped += places.withUnsafeBufferPointer { places in
            tk_imc_block_products(&structure, places.baseAddress, scales, scales.count, block.sums.pointer)
        }
    }

    /// The digits of a group that no converter rounds or clips, as bits. The others stand in the block afterwards.
    private func wholeDigits(_ part: CountedGroup, _ block: CountedBlock) -> UInt8 {
        var most: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0, 0, 0, 0, 0)
        return withUnsafeMutableBytes(of: &most) { raw in
            let most = raw.bindMemory(to: UInt32.self)
            tk_imc_digits(
                block.bytes.pointer, part.rows.count, digitScales.count, block.digits.pointer, most.baseAddress)
            guard part.exact != nil, let limit = part.table.exactLimit else { return 0 }
            return digitScales.indices.reduce(0) { $0 | (most[$1] <= limit ? 1 << UInt8($1) : 0) }
        }
    }

    /// Adds the digits of `mask`, which are multiplied as a whole number.
    private func addExact(_ part: CountedGroup, _ exact: ByteMatrix, _ mask: UInt8, to block: CountedBlock) {
        let top = UInt8(1) << UInt8(digitScales.count - 1)
        let sign = isSigned && mask & top != 0 ? top : 0
        tk_byte_quads(block.bytes.pointer, part.rows.count, mask, sign, block.quads.pointer)
        exact.add(block.quads.pointer, to: block.sums.pointer)
        if sign != 0 {
            for column in 0..<columns { block.columnShifts.pointer[column] -= Double(sign) * exact.columnSums[column] }
        }
        guard exact.offset != 0 else { return }
        // What was taken off the weights counts for each activation, as far as its digits are exact.
        let sums = block.masked.pointer
        sums.update(repeating: 0, count: LayerInputs.blockSize)
        tk_byte_row_sums(block.bytes.pointer, part.rows.count, mask, sign, sums)
        for vector in 0..<LayerInputs.blockSize {
            block.vectorShifts.pointer[vector] += Double(exact.offset) * Double(sums[vector])
        }
    }
}
