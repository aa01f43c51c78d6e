// SPDX-License-Identifier: Apache-2.0

import KernelForms
import Testing
import TrainingKernels
import _TestSupport

/// Batch normalization against single numbers; sums have eight lanes, so that results are equal to the last bit.
@Suite struct NormKernelTests {
    /// The sum of some numbers in eight lanes.
    private static func sum(_ numbers: [Double]) -> Double {
        var lanes = [Double](repeating: 0, count: 8)
        for (index, number) in numbers.enumerated() { lanes[index % 8] += number }
        return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
    }

    private static func values(_ random: inout SeededGenerator) -> [Float] {
        random.reals(random.integer(1...520), -3...3).map { Float($0) }
    }

    @Test func moments() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let values = Self.values(&random)
            let numbers = values.map { Double($0) }
            let mean = Self.sum(numbers) / Double(numbers.count)
            let variance = Self.sum(numbers.map { ($0 - mean) * ($0 - mean) }) / Double(numbers.count)
            for form in KernelForm.all {
                var (first, second) = (0.0, 0.0)
                form.kernels.tk_moments_f32(values, Int64(values.count), &first, &second)
                expectSame([first, second], [mean, variance], "case \(number), \(form.name), single")
                form.kernels.tk_moments_f64(numbers, Int64(values.count), &first, &second)
                expectSame([first, second], [mean, variance], "case \(number), \(form.name), double")
            }
        }
    }

    @Test func affineChannels() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let values = Self.values(&random)
            let (factor, offset) = (random.real(-2...2), random.real(-1...1))
            for form in KernelForm.all {
                var single = values
                form.kernels.tk_affine_f32(&single, Int64(single.count), factor, offset)
                expectSame(single, values.map { Float(Double($0) * factor + offset) }, "case \(number), \(form.name)")
                var double = values.map { Double($0) }
                form.kernels.tk_affine_f64(&double, Int64(double.count), factor, offset)
                expectSame(double, values.map { Double($0) * factor + offset }, "case \(number), \(form.name)")
            }
        }
    }

    @Test func affineChannelsOnGrids() {
        for number in 0..<90 {
            var random = SeededGenerator(case: number)
            let values = Self.values(&random)
            let rounding = ReferenceGrid.Rounding.allCases[number % 3]
            let steps = rounding == .sign ? 1.0 : Double(1 << random.integer(1...14))
            let grid = ReferenceGrid(
                steps: steps, limit: rounding == .nearest ? 1 - 1 / steps : 1, rounding: rounding)
            var structure = tk_grid(steps: steps, limit: grid.limit, rounding: rounding.rawValue)
            let (factor, offset) = random.flip() ? (1.0, 0.5 / steps) : (random.real(-2...2), random.real(-1...1))
            let wanted = values.map { Double($0) * factor + offset }
            let flags = wanted.map { value in
                (value.magnitude <= grid.limit ? 1 : 0) + (grid.nearest(value) > 0 ? 2 : 0) as UInt8
            }
            for (form, rectifies) in KernelForm.all.flatMap({ [($0, false), ($0, true)] }) {
                let label = "case \(number), \(form.name), rectifies \(rectifies)"
                let results = wanted.map { rectifies && grid.nearest($0) <= 0 ? 0 : grid.nearest($0) }
                var single = values
                var marks = [UInt8](repeating: 99, count: values.count)
                form.kernels.tk_affine_to_grid_f32(
                    &single, Int64(single.count), factor, offset, &structure, rectifies ? 1 : 0, &marks)
                expectSame(single, results.map { Float($0) }, "\(label), single")
                expectEqual(marks, flags, "\(label), flags, single")
                var double = values.map { Double($0) }
                marks = [UInt8](repeating: 99, count: values.count)
                form.kernels.tk_affine_to_grid_f64(
                    &double, Int64(double.count), factor, offset, &structure, rectifies ? 1 : 0, &marks)
                expectSame(double, results, "\(label), double")
                expectEqual(marks, flags, "\(label), flags, double")
            }
        }
    }

    @Test func errorsOfNorms() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let values = Self.values(&random)
            let errors = random.reals(values.count, -1...1).map { Float($0) }
            let (numbers, doubles) = (values.map { Double($0) }, errors.map { Double($0) })
            let (mean, factor) = (random.real(-1...1), random.real(-2...2))
            let (level, slope) = (random.real(-1...1), random.real(-1...1))
            let sums = [Self.sum(doubles), Self.sum(zip(doubles, numbers).map { $0 * ($1 - mean) })]
            let back = zip(doubles, numbers).map { factor * ($0 - level - ($1 - mean) * slope) }
            for form in KernelForm.all {
                let label = "case \(number), \(form.name)"
                var (sum, product) = (0.0, 0.0)
                form.kernels.tk_norm_sums_f32(errors, values, Int64(values.count), mean, &sum, &product)
                expectSame([sum, product], sums, "\(label), sums, single")
                form.kernels.tk_norm_sums_f64(doubles, numbers, Int64(values.count), mean, &sum, &product)
                expectSame([sum, product], sums, "\(label), sums, double")
                var single = errors
                form.kernels.tk_norm_back_f32(&single, values, Int64(values.count), mean, factor, level, slope)
                expectSame(single, back.map { Float($0) }, "\(label), single")
                var double = doubles
                form.kernels.tk_norm_back_f64(&double, numbers, Int64(values.count), mean, factor, level, slope)
                expectSame(double, back, "\(label), double")
            }
        }
    }
}
