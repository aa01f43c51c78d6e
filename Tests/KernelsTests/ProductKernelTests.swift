// SPDX-License-Identifier: Apache-2.0

import KernelForms
import EstimationKernels
import Testing
import _TestSupport

/// Products by tables of partial sums against sums of single rows. The order of additions is part of the interface, so that
/// results must be equal to the last bit, whatever the numbers.
@Suite struct ProductKernelTests {
    private struct Case {
        let reference: ReferenceProducts
        let vectors: Int
        let lines: [UInt64]

        init(_ random: inout SeededGenerator) {
            let rows = random.flip(0.1) ? random.integer(1000...1100) : random.size(0...140)
            let columns = rows > 500 ? random.size(1...5) : random.size(0...50)
            let stride = columns + random.integer(0...3)
            let values = (0..<rows * stride).map { _ in
                random.flip(0.9) ? random.real(-1...1) : random.pick([0, -0.0, 1e-300, 1e200])
            }
            reference = ReferenceProducts(
                matrix: values, rows: rows, columns: columns, stride: stride, group: random.pick([1, 4]))
            vectors = random.size(0...TK_LISTED_VECTORS)
            let used = vectors == 64 ? UInt64.max : 1 << UInt64(vectors) - 1
            // The first vector may have no bit, the last one all.
            let last = UInt64(1) << UInt64(max(0, vectors - 1))
            lines = (0..<rows).map { _ in (random.sparseWord() & ~1 | last) & used }
        }
    }

    @Test func productsOfRandomMatrices() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let one = Case(&random)
            let reference = one.reference
            let group = UInt32(reference.group)
            #expect(tk_table_entries(reference.rows, group) == reference.entries)
            let start = random.pick([0, 5])
            var entries = [UInt32](repeating: 99, count: start + one.vectors * reference.groups)
            var starts = [UInt32](repeating: 0, count: one.vectors + 1)
            starts[0] = UInt32(start)
            tk_list_entries(one.lines, reference.rows, one.vectors, group, &entries, &starts)
            let lists = (0..<one.vectors).map { reference.list(lines: one.lines, vector: $0) }
            expectEqual(
                Array(entries[..<Int(starts[one.vectors])]), Array(repeating: 99, count: start) + lists.joined(),
                "case \(number), list")
            expectEqual(
                starts, lists.reduce(into: [UInt32(start)]) { $0.append($0[$0.count - 1] + UInt32($1.count)) },
                "case \(number), starts")
            let outStride = reference.tiles * ReferenceProducts.tile + random.integer(0...2)
            let wanted = (0..<one.vectors).flatMap { vector in
                (0..<outStride).map {
                    $0 < reference.tiles * ReferenceProducts.tile
                        ? reference.product(lines: one.lines, vector: vector, column: $0) : -1
                }
            }
            for form in KernelForm.all {
                var table = [Double](
                    repeating: .nan, count: reference.entries * reference.tiles * ReferenceProducts.tile)
                form.kernels.tk_build_table(
                    reference.matrix, reference.rows, reference.columns, reference.stride, group, &table)
                expectSame(table, reference.table, "case \(number), \(form.name), table")
                var products = [Double](repeating: -1, count: one.vectors * outStride)
                form.kernels.tk_add_entries(
                    table, reference.entries, reference.columns, entries, starts, one.vectors, &products, outStride)
                expectSame(products, wanted, "case \(number), \(form.name), products")
            }
        }
    }

    /// The list of a chunk goes on where that of the one before ends.
    @Test func listsFollowOneAnother() {
        let lines: [UInt64] = [0b01, 0b11, 0b10, 0, 0b01]
        var entries = [UInt32](repeating: 99, count: 12)
        var starts: [UInt32] = [2, 0, 0]
        tk_list_entries(lines, 5, 2, 4, &entries, &starts)
        #expect(starts == [2, 4, 5])
        #expect(Array(entries[..<6]) == [99, 99, 0b0011, 16 + 1, 0b0110, 99])
    }
}
