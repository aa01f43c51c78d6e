// SPDX-License-Identifier: Apache-2.0

import KernelForms
import Testing
import TrainingKernels
import _TestSupport

/// Feature maps of a batch against loops over single elements. Sums add up in the same order, so that results must be equal to
/// the last bit.
@Suite struct BatchKernelTests {
    /// A window with padding; its last places may reach beyond the maps.
    private static func randomWindow(_ random: inout SeededGenerator) -> ReferenceBatch {
        var window = ReferenceBatch()
        window.channels = random.integer(1...3)
        window.images = random.integer(1...5)
        window.height = random.size(1...17)
        window.width = random.size(1...17)
        window.kernel = (random.integer(1...5), random.integer(1...5))
        window.stride = random.flip() ? (1, 1) : (random.integer(1...3), random.integer(1...3))
        if random.flip(0.7) {
            window.top = random.integer(0...3)
            window.left = random.integer(0...3)
        }
        window.out = (random.integer(1...window.height + 3), random.size(1...window.width + 3))
        return window
    }

    private static func structure(_ window: ReferenceBatch) -> tk_batch_window {
        tk_batch_window(
            channels: Int64(window.channels), images: Int64(window.images), height: Int64(window.height),
            width: Int64(window.width), kernel_height: Int64(window.kernel.height),
            kernel_width: Int64(window.kernel.width), stride_height: Int64(window.stride.height),
            stride_width: Int64(window.stride.width), pad_top: Int64(window.top), pad_left: Int64(window.left),
            out_height: Int64(window.out.height), out_width: Int64(window.out.width))
    }

    /// Some images of a batch that follow each other.
    private static func randomPart(_ random: inout SeededGenerator, of images: Int) -> Range<Int> {
        let first = random.integer(0...images - 1)
        return first..<random.integer(first...images)
    }

    @Test func unfoldedBatches() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let window = Self.randomWindow(&random)
            var structure = Self.structure(window)
            let part = Self.randomPart(&random, of: window.images)
            let (first, count) = (Int64(part.lowerBound), Int64(part.count))
            let maps = (0..<window.count).map { _ in random.wild(-1...1) }
            let single = maps.map { Float($0) }
            for form in KernelForm.all {
                var columns = [Double](repeating: 99, count: window.inputs * part.count * window.places)
                form.kernels.tk_unfold_batch_f64(maps, &structure, first, count, &columns)
                expectSame(columns, window.unfolded(maps, part), "case \(number), \(form.name), double")
                var singleColumns = [Float](repeating: 99, count: columns.count)
                form.kernels.tk_unfold_batch_f32(single, &structure, first, count, &singleColumns)
                expectSame(singleColumns, window.unfolded(single, part), "case \(number), \(form.name), single")
            }
        }
    }

    /// Images that are not folded keep their elements.
    @Test func foldedBatches() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let window = Self.randomWindow(&random)
            var structure = Self.structure(window)
            let part = Self.randomPart(&random, of: window.images)
            let (first, count) = (Int64(part.lowerBound), Int64(part.count))
            let columns = (0..<window.inputs * part.count * window.places).map { _ in random.wild(-1...1) }
            let single = columns.map { Float($0) }
            let before = random.reals(window.count, -1...1)
            for form in KernelForm.all {
                var maps = before
                form.kernels.tk_fold_batch_f64(columns, &structure, first, count, &maps)
                expectSame(maps, window.folded(columns, part, onto: before), "case \(number), \(form.name), double")
                var singleMaps = before.map { Float($0) }
                form.kernels.tk_fold_batch_f32(single, &structure, first, count, &singleMaps)
                expectSame(
                    singleMaps, window.folded(single, part, onto: before.map { Float($0) }),
                    "case \(number), \(form.name), single")
            }
        }
    }

    /// Squares that may leave rows and columns over, and their extents as the kernels take them.
    private static func randomSquares(_ random: inout SeededGenerator) -> ReferenceSquares {
        var squares = ReferenceSquares()
        squares.planes = random.integer(1...6)
        squares.size = random.flip(0.8) ? random.integer(1...4) : 16
        squares.height = random.integer(squares.size...squares.size + 9)
        squares.width = random.integer(squares.size...squares.size + 9)
        return squares
    }

    /// Few different numbers, so that many squares have several largest ones.
    @Test func largestOfSquares() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let squares = Self.randomSquares(&random)
            let (planes, size) = (Int64(squares.planes), Int64(squares.size))
            let (height, width) = (Int64(squares.height), Int64(squares.width))
            let maps = (0..<squares.count).map { _ in
                random.flip(0.9)
                    ? Double(random.integer(-2...2)) / 4 : random.pick([-0.0, .infinity, -.infinity, -1e9])
            }
            let single = maps.map { Float($0) }
            var values = [Double](repeating: 99, count: squares.squares)
            var singleValues = [Float](repeating: 99, count: squares.squares)
            var places = [UInt8](repeating: 99, count: squares.squares)
            tk_pool_largest_f64(maps, planes, height, width, size, &values, &places)
            let wanted = squares.largest(maps)
            expectSame(values, wanted.values, "case \(number), double")
            expectEqual(places, wanted.places, "case \(number), places, double")
            places = [UInt8](repeating: 99, count: squares.squares)
            tk_pool_largest_f32(single, planes, height, width, size, &singleValues, &places)
            expectSame(singleValues, squares.largest(single).values, "case \(number), single")
            expectEqual(places, wanted.places, "case \(number), places, single")

            let errors = (0..<squares.squares).map { _ in random.wild(-1...1) }
            let singleErrors = errors.map { Float($0) }
            var back = [Double](repeating: 99, count: squares.count)
            tk_pool_largest_back_f64(errors, places, planes, height, width, size, &back)
            expectSame(back, squares.largestBack(errors, places), "case \(number), back, double")
            var singleBack = [Float](repeating: 99, count: squares.count)
            tk_pool_largest_back_f32(singleErrors, places, planes, height, width, size, &singleBack)
            expectSame(singleBack, squares.largestBack(singleErrors, places), "case \(number), back, single")
        }
    }

    @Test func meansOfSquares() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let squares = Self.randomSquares(&random)
            let (planes, size) = (Int64(squares.planes), Int64(squares.size))
            let (height, width) = (Int64(squares.height), Int64(squares.width))
            let maps = (0..<squares.count).map { _ in random.wild(-1...1) }
            let single = maps.map { Float($0) }
            var values = [Double](repeating: 99, count: squares.squares)
            tk_pool_mean_batch_f64(maps, planes, height, width, size, &values)
            expectSame(values, squares.means(maps), "case \(number), double")
            var singleValues = [Float](repeating: 99, count: squares.squares)
            tk_pool_mean_batch_f32(single, planes, height, width, size, &singleValues)
            expectSame(singleValues, squares.means(single), "case \(number), single")

            let errors = (0..<squares.squares).map { _ in random.wild(-1...1) }
            let singleErrors = errors.map { Float($0) }
            var back = [Double](repeating: 99, count: squares.count)
            tk_pool_mean_back_f64(errors, planes, height, width, size, &back)
            expectSame(back, squares.meansBack(errors), "case \(number), back, double")
            var singleBack = [Float](repeating: 99, count: squares.count)
            tk_pool_mean_back_f32(singleErrors, planes, height, width, size, &singleBack)
            expectSame(singleBack, squares.meansBack(singleErrors), "case \(number), back, single")
        }
    }
}
