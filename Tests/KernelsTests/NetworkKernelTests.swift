// SPDX-License-Identifier: Apache-2.0

import KernelForms
import ModelsKernels
import Testing
import _TestSupport

/// Windows and numbers of networks against loops over single elements. Means add up line by line, everything else is at most
/// three correctly rounded operations, so that results must be equal to the last bit.
@Suite struct NetworkKernelTests {
    @Test func unfoldedRows() {
        for number in 0..<160 {
            var random = SeededGenerator(case: number)
            let window = number < 80 ? ReferenceWindow.padded(&random) : .asWide(&random)
            var structure = window.structure
            let source = (0..<window.channels * window.height * window.width).map { _ in random.wild(-1...1) }
            let single = source.map { Float($0) }
            var rows = [Double](repeating: 99, count: window.inputs * window.places)
            tk_unfold_rows_f64(source, &structure, &rows)
            expectSame(rows, window.rows(source), "case \(number), double")
            var singleRows = [Float](repeating: 99, count: rows.count)
            tk_unfold_rows_f32(single, &structure, &singleRows)
            expectSame(singleRows, window.rows(single), "case \(number), single")
        }
    }

    @Test func pooling() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let window = ReferenceWindow.padded(&random)
            var structure = window.structure
            let source = (0..<window.channels * window.height * window.width).map { _ in random.wild(-1...1) }
            let single = source.map { Float($0) }
            for form in KernelForm.all {
                let (kernels, name) = (form.kernels, "case \(number), \(form.name)")
                var result = [Double](repeating: 99, count: window.channels * window.places)
                var singleResult = [Float](repeating: 99, count: result.count)
                kernels.tk_pool_max_f64(source, &structure, &result)
                expectSame(result, window.maxima(source), "\(name), largest, double")
                kernels.tk_pool_max_f32(single, &structure, &singleResult)
                expectSame(singleResult, window.maxima(single), "\(name), largest, single")
                for includesPadding in [false, true] {
                    let flag: Int32 = includesPadding ? 1 : 0
                    kernels.tk_pool_mean_f64(source, &structure, flag, &result)
                    expectSame(result, window.means(source, includesPadding: includesPadding), "\(name), mean, double")
                    kernels.tk_pool_mean_f32(single, &structure, flag, &singleResult)
                    expectSame(
                        singleResult, window.means(single, includesPadding: includesPadding), "\(name), mean, single")
                }
            }
        }
    }

    @Test func padding() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let window = ReferenceWindow.padded(&random)
            var structure = window.structure
            let source = (0..<window.channels * window.height * window.width).map { _ in
                Int32(truncatingIfNeeded: random.next())
            }
            let padding = random.pick([0, 99, Int32.min])
            var padded = [Int32](repeating: -1, count: window.channels * window.paddedHeight * window.paddedWidth)
            tk_pad_i32(source, &structure, padding, &padded)
            expectEqual(padded, window.padded(source, padding: padding), "case \(number)")
        }
    }

    @Test func sumsOfVectors() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let (vectors, rows) = (random.size(0...70), random.size(0...70))
            let inputs = (0..<vectors * rows).map { _ in
                random.flip(0.1) ? random.pick([Int32.min, .max]) : Int32(truncatingIfNeeded: random.next())
            }
            var sums = [Int64](repeating: -1, count: vectors)
            tk_sum_vectors_i32(inputs, Int64(vectors), Int64(rows), &sums)
            expectEqual(sums, ReferenceQuantization.sums(inputs, vectors: vectors, rows: rows), "case \(number)")
        }
    }

    /// Ties lie exactly between two integers.
    @Test func quantization() {
        for number in 0..<100 {
            var random = SeededGenerator(case: number)
            let scale = random.pick([1, 0.25, random.real(0.01...2)])
            let zeroPoint = Double(random.integer(-128...255))
            let range = random.pick([-128.0...127.0, 0...255, -255...255, -32768...32767])
            let values = (0..<random.size(0...300)).map { _ in
                random.flip(0.3) ? (Double(random.integer(-300...300)) + 0.5) * scale : random.wild(-300...300)
            }
            let count = Int64(values.count)
            var integers = [Int32](repeating: 99, count: values.count)
            for form in KernelForm.all {
                form.kernels.tk_quantize_f64(
                    values, count, scale, zeroPoint, range.lowerBound, range.upperBound, &integers)
                expectEqual(
                    integers,
                    values.map { ReferenceQuantization.integer($0, scale: scale, zeroPoint: zeroPoint, range: range) },
                    "case \(number), \(form.name)")
            }
            let odd = -Double(1 << random.integer(1...16) - 1)...Double(1 << random.integer(1...16) - 1)
            tk_quantize_odd_f64(values, count, scale, odd.lowerBound, odd.upperBound, &integers)
            expectEqual(
                integers, values.map { ReferenceQuantization.oddInteger($0, scale: scale, range: odd) },
                "case \(number), odd")
        }
    }

    @Test func rescaling() {
        for number in 0..<40 {
            var random = SeededGenerator(case: number)
            let vectors = random.size(0...70)
            let columns = random.size(0...40)
            let products = (0..<vectors * columns).map { _ in random.wild(-100...100) }
            let scales = random.reals(columns, -2...2)
            let bias = (0..<columns).map { _ in random.pick([0, -0.0, random.real(-1...1)]) }
            var result = [Double](repeating: 99, count: products.count)
            tk_rescale_f64(products, Int64(vectors), Int64(columns), scales, bias, &result)
            expectSame(
                result, ReferenceQuantization.rescaled(products, vectors: vectors, scales: scales, bias: bias),
                "case \(number)")
        }
    }

    @Test func otherFormats() {
        for number in 0..<30 {
            var random = SeededGenerator(case: number)
            let integers = (0..<random.size(0...300)).map { _ in
                random.flip(0.1)
                    ? random.pick([Int32.min, .max, 0, -1, 1 << 24 + 1])
                    : Int32(truncatingIfNeeded: random.next()) >> Int32(random.integer(0...31))
            }
            let count = Int64(integers.count)
            var floats = [Float](repeating: 99, count: integers.count)
            tk_floats_from_i32(integers, count, &floats)
            expectSame(floats, integers.map { Float($0) }, "case \(number), single from integer")
            var doubles = [Double](repeating: 99, count: integers.count)
            tk_doubles_from_i32(integers, count, &doubles)
            expectSame(doubles, integers.map { Double($0) }, "case \(number), double from integer")
            let singles = (0..<integers.count).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }
            tk_doubles_from_f32(singles, count, &doubles)
            expectSame(doubles, singles.map { Double($0) }, "case \(number), double from single")
        }
    }
}
