// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import KernelForms
import Testing
import _TestSupport

/// What is done once for a layer or a column of its products, against plain Swift.
@Suite struct LayerKernelTests {
    @Test func cellBits() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let (rows, columns) = (random.integer(1...70), random.integer(1...150))
            let lanes = random.integer(1...20)
            let least = Int32(random.integer(-300...0))
            let masks = (0..<random.integer(1...300)).map { _ in UInt32(truncatingIfNeeded: random.next()) }
            let weights = (0..<rows * columns).map { _ in least + Int32(random.integer(0...masks.count - 1)) }
            let first = random.integer(0...rows - 1)
            let step = random.integer(1...3)
            let count = random.integer(1...(rows - 1 - first) / step + 1)
            let expected = ReferenceCells.bits(
                weights, columns: columns, rows: (0..<count).map { first + $0 * step }, least: least, masks: masks,
                lanes: lanes)
            for form in KernelForm.all {
                var bits = [UInt8](repeating: 0x5A, count: expected.count)
                form.kernels.tk_imc_cell_bits(weights, columns, first, step, count, least, masks, lanes, &bits)
                expectEqual(bits, expected, "case \(number), \(form.name)")
            }
        }
    }

    @Test func scaledColumns() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let count = random.size(0...80)
            func numbers() -> [Double] { (0..<count).map { _ in random.wild(-1000...1000) } }
            var scale = tk_imc_scale(
                unit: random.wild(0.1...3), base: random.wild(-5...5), off_current: random.wild(0...2),
                share: random.flip() ? 1 : random.wild(0.1...0.9), offset: random.wild(-9...9),
                weight_unit: random.pick([1, 0.25]))
            let (sums, references, all, own) = (numbers(), numbers(), numbers(), numbers())
            let expected = (0..<count).map { place -> Double in
                let code = (sums[place] - references[place]) * scale.unit
                let whole = code + scale.base - scale.off_current * all[place]
                let unshared = scale.share == 1 ? whole : whole / scale.share
                return (unshared - scale.offset * own[place]) * scale.weight_unit
            }
            for form in KernelForm.all {
                var result = sums
                form.kernels.tk_imc_scale_column(&scale, references, all, own, count, &result)
                expectSame(result, expected, "case \(number), \(form.name)")
            }
        }
    }

    @Test func energies() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let count = random.size(0...100)
            let products = (0..<count).map { _ in random.wild(-1000...1000) }
            let wanted = products.map { $0 + (random.flip() ? 0 : random.wild(-1...1)) }
            var (signals, errors) = ([Double](repeating: 0, count: 8), [Double](repeating: 0, count: 8))
            for place in 0..<count {
                let difference = products[place] - wanted[place]
                signals[place % 8] += wanted[place] * wanted[place]
                errors[place % 8] += difference * difference
            }
            let expected = [signals.reduce(0, +), errors.reduce(0, +)]
            for form in KernelForm.all {
                var energies = [99.0, 99.0]
                form.kernels.tk_imc_energies(products, wanted, count, &energies)
                expectSame(energies, expected, "case \(number), \(form.name)")
            }
        }
    }
}
