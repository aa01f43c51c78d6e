// SPDX-License-Identifier: Apache-2.0

import KernelForms
import ModelsKernels
import Testing
import _TestSupport

/// Maps that are unfolded piece by piece against single elements.
@Suite struct UnfoldKernelTests {
    /// Maps of some images, which may have a rest between them.
    private static func randomMaps(_ random: inout SeededGenerator) -> (ReferenceUnfolding, images: Int) {
        let window = ReferenceWindow.inside(&random)
        let rest = random.flip() ? 0 : random.integer(1...50)
        let size = window.channels * window.height * window.width + rest
        return (ReferenceUnfolding(window: window, imageSize: size), random.integer(1...3))
    }

    /// The window as C reads it, with a padding that must not count.
    private static func structure(_ window: ReferenceWindow) -> tk_window {
        var window = window
        (window.top, window.left, window.bottom, window.right) = (1, 2, 3, 4)
        return window.structure
    }

    /// Some vectors of all, at most `most`: any, or whole lines of places.
    private static func randomRange(
        _ random: inout SeededGenerator, _ window: ReferenceWindow, images: Int, most: Int
    ) -> Range<Int> {
        let lines = images * window.out.height
        if random.flip(), window.out.width <= most {
            let first = random.integer(0...lines - 1)
            let count = min(lines - first, most / window.out.width)
            return first * window.out.width..<(first + count) * window.out.width
        }
        let all = lines * window.out.width
        let first = random.integer(0...all - 1)
        return first..<first + random.size(0...min(most, all - first))
    }

    /// Rows from one on, in steps.
    private static func randomRows(_ random: inout SeededGenerator, _ rows: Int) -> (tk_rows, [Int]) {
        let first = random.integer(0...rows - 1)
        let step = random.flip() ? 1 : random.integer(2...9)
        let count = random.integer(0...(rows - 1 - first) / step + 1)
        return (tk_rows(first: first, step: step, count: count), (0..<count).map { first + $0 * step })
    }

    private static func randomBytes(_ random: inout SeededGenerator, _ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    @Test func bytes() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let integers = (0..<random.size(0...300)).map { _ in
                Int32(truncatingIfNeeded: random.next()) >> Int32(random.integer(0...31))
            }
            for form in KernelForm.all {
                var bytes = [UInt8](repeating: 0x5A, count: integers.count + 1)
                form.kernels.tk_bytes_from_i32(integers, integers.count, &bytes)
                expectEqual(
                    bytes, integers.map { UInt8(truncatingIfNeeded: $0) } + [0x5A], "case \(number), \(form.name)")
            }
        }
    }

    @Test func blocks() {
        for number in 0..<300 {
            var random = SeededGenerator(case: number)
            let (maps, images) = Self.randomMaps(&random)
            let source = Self.randomBytes(&random, images * maps.imageSize)
            let vectors = Self.randomRange(&random, maps.window, images: images, most: ReferenceBytes.block)
            let (selected, rows) = Self.randomRows(&random, maps.window.inputs)
            var structure = Self.structure(maps.window)
            var block = [UInt8](repeating: 0x5A, count: rows.count * ReferenceBytes.block + 1)
            tk_unfold_block(
                source, &structure, maps.imageSize, selected, vectors.lowerBound, vectors.count, &block)
            expectEqual(
                block, maps.block(source, rows: rows, vectors: vectors) + [0x5A],
                "case \(number), vectors \(vectors) of \(images) images, \(maps.window.out.width) places in a line")
        }
    }

    @Test func gatheredBlocks() {
        for number in 0..<100 {
            var random = SeededGenerator(case: number)
            let stride = random.size(1...70)
            let first = random.integer(0...5)
            let vectors = first..<first + random.size(0...ReferenceBytes.block)
            let source = Self.randomBytes(&random, vectors.upperBound * stride)
            let (selected, rows) = Self.randomRows(&random, stride)
            var block = [UInt8](repeating: 0x5A, count: rows.count * ReferenceBytes.block + 1)
            tk_gather_block(source, stride, selected, vectors.lowerBound, vectors.count, &block)
            expectEqual(
                block, ReferenceUnfolding.gathered(source, stride: stride, rows: rows, vectors: vectors) + [0x5A],
                "case \(number), vectors \(vectors)")
        }
    }

    @Test func ranges() {
        for number in 0..<200 {
            var random = SeededGenerator(case: number)
            let (maps, images) = Self.randomMaps(&random)
            let source = (0..<images * maps.imageSize).map { _ in Int32(truncatingIfNeeded: random.next()) }
            let range = Self.randomRange(&random, maps.window, images: images, most: 100)
            var structure = Self.structure(maps.window)
            var vectors = [Int32](repeating: 99, count: range.count * maps.window.inputs + 1)
            tk_unfold_range_i32(source, &structure, maps.imageSize, range.lowerBound, range.count, &vectors)
            expectEqual(vectors, maps.vectors(source, range) + [99], "case \(number), vectors \(range)")
        }
    }

    @Test func transposition() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let (rows, columns) = (random.size(0...40), random.size(0...40))
            let matrix = (0..<rows * columns).map { _ in random.wild(-1...1) }
            var result = [Double](repeating: 99, count: matrix.count + 1)
            tk_transpose_f64(matrix, rows, columns, &result)
            expectSame(
                result, ReferenceUnfolding.transposed(matrix, rows: rows, columns: columns) + [99], "case \(number)")
        }
    }

    /// Products are rounded before the bias is added.
    @Test func rescaledColumns() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let products = (0..<random.size(0...130)).map { _ in random.wild(-100...100) }
            let scale = random.wild(-2...2)
            let bias = random.pick([0, -0.0, random.real(-1...1)])
            for form in KernelForm.all {
                var result = [Double](repeating: 99, count: products.count + 1)
                form.kernels.tk_rescale_column_f64(products, products.count, scale, bias, &result)
                expectSame(
                    result, ReferenceUnfolding.rescaled(products, scale: scale, bias: bias) + [99],
                    "case \(number), \(form.name)")
            }
        }
    }
}
