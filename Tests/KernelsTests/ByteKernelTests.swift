// SPDX-License-Identifier: Apache-2.0

import KernelForms
import Testing
import _TestSupport

/// Products of bytes against single products. Everything is a whole number.
@Suite struct ByteKernelTests {
    /// Bytes of a block, [rows][64]; now and then only the outermost ones.
    private static func randomRows(_ random: inout SeededGenerator, _ rows: Int) -> [UInt8] {
        let isOuter = random.flip(0.2)
        return (0..<rows * ReferenceBytes.block).map { _ in
            isOuter ? random.pick([0, 127, 128, 255]) : UInt8(truncatingIfNeeded: random.next())
        }
    }

    /// A mask, and which of its bits are turned over: all bits, the sign, or a few digits.
    private static func randomMask(_ random: inout SeededGenerator) -> (mask: UInt8, turned: UInt8) {
        let mask = random.pick([255, 255, UInt8(truncatingIfNeeded: random.next())])
        return (mask, random.pick([0, 128, UInt8(truncatingIfNeeded: random.next()) & mask]))
    }

    @Test func quads() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let rows = random.size(0...40)
            let bytes = Self.randomRows(&random, rows)
            let (mask, turned) = Self.randomMask(&random)
            let wanted = ReferenceBytes.quads(bytes, mask: mask, turned: turned)
            for form in KernelForm.all {
                var quads = [UInt8](repeating: 0x5A, count: wanted.count + 1)
                form.kernels.tk_byte_quads(bytes, rows, mask, turned, &quads)
                expectEqual(quads, wanted + [0x5A], "case \(number), \(form.name), \(rows) rows")
            }
        }
    }

    /// Weights are packed in the form of the vectors that multiply them. What stands in missing rows does not count.
    @Test func products() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let rows = random.size(number == 0 ? 0...0 : 1...260)
            let columns = random.integer(1...14)
            let bytes = Self.randomRows(&random, rows)
            let isOuter = random.flip(0.2)
            let weights = (0..<rows * columns).map { _ in
                isOuter ? random.pick([-128, 127]) : Int8(truncatingIfNeeded: random.next())
            }
            let sums = (0..<columns * ReferenceBytes.block).map { _ in Int32(random.integer(-1_000_000...1_000_000)) }
            var quads = ReferenceBytes.quads(bytes, mask: 255, turned: 0)
            if rows % 4 > 0 {
                let last = quads.count - 4 * ReferenceBytes.block
                for place in last..<quads.count where place % 4 >= rows % 4 {
                    quads[place] = UInt8(truncatingIfNeeded: random.next())
                }
            }
            let wanted = ReferenceBytes.products(bytes, weights, columns: columns, sums: sums)
            for form in KernelForm.all {
                let label = "case \(number), \(form.name), \(rows) rows, \(columns) columns"
                let size = form.kernels.tk_byte_weights_size(rows, columns)
                var packed = [UInt8](repeating: 0x5A, count: size + 1)
                form.kernels.tk_byte_weights_pack(weights, rows, columns, &packed)
                #expect(packed[size] == 0x5A, "\(label)")
                var result = sums
                form.kernels.tk_byte_products(quads, packed, rows, columns, &result)
                expectEqual(result, wanted, label)
            }
        }
    }

    @Test func rowSums() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let rows = random.size(0...260)
            let bytes = Self.randomRows(&random, rows)
            let (mask, turned) = Self.randomMask(&random)
            let sums = (0..<ReferenceBytes.block).map { _ in Int32(random.integer(-1000...1000)) }
            let wanted = ReferenceBytes.rowSums(bytes, mask: mask, turned: turned, sums: sums)
            for form in KernelForm.all {
                var result = sums
                form.kernels.tk_byte_row_sums(bytes, rows, mask, turned, &result)
                expectEqual(result, wanted, "case \(number), \(form.name), \(rows) rows")
            }
        }
    }

    /// Bytes are numbers in two's complement, or go from 0 to 255.
    @Test func signsOfRowSums() {
        let bytes = (0..<256).map { UInt8($0) }
        let signed = (0..<ReferenceBytes.block).map { first in
            stride(from: first, to: 256, by: 64).reduce(Int32(0)) { $0 + Int32(Int8(truncatingIfNeeded: $1)) }
        }
        let unsigned = (0..<ReferenceBytes.block).map { first in
            stride(from: first, to: 256, by: 64).reduce(Int32(0)) { $0 + Int32($1) }
        }
        for form in KernelForm.all {
            for (turned, wanted) in [(128, signed), (0, unsigned)] as [(UInt8, [Int32])] {
                var result = [Int32](repeating: 0, count: ReferenceBytes.block)
                form.kernels.tk_byte_row_sums(bytes, 4, 255, turned, &result)
                expectEqual(result, wanted, "\(form.name), \(turned) turned")
            }
        }
    }

    @Test func doubles() {
        for number in 0..<100 {
            var random = SeededGenerator(case: number)
            let vectors = random.size(0...ReferenceBytes.block)
            let sums = (0..<ReferenceBytes.block).map { _ in
                random.flip(0.1) ? random.pick([.min, .max, 0]) : Int32(truncatingIfNeeded: random.next())
            }
            let shift = random.integer(-(1 << 51)...1 << 51)
            let shifts = random.flip() ? nil : (0..<vectors).map { _ in random.integer(-(1 << 51)...1 << 51) }
            let wanted = ReferenceBytes.doubles(sums, shift: shift, vectorShifts: shifts, vectors: vectors)
            for form in KernelForm.all {
                var result = [Double](repeating: 99, count: vectors + 1)
                form.kernels.tk_block_doubles(sums, Double(shift), shifts?.map { Double($0) }, vectors, &result)
                expectSame(result, wanted + [99], "case \(number), \(form.name), \(vectors) vectors")
            }
        }
    }
}
