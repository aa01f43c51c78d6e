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

    /// Prepares a matrix; nil where a group cannot be counted.
    init?(_ plan: LayerPlan, tables: LayerTables, packing: CellPacking) {
        isBipolar = plan.coding.isBipolar
        isSigned = (plan.coding.scales.last ?? 1) < 0 || isBipolar
        columns = plan.columns
        digitScales = plan.coding.scales.map { Int32($0) }
        coding = tk_imc_byte_coding(
            digits: plan.coding.planes, addend: isBipolar ? Int32((1 << plan.coding.bits) - 1) : 0,
            shift: isBipolar ? 1 : 0)
        // A digit that counts as much as its bit is one of a whole number.
        let isPlain = !isBipolar && digitScales.enumerated().allSatisfy { abs($1) == 1 << Int32($0) }
        var groups: [CountedGroup] = []
        for (index, group) in plan.groups.enumerated() {
            guard let table = tables.groups[index].counting else { return nil }
            groups.append(
                CountedGroup(plan, group.rows, table, words: packing.words(group.rows), allowsExact: isPlain))
        }
        guard groups.reduce(0, { $0 + $1.rows.count }) == plan.rows else { return nil }
        self.groups = groups
    }

    /// Whether the number of partial sums beyond the range is known.
    var knowsClipped: Bool { groups.allSatisfy(\.table.knowsClipped) }

    /// Sums of codes of a block of vectors, times what digits and lanes count, for each column and vector.
    ///
    /// - Parameters:
    ///   - inputs: the activations.
    ///   - group: the group of channels.
    ///   - first: the first vector.
    ///   - count: vectors, 64 at most.
    ///   - counts: whether partial sums beyond the range are counted.
    ///   - result: where the sums of the first vector are [columns], each followed by those of the other vectors.
    ///   - stride: from a column of `result` to the next.
    /// - Returns: how many partial sums are beyond the range, and the sum of each vector's activations.
    func add(
        _ inputs: LayerInputs, group: Int, first: Int, count: Int, counts: Bool,
        into result: UnsafeMutablePointer<Double>, stride: Int
    ) -> (clipped: UInt64, totals: [Int32]) {
        var block = Block(columns: columns)
        for part in groups {
            inputs.unfold(group: group, rows: part.rows, first: first, count: count, into: block.bytes.pointer)
            tk_byte_row_sums(block.bytes.pointer, part.rows.count, 255, isSigned ? 128 : 0, &block.totals)
            if isBipolar {
                withUnsafePointer(to: coding) {
                    tk_imc_code_bytes($0, part.rows.count * LayerInputs.blockSize, block.bytes.pointer)
                }
            }
            add(part, counts: counts, to: &block)
        }
        let shifts = block.vectorShifts.map { Double($0) }
        for column in 0..<columns {
            tk_block_doubles(
                block.sums.pointer + column * LayerInputs.blockSize, block.constant + block.columnShifts[column], shifts,
                count, result + column * stride)
        }
        return (block.clipped, block.totals)
    }

    /// Adds what a group contributes.
    private func add(_ part: CountedGroup, counts: Bool, to block: inout Block) {
        var counted: [Int] = Array(digitScales.indices)
        let limit = part.exact == nil ? nil : part.table.exactLimit
        if let limit, limit >= part.rows.count {
            counted = []
        } else {
            var most = [UInt32](repeating: 0, count: digitScales.count)
            tk_imc_digits(
                block.bytes.pointer, part.rows.count, digitScales.count, block.digits.pointer, &most)
            if let limit { counted.removeAll { most[$0] <= limit } }
        }
        let whole = digitScales.indices.filter { !counted.contains($0) }
        let laneSum = part.laneSum
        for digit in digitScales.indices {
            block.constant += Double(digitScales[digit]) * Double(part.table.lowestCode * laneSum)
        }
        if !whole.isEmpty { addExact(part, whole, to: &block) }
        guard !counted.isEmpty else { return }
        let places = counted.map { UnsafePointer(block.digits.pointer + $0 * part.rowBytes * LayerInputs.blockSize) }
        let scales = counted.map { digitScales[$0] }
        var structure = part.structure
        structure.first_clipped = counts ? UInt8(part.table.firstClipped) : 0
        let pointers: [UnsafePointer<UInt8>?] = places
        block.clipped += pointers.withUnsafeBufferPointer { pointers in
            tk_imc_block_products(&structure, pointers.baseAddress, scales, counted.count, block.sums.pointer)
        }
    }

    /// Adds digits that are multiplied as a whole number.
    private func addExact(_ part: CountedGroup, _ digits: [Int], to block: inout Block) {
        guard let exact = part.exact else { return }
        let mask = digits.reduce(UInt8(0)) { $0 | 1 << UInt8($1) }
        let sign = isSigned && digits.contains(digitScales.count - 1) ? UInt8(1) << UInt8(digitScales.count - 1) : 0
        tk_byte_quads(block.bytes.pointer, part.rows.count, mask, sign, block.quads.pointer)
        exact.matrix.add(block.quads.pointer, to: block.sums.pointer)
        let first = Double(part.table.codes[0]) * Double(part.laneSum)
        for digit in digits { block.constant += Double(digitScales[digit]) * first }
        if sign != 0 {
            for column in 0..<columns { block.columnShifts[column] -= Double(sign) * exact.columnSums[column] }
        }
        guard exact.matrix.offset != 0 else { return }
        // What was taken off the weights counts for each activation, as far as its digits are exact.
        var sums = [Int32](repeating: 0, count: LayerInputs.blockSize)
        tk_byte_row_sums(block.bytes.pointer, part.rows.count, mask, sign, &sums)
        for vector in sums.indices { block.vectorShifts[vector] += Int(exact.matrix.offset) * Int(sums[vector]) }
    }
}

/// Room for a block of vectors, and the sums so far.
private struct Block {
    /// Rows of a group as bytes [rows][64], the same by fours, and their digits [digits][bytes of eight rows][64].
    let bytes = Scratch<UInt8>(256 * LayerInputs.blockSize)
    let quads = Scratch<UInt8>(256 * LayerInputs.blockSize)
    let digits = Scratch<UInt8>(8 * 32 * LayerInputs.blockSize)
    /// [columns][64 in block order].
    let sums: Scratch<Int32>
    /// The sum of each vector's activations.
    var totals = [Int32](repeating: 0, count: LayerInputs.blockSize)
    /// What is to be added to the sums of each vector, of each column, and to all.
    var vectorShifts = [Int](repeating: 0, count: LayerInputs.blockSize)
    var columnShifts: [Double]
    var constant = 0.0
    /// Partial sums beyond the range.
    var clipped: UInt64 = 0

    init(columns: Int) {
        sums = Scratch(columns * LayerInputs.blockSize)
        columnShifts = [Double](repeating: 0, count: columns)
    }
}

/// Memory that a block works in, zeros at first.
private final class Scratch<Element: BitwiseCopyable & FixedWidthInteger> {
    let pointer: UnsafeMutablePointer<Element>

    init(_ count: Int) {
        pointer = .allocate(capacity: count)
        pointer.initialize(repeating: 0, count: count)
    }

    deinit { pointer.deallocate() }
}
