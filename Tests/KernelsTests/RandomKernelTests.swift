// SPDX-License-Identifier: Apache-2.0

import KernelForms
import BaseKernels
import InferenceKernels
import Testing
import _TestSupport

/// Random numbers against single draws. All arithmetic is integer or correctly rounded, so that numbers must be equal to the last
/// bit.
@Suite struct RandomKernelTests {
    private static let seeds: [UInt64] = [0, 1, .max, 1 << 63]

    @Test func words() {
        var random = SeededGenerator(case: 0)
        for seed in Self.seeds + (0..<50).map({ _ in random.next() }) {
            for index in [0, 1, UInt64.max, UInt64.max >> 1, random.next()] {
                #expect(tk_random_word(seed, index) == ReferenceStream(seed: seed).word(index))
            }
        }
        // The first number of SplitMix64 with the seed 0, as published with xoshiro's generators.
        #expect(tk_random_word(0, 0) == 0xE220_A839_7B1D_CDAF)
    }

    /// Weights and those before a step, in two pieces, which must fit together.
    @Test func weights() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let levels = random.pick([2, 3, 15, 16, 256, 1 << 16])
            let grid = ReferenceStream.Grid(minimum: -1, step: 2 / Double(levels), levels: levels)
            let structure = tk_weight_grid(minimum: grid.minimum, step: grid.step, levels: Double(levels))
            let sigma = random.pick([0, 1e-3, random.real(0.05...0.7), 10])
            let changed = UInt32(random.pick([0, 1, random.integer(0...65536), 65535, 65536]))
            let stream = ReferenceStream(seed: random.next())
            let first = random.pick([0, random.integer(0...50), 1 << 40])
            let count = random.size(0...300)
            let cut = random.integer(0...count)
            let now = (0..<count).map { stream.weight(first + $0, sigma: sigma, grid: grid) }
            let former = (0..<count).map { stream.formerWeight(first + $0, now: now[$0], changed: changed, grid: grid) }
            for form in KernelForm.all {
                var weights: [Double] = []
                var before: [Double] = []
                for part in [0..<cut, cut..<count] {
                    var piece = [Double](repeating: .nan, count: part.count)
                    let start = first + part.lowerBound
                    form.kernels.tk_random_weights(stream.seed, start, part.count, sigma, structure, &piece)
                    weights += piece
                    let known = piece
                    form.kernels.tk_random_former_weights(
                        stream.seed, start, part.count, changed, structure, known, &piece)
                    before += piece
                }
                expectSame(weights, now, "case \(number), \(form.name), weights")
                expectSame(before, former, "case \(number), \(form.name), weights before")
            }
        }
    }

    /// Probabilities from never (0) to always (65536).
    @Test func bits() {
        for number in 0..<20 {
            var random = SeededGenerator(case: number)
            let period = random.integer(1...5)
            let masks = (0..<17 * period).map { index in
                index % 17 == 16 ? random.sparseWord() & random.next() : random.pick([0, .max, random.next()])
            }
            let stream = ReferenceStream(seed: random.next())
            let count = random.size(0...40)
            // The bit of 65536 stands alone.
            let wanted = (0..<count).map { stream.bits($0, masks: masks, period: period) }
            for form in KernelForm.all {
                var words = [UInt64](repeating: 99, count: count)
                form.kernels.tk_random_bits(stream.seed, count, masks, period, &words)
                expectEqual(words, wanted, "case \(number), \(form.name)")
            }
        }
    }

    @Test func normalSegments() {
        var random = SeededGenerator(case: 0)
        let draws: [UInt32] = [0, 1, 2, 3, 1 << 31 - 1, 1 << 30, 1 << 30 - 1]
        for draw in draws
            + (0..<500).map({ _ in UInt32(truncatingIfNeeded: random.next()) >> UInt32(random.integer(1...31)) })
        {
            let tail = Double(draw) + 0.5
            var place = -1.0
            let segment = tk_normal_segment(tail, &place)
            let reference = ReferenceNormal.segment(of: tail)
            #expect(segment == reference.index && place == reference.place, "draw \(draw)")
            #expect(segment < ReferenceNormal.segments)
        }
        #expect(TK_NORMAL_SEGMENTS == ReferenceNormal.segments)
        #expect(TK_NORMAL_COEFFICIENTS == ReferenceNormal.coefficients)
    }

    @Test func normalNumbers() {
        for number in 0..<40 {
            var random = SeededGenerator(case: number)
            let table = random.reals(ReferenceNormal.segments * ReferenceNormal.coefficients, -1...1)
            let stream = ReferenceStream(seed: random.next())
            let first = random.integer(0...9)
            let count = random.size(0...260)
            var numbers = [Double](repeating: .nan, count: count)
            tk_normal_fill(table, stream.seed, first, count, &numbers)
            let reference = ReferenceNormal(table: table)
            expectSame(numbers, (0..<count).map { reference.number(first + $0, of: stream) }, "case \(number)")
        }
    }
}
