// SPDX-License-Identifier: Apache-2.0

import KernelForms
import BaseKernels
import Testing
import _TestSupport

/// Passes over arrays against single numbers. Each is at most two correctly rounded operations: results must be equal to the last
/// bit.
@Suite struct NumberKernelTests {
    /// Numbers at any address, not only where a float may stand.
    @Test func widening() {
        for number in 0..<40 {
            var random = SeededGenerator(case: number)
            let values = (0..<random.size(0...520)).map { _ in
                random.flip(0.8)
                    ? Float(random.real(-10...10)) : Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
            }
            let shift = random.integer(0...3)
            for form in KernelForm.all {
                var wide = [Double](repeating: -1, count: values.count)
                withBytes(of: values, behind: shift) { form.kernels.tk_widen_floats($0, values.count, &wide) }
                expectSame(wide, ReferenceNumbers.widened(values), "case \(number), \(form.name)")
            }
        }
    }

    @Test func rounding() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let scale = random.pick([1, 2, 1024, 100_000, random.real(0.1...1e6)])
            let values = (0..<random.size(0...260)).map { _ in
                random.flip(0.3) ? (Double(random.integer(-50...50)) + 0.5) / scale : random.wild(-10...10)
            }
            for form in KernelForm.all {
                var result = values
                form.kernels.tk_round_to_grid(&result, result.count, scale)
                expectSame(result, ReferenceNumbers.rounded(values, scale: scale), "case \(number), \(form.name)")
            }
        }
    }

    /// Numbers are looked at in blocks of 1,024.
    @Test func firstNotFinite() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            var values = (0..<random.pick([random.size(0...513), 1023, 1024, 1025, 2047, 2048, 2049])).map { _ in
                random.flip(0.95)
                    ? random.real(-10...10) : random.pick([0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude])
            }
            for _ in 0..<random.integer(0...2) where !values.isEmpty {
                let place = random.flip() ? values.count - 1 : random.integer(0...values.count - 1)
                values[place] = random.pick([.nan, .infinity, -.infinity])
            }
            for form in KernelForm.all {
                let index = form.kernels.tk_first_not_finite(values, values.count)
                #expect(index == ReferenceNumbers.firstNotFinite(values), "case \(number), \(form.name)")
            }
            let singles = values.map { Float($0) }
            for form in KernelForm.all {
                let areFinite = form.kernels.tk_are_finite_f32(singles, singles.count) != 0
                #expect(areFinite == singles.allSatisfy(\.isFinite), "case \(number), \(form.name), single precision")
            }
        }
    }
}
