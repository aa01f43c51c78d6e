// SPDX-License-Identifier: Apache-2.0

import KernelForms
import ArchitectureKernels
import Testing
import _TestSupport

/// Writes of weights against loops over single cells. Additions have a fixed order, so that sums must be equal to the last bit.
@Suite struct WriteKernelTests {
    /// Where former conductances come from.
    private enum Former: CaseIterable {
        /// Cells of the present levels' table.
        case equalCells
        /// Cells of another table.
        case otherCells
        /// One conductance.
        case erased
    }

    private struct Case {
        let rule: ReferenceWrites
        let former: Former
        let cells: Int
        let rows: Int
        let columns: Int
        let stride: Int
        let tables: [[Double]]
        let levels: [[Int32]]
        let erased = 1e-7

        init(_ random: inout SeededGenerator, former: Former) {
            self.former = former
            rows = random.size(0...9)
            columns = random.size(0...300)
            stride = columns + random.integer(0...3)
            cells = random.integer(1...5)
            let kinds = random.integer(2...random.pick([300, 300, 4000]))
            let step = random.real(1e-8...1e-6)
            rule = ReferenceWrites(
                threshold: random.pick([0, step, random.real(0...1e-7)]), step: step,
                maximumPulses: Double(random.integer(1...200)))
            let isCoarse = random.flip()
            // Multiples of a step: differences are whole numbers of pulses, or nearly.
            tables = (0..<2).map { [cells] _ in
                (0..<kinds * cells).map { _ in
                    isCoarse ? step * Double(random.integer(1...20)) : random.real(1e-8...1e-5)
                }
            }
            let share = random.pick([0, 0.1, 1])
            let now = (0..<rows * stride).map { _ in Int32(random.integer(0...kinds - 1)) }
            levels = [now, now.map { random.flip(share) ? Int32(random.integer(0...kinds - 1)) : $0 }]
        }

        /// The present and former cells of all weights.
        var weights: [[(now: [Double], former: [Double])]] {
            (0..<rows).map { row in
                (0..<columns).map { column in
                    let place = row * stride + column
                    let table = former == .otherCells ? tables[1] : tables[0]
                    let before = (0..<cells).map { cell in
                        former == .erased ? erased : table[Int(levels[1][place]) * cells + cell]
                    }
                    return ((0..<cells).map { tables[0][Int(levels[0][place]) * cells + $0] }, before)
                }
            }
        }

        /// What a form counts, with the cache of an earlier call.
        func counts(_ form: KernelForm, cache: OpaquePointer) -> [Double] {
            let pool = ArrayPool()
            let now = pool.keep(tables[0])
            let other = former == .equalCells ? now : pool.keep(tables[1])
            let counts = form.kernels.tk_count_writes(
                tk_write_rule(threshold: rule.threshold, step: rule.step, maximum_pulses: rule.maximumPulses),
                tk_level_cells(conductances: now, cells: cells), tk_level_cells(conductances: other, cells: cells),
                tk_level_matrix(levels: pool.keep(levels[0]), stride: stride, conductance: 0),
                tk_level_matrix(
                    levels: former == .erased ? nil : pool.keep(levels[1]), stride: stride, conductance: erased),
                rows, columns, cache)
            return [
                counts.set_rows, counts.set_cells, counts.set_pulses, counts.reset_rows, counts.reset_cells,
                counts.reset_pulses, counts.reset_only_rows, counts.pulsed_conductance, counts.endpoint_conductance,
            ]
        }
    }

    @Test func writesOfRandomWeights() {
        for number in 0..<90 {
            var random = SeededGenerator(case: number)
            let one = Case(&random, former: Former.allCases[number % 3])
            let wanted = one.rule.counts(rows: one.weights).figures
            for form in KernelForm.all {
                let size = tk_write_cache_size()
                let cache = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
                defer { cache.deallocate() }
                cache.initializeMemory(as: UInt8.self, repeating: 0, count: size)
                // Once more with the changes that the first call has kept.
                for turn in ["new", "kept"] {
                    let counts = one.counts(form, cache: OpaquePointer(cache))
                    expectSame(counts, wanted, "case \(number), \(form.name), \(turn) changes")
                }
            }
        }
    }

    @Test func writesOfRandomCells() {
        for number in 0..<90 {
            var random = SeededGenerator(case: number)
            let (rows, columns) = (random.size(0...9), random.size(0...300))
            let (stride, formerStride) = (columns + random.integer(0...3), columns + random.integer(0...3))
            let step = random.real(1e-8...1e-6)
            let rule = ReferenceWrites(
                threshold: random.pick([0, step, random.real(0...1e-7)]), step: step,
                maximumPulses: Double(random.integer(1...200)))
            let isCoarse = random.flip()
            func cell() -> Double { isCoarse ? step * Double(random.integer(1...20)) : random.real(1e-8...1e-5) }
            let now = (0..<rows * stride).map { _ in cell() }
            let former = (0..<rows * formerStride).map { _ in cell() }
            let wanted = rule.counts(
                rows: rows, columns: columns, now: { now[$0 * stride + $1] }, former: { former[$0 * formerStride + $1] }
            ).figures
            for form in KernelForm.all {
                let counts = form.kernels.tk_count_cell_writes(
                    tk_write_rule(threshold: rule.threshold, step: rule.step, maximum_pulses: rule.maximumPulses), now,
                    stride, former, formerStride, rows, columns)
                expectSame(
                    [
                        counts.set_rows, counts.set_cells, counts.set_pulses, counts.reset_rows, counts.reset_cells,
                        counts.reset_pulses, counts.reset_only_rows, counts.pulsed_conductance,
                        counts.endpoint_conductance,
                    ], wanted, "case \(number), \(form.name)")
            }
        }
    }
}
