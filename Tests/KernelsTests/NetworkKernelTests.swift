// SPDX-License-Identifier: Apache-2.0

import ModelsKernels
import Testing
import _TestSupport

/// Windows and numbers of networks against loops over single elements. Means add up line by line, everything else is at most
/// three correctly rounded operations, so that results must be equal to the last bit.
@Suite struct NetworkKernelTests {
    /// A window with padding, the last places of which may end beyond it where `reachesBeyond`.
    private static func randomWindow(_ random: inout SeededGenerator, reachesBeyond: Bool) -> ReferenceWindow {
        var window = ReferenceWindow()
        window.channels = random.integer(1...4)
        window.height = random.size(1...18)
        window.width = random.size(1...18)
        window.stride = (random.integer(1...3), random.integer(1...3))
        window.dilation = (random.integer(1...3), random.integer(1...3))
        if random.flip(0.7) {
            window.top = random.integer(0...3)
            window.left = random.integer(0...3)
            window.bottom = random.integer(0...3)
            window.right = random.integer(0...3)
        }
        let rows = (window.paddedHeight - 1) / window.dilation.height + 1
        let columns = (window.paddedWidth - 1) / window.dilation.width + 1
        window.kernel = (random.integer(1...min(7, rows)), random.integer(1...min(7, columns)))
        let freeRows = window.paddedHeight - (window.kernel.height - 1) * window.dilation.height - 1
        let freeColumns = window.paddedWidth - (window.kernel.width - 1) * window.dilation.width - 1
        let more = reachesBeyond ? random.integer(0...1) : 0
        window.out = (freeRows / window.stride.height + 1 + more, freeColumns / window.stride.width + 1 + more)
        return window
    }

    private static func structure(_ window: ReferenceWindow) -> tk_window {
        tk_window(
            channels: Int64(window.channels), height: Int64(window.height), width: Int64(window.width),
            kernel_height: Int64(window.kernel.height), kernel_width: Int64(window.kernel.width),
            stride_height: Int64(window.stride.height), stride_width: Int64(window.stride.width),
            dilation_height: Int64(window.dilation.height), dilation_width: Int64(window.dilation.width),
            pad_top: Int64(window.top), pad_left: Int64(window.left), pad_bottom: Int64(window.bottom),
            pad_right: Int64(window.right), out_height: Int64(window.out.height), out_width: Int64(window.out.width))
    }

    @Test func unfoldedRows() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let window = Self.randomWindow(&random, reachesBeyond: true)
            var structure = Self.structure(window)
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
            let window = Self.randomWindow(&random, reachesBeyond: true)
            var structure = Self.structure(window)
            let source = (0..<window.channels * window.height * window.width).map { _ in random.wild(-1...1) }
            let single = source.map { Float($0) }
            var result = [Double](repeating: 99, count: window.channels * window.places)
            var singleResult = [Float](repeating: 99, count: result.count)
            tk_pool_max_f64(source, &structure, &result)
            expectSame(result, window.maxima(source), "case \(number), largest, double")
            tk_pool_max_f32(single, &structure, &singleResult)
            expectSame(singleResult, window.maxima(single), "case \(number), largest, single")
            for includesPadding in [false, true] {
                tk_pool_mean_f64(source, &structure, includesPadding ? 1 : 0, &result)
                expectSame(
                    result, window.means(source, includesPadding: includesPadding), "case \(number), mean, double")
                tk_pool_mean_f32(single, &structure, includesPadding ? 1 : 0, &singleResult)
                expectSame(
                    singleResult, window.means(single, includesPadding: includesPadding), "case \(number), mean, single"
                )
            }
        }
    }

    /// Padding is put around first, so that the window itself has none.
    @Test func unfoldedVectors() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            var window = Self.randomWindow(&random, reachesBeyond: false)
            var structure = Self.structure(window)
            let source = (0..<window.channels * window.height * window.width).map { _ in
                Int32(truncatingIfNeeded: random.next())
            }
            let padding = random.pick([0, 99, Int32.min])
            var padded = [Int32](repeating: -1, count: window.channels * window.paddedHeight * window.paddedWidth)
            tk_pad_i32(source, &structure, padding, &padded)
            expectEqual(padded, window.padded(source, padding: padding), "case \(number), padding")
            window.height = window.paddedHeight
            window.width = window.paddedWidth
            (window.top, window.left, window.bottom, window.right) = (0, 0, 0, 0)
            structure = Self.structure(window)
            var vectors = [Int32](repeating: -1, count: window.inputs * window.places)
            tk_unfold_vectors_i32(padded, &structure, &vectors)
            expectEqual(vectors, window.vectors(padded), "case \(number), vectors")
            var sums = [Int64](repeating: -1, count: window.places)
            tk_sum_vectors_i32(vectors, Int64(window.places), Int64(window.inputs), &sums)
            expectEqual(
                sums, ReferenceQuantization.sums(vectors, vectors: window.places, rows: window.inputs),
                "case \(number), sums")
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
            tk_quantize_f64(values, count, scale, zeroPoint, range.lowerBound, range.upperBound, &integers)
            expectEqual(
                integers,
                values.map { ReferenceQuantization.integer($0, scale: scale, zeroPoint: zeroPoint, range: range) },
                "case \(number)")
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
