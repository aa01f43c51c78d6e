// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import KernelForms
import Testing
import _TestSupport

/// Conversions of whole partial sums for blocks of vectors against one sum at a time. Everything is a whole number.
@Suite struct BlockGroupKernelTests {
    /// Activations are signed where something is added to them.
    @Test func coding() {
        for number in 0..<100 {
            var random = SeededGenerator(case: number)
            let coding = ReferenceByteCoding(
                digits: random.integer(1...8), addend: random.pick([0, 0, 1, 3, 15, 127, 128, 255]),
                shift: random.integer(0...3))
            var structure = tk_imc_byte_coding(
                digits: coding.digits, addend: Int32(coding.addend), shift: UInt32(coding.shift))
            let bytes = (0..<random.size(0...300)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let digits = UInt8(1 << coding.digits - 1)
            for form in KernelForm.all {
                var coded = bytes + [0x5A]
                form.kernels.tk_imc_code_bytes(&structure, bytes.count, &coded)
                let label = "case \(number), \(form.name), plus \(coding.addend), shift \(coding.shift)"
                expectEqual(coded.dropLast().map { $0 & digits }, bytes.map(coding.coded), label)
                #expect(coded.last == 0x5A, "\(label)")
            }
        }
    }

    @Test func digits() {
        for number in 0..<100 {
            var random = SeededGenerator(case: number)
            let rows = number == 0 ? 255 : random.size(0...255)
            let count = random.integer(1...8)
            let isOn = random.flip(0.2)
            let bytes = (0..<rows * ReferenceBytes.block).map { _ in
                isOn ? 255 : UInt8(truncatingIfNeeded: random.next())
            }
            let wanted = ReferenceByteCoding.transposed(bytes, digits: count)
            for form in KernelForm.all {
                let label = "case \(number), \(form.name), \(rows) rows, \(count) digits"
                var bits = [UInt8](repeating: 0x5A, count: wanted.bits.count + 1)
                var mostOn = [UInt32](repeating: 99, count: count + 1)
                form.kernels.tk_imc_digits(bytes, rows, count, &bits, &mostOn)
                expectEqual(bits, wanted.bits + [0x5A], label)
                expectEqual(mostOn, wanted.mostOn + [99], "\(label), rows that are on")
            }
        }
    }

    /// All numbers of lanes and digits, with the numbers of rows at which bytes, words and tables end.
    @Test(arguments: [false, true]) func products(isBipolar: Bool) {
        for number in 0..<144 {
            var random = SeededGenerator(case: number * 2 + (isBipolar ? 1 : 0))
            let pool = ArrayPool()
            let rows = random.flip(0.2) ? random.integer(240...255) : random.size(1...255)
            let group = RandomBlockGroup(
                &random, pool: pool, rows: rows, lanes: number % 9 + 1, digits: number / 9 % 8 + 1,
                isBipolar: isBipolar)
            let places = group.reference.columns * ReferenceBytes.block
            let sums = (0..<places).map { _ in Int32(random.integer(-1000...1000)) }
            let wanted = group.reference.products(group.digits, scales: group.digitScales, sums: sums)
            let scales = group.digitScales.map { Int32($0) }
            for form in KernelForm.all {
                let label =
                    "case \(number), \(form.name), \(rows) rows, \(group.structure.lanes) lanes, \(scales.count) digits"
                var structure = group.structure
                var result = sums
                let clipped = form.kernels.tk_imc_block_products(
                    &structure, group.digitBytes, scales, scales.count, &result)
                expectEqual(result, wanted.sums, label)
                #expect(clipped == wanted.clipped, "\(label)")
            }
        }
    }

    /// Counts beyond the range do not count where nobody asks, and a vector without a bit is never among them.
    @Test func clippedSums() {
        for number in 0..<20 {
            var random = SeededGenerator(case: number)
            let pool = ArrayPool()
            let group = RandomBlockGroup(
                &random, pool: pool, rows: random.size(1...255), lanes: random.integer(1...4), digits: 2,
                isBipolar: false)
            let empty = pool.keep([UInt8](repeating: 0, count: group.structure.row_bytes * ReferenceBytes.block))
            for form in KernelForm.all {
                var sums = [Int32](repeating: 0, count: group.reference.columns * ReferenceBytes.block)
                var structure = group.structure
                structure.first_clipped = 0
                #expect(
                    form.kernels.tk_imc_block_products(&structure, group.digitBytes, [1, 2], 2, &sums) == 0,
                    "case \(number), \(form.name)")
                structure.first_clipped = 1
                #expect(
                    form.kernels.tk_imc_block_products(&structure, [empty, empty], [1, 2], 2, &sums) == 0,
                    "case \(number), \(form.name), empty")
            }
        }
    }
}
