// SPDX-License-Identifier: Apache-2.0

import KernelForms
import Testing
import TrainingKernels
import _TestSupport

/// Rounding of activations and errors against single numbers. Each is at most three correctly rounded operations: results must be
/// equal to the last bit.
@Suite struct GridKernelTests {
    /// A grid of a random number of bits, and the same one for the kernels.
    private static func randomGrid(_ random: inout SeededGenerator) -> (ReferenceGrid, tk_grid) {
        let rounding = random.flip(0.6) ? .nearest : random.pick(ReferenceGrid.Rounding.allCases)
        let steps = rounding == .sign ? 1.0 : Double(1 << random.integer(1...14))
        let grid = ReferenceGrid(
            steps: steps, limit: rounding == .nearest ? 1 - 1 / steps : 1, rounding: rounding)
        return (grid, tk_grid(steps: steps, limit: grid.limit, rounding: rounding.rawValue))
    }

    /// Numbers around a grid: anything, halves of its steps, and its limits, all of them times `scale`.
    private static func randomValues(
        _ random: inout SeededGenerator, _ grid: ReferenceGrid, scale: Double
    ) -> [Double] {
        (0..<random.size(0...520)).map { _ in
            switch random.integer(0...3) {
            case 0: (Double(random.integer(-20...20)) + 0.5) / grid.steps * scale
            case 1: random.pick([grid.limit, -grid.limit, grid.limit.nextUp, -grid.limit.nextUp, 0, -0.0]) * scale
            default: random.wild(-2...2) * scale
            }
        }
    }

    @Test func activations() {
        for number in 0..<100 {
            var random = SeededGenerator(case: number)
            var (grid, structure) = Self.randomGrid(&random)
            let divisor = random.pick([1, 0.25, 8, 64, random.real(0.1...10)])
            let values = Self.randomValues(&random, grid, scale: divisor)
            let single = values.map { Float($0) }
            for (form, rectifies) in KernelForm.all.flatMap({ [($0, false), ($0, true)] }) {
                let label = "case \(number), \(form.name), rectifies \(rectifies)"
                var result = values
                var flags = [UInt8](repeating: 99, count: values.count)
                form.kernels.tk_to_grid_f64(
                    &result, Int64(result.count), divisor, &structure, rectifies ? 1 : 0, &flags)
                let wanted = grid.activations(values, divisor: divisor, rectifies: rectifies)
                expectSame(result, wanted.values, "\(label), double")
                expectEqual(flags, wanted.flags, "\(label), flags, double")
                var singleResult = single
                flags = [UInt8](repeating: 99, count: values.count)
                form.kernels.tk_to_grid_f32(
                    &singleResult, Int64(single.count), divisor, &structure, rectifies ? 1 : 0, &flags)
                let singleWanted = grid.activations(single, divisor: divisor, rectifies: rectifies)
                expectSame(singleResult, singleWanted.values, "\(label), single")
                expectEqual(flags, singleWanted.flags, "\(label), flags, single")
            }
        }
    }

    @Test func scaling() {
        for number in 0..<100 {
            var random = SeededGenerator(case: number)
            var (grid, structure) = Self.randomGrid(&random)
            let factor = random.pick([1, 0.25, 8, 1024, random.real(0.1...10)])
            let values = Self.randomValues(&random, grid, scale: 1 / factor)
            let single = values.map { Float($0) }
            for form in KernelForm.all {
                var result = values
                form.kernels.tk_scale_to_grid_f64(&result, Int64(result.count), factor, &structure)
                expectSame(result, grid.scaled(values, factor: factor), "case \(number), \(form.name), double")
                var singleResult = single
                form.kernels.tk_scale_to_grid_f32(&singleResult, Int64(single.count), factor, &structure)
                expectSame(singleResult, grid.scaled(single, factor: factor), "case \(number), \(form.name), single")
            }
        }
    }

    @Test func masks() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let values = (0..<random.size(0...520)).map { _ in random.wild(-10...10) }
            let single = values.map { Float($0) }
            let flags = values.map { _ in UInt8(random.integer(0...3)) }
            let bit = random.pick([1, 2] as [UInt8])
            for form in KernelForm.all {
                var result = values
                form.kernels.tk_mask_f64(&result, Int64(result.count), flags, bit)
                expectSame(
                    result, ReferenceGrid.masked(values, flags, bit: bit), "case \(number), \(form.name), double")
                var singleResult = single
                form.kernels.tk_mask_f32(&singleResult, Int64(single.count), flags, bit)
                expectSame(
                    singleResult, ReferenceGrid.masked(single, flags, bit: bit), "case \(number), \(form.name), single")
            }
        }
    }

    /// The largest one may be the last one, and a number that is none may stand anywhere.
    @Test func largestMagnitudes() {
        for number in 0..<100 {
            var random = SeededGenerator(case: number)
            var values = random.reals(random.size(0...520), -10...10)
            if !values.isEmpty, random.flip() {
                let place = random.flip() ? values.count - 1 : random.integer(0...values.count - 1)
                values[place] = random.pick([11, -11, .nan, .infinity, -.infinity])
            }
            let single = values.map { Float($0) }
            for form in KernelForm.all {
                let largest = form.kernels.tk_largest_f64(values, Int64(values.count))
                #expect(largest == ReferenceGrid.largestMagnitude(values), "case \(number), \(form.name), double")
                let singleLargest = form.kernels.tk_largest_f32(single, Int64(single.count))
                #expect(singleLargest == ReferenceGrid.largestMagnitude(single), "case \(number), \(form.name), single")
            }
        }
    }
}
