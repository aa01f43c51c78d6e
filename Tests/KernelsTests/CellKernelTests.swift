// SPDX-License-Identifier: Apache-2.0

import KernelForms
import EstimationKernels
import Testing
import _TestSupport

/// Levels and conductances of cells against loops over single cells. Each is a few correctly rounded operations in a fixed
/// order, so that results must be equal to the last bit.
@Suite struct CellKernelTests {
    @Test func weightLevels() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let weights = random.real(-2...(-0.1))...random.real(0.1...2)
            let top = Double(1 << random.integer(1...16) - 1)
            let step = (weights.upperBound - weights.lowerBound) / top
            let values = (0..<random.size(0...300)).map { _ in
                switch random.integer(0...3) {
                // Halfway between two levels, as nearly as a weight can be.
                case 0: weights.lowerBound + (Double(random.integer(0...Int(top) - 1)) + 0.5) * step
                case 1:
                    random.pick([weights.lowerBound, weights.upperBound, 0, -0.0, 1e300, -1e300, .infinity, -.infinity])
                default: random.real(-3...3)
                }
            }
            let wanted = values.map { ReferenceCells.level($0, weights: weights, top: top) }
            for form in KernelForm.all {
                var levels = [Int32](repeating: -99, count: values.count)
                form.kernels.tk_weight_levels(
                    values, values.count, weights.lowerBound, weights.upperBound, top, &levels)
                expectEqual(levels, wanted, "case \(number), \(form.name)")
            }
            let singles = values.map { Float($0) }
            let wantedOfSingles = singles.map { ReferenceCells.level(Double($0), weights: weights, top: top) }
            let shift = random.integer(0...7)
            for form in KernelForm.all {
                var levels = [Int32](repeating: -99, count: values.count)
                withBytes(of: singles, behind: shift) {
                    form.kernels.tk_weight_levels_f32(
                        $0, values.count, weights.lowerBound, weights.upperBound, top, &levels)
                }
                expectEqual(levels, wantedOfSingles, "case \(number), \(form.name), single precision")
            }
        }
    }

    /// Cells from levels, and the conductances of a block of them, once from the cells and once from the levels.
    @Test func conductances() {
        for number in 0..<120 {
            var random = SeededGenerator(case: number)
            let rows = random.size(0...20)
            let columns = random.size(0...70)
            let cells = random.pick([1, 2, 3, 4, 5, 7, 8, 9])
            let kinds = random.integer(1...16)
            let weights = columns / cells + 3
            // Whole weights from the first one on have a way of their own.
            let first = random.flip() ? 0 : random.integer(0...weights * cells - columns)
            let table = (0..<kinds * cells).map { _ in
                random.flip(0.9) ? random.real(1e3...1e7) : random.pick([0, 1e300])
            }
            let levels = (0..<rows * weights).map { _ in Int32(random.integer(0...kinds - 1)) }
            let wires = ReferenceCells.Wires(
                row: random.pick([0, random.real(0...5)]), column: random.real(0...5), access: random.real(0...1e4))
            var spread = [Double](repeating: -1, count: rows * weights * cells)
            tk_spread_cells(levels, levels.count, table, cells, &spread)
            expectSame(spread, ReferenceCells.cells(of: levels, table: table, cells: cells), "case \(number), cells")
            let stride = weights * cells
            let outStride = columns + random.integer(0...3)
            let wanted = (0..<rows * columns).map {
                wires.conductance(
                    resistance: spread[$0 / columns * stride + first + $0 % columns], row: $0 / columns,
                    column: $0 % columns, rows: rows)
            }
            for form in KernelForm.all {
                var fromCells = [Double](repeating: -1, count: rows * outStride)
                spread.withUnsafeBufferPointer { buffer in
                    guard rows > 0, let start = buffer.baseAddress else { return }
                    form.kernels.tk_effective_conductances(
                        start + first, rows, columns, stride, wires.row, wires.column, wires.access, &fromCells,
                        outStride)
                }
                let padded = (0..<rows * outStride).map {
                    $0 % outStride < columns ? wanted[$0 / outStride * columns + $0 % outStride] : -1
                }
                expectSame(fromCells, padded, "case \(number), \(form.name), from cells")
                var fromLevels = [Double](repeating: -1, count: rows * columns)
                form.kernels.tk_effective_level_conductances(
                    levels, rows, weights, table, cells, first, columns, wires.row, wires.column, wires.access,
                    &fromLevels)
                expectSame(fromLevels, wanted, "case \(number), \(form.name), from levels")
            }
        }
    }

    /// Rows are divided; what lies between them stays.
    @Test func quotients() {
        for number in 0..<40 {
            var random = SeededGenerator(case: number)
            let rows = random.size(0...20)
            let columns = random.size(0...40)
            let stride = columns + random.integer(0...3)
            let matrix = (0..<rows * stride).map { _ in random.wild(-10...10) }
            let divisors = (0..<rows).map { _ in Int32(random.pick([0, 1, 2, 3, 255, -7, Int(Int32.max)])) }
            var result = matrix
            tk_divide_rows(&result, rows, columns, stride, divisors)
            let wanted = matrix.enumerated().map { index, value in
                index % stride < columns ? ReferenceCells.quotient(value, divisors[index / stride]) : value
            }
            expectSame(result, wanted, "case \(number)")
        }
    }
}
