// SPDX-License-Identifier: Apache-2.0

import KernelForms
import InferenceKernels
import Testing
import _TestSupport

/// Activations in bit planes against single bits.
@Suite struct CodingKernelTests {
    /// Rows of a group out of longer vectors, neighbours or not, of any value: what does not fit the planes is cut off.
    @Test func packing() {
        for number in 0..<100 {
            var random = SeededGenerator(case: number)
            let planes = random.integer(1...16)
            let coding = ReferenceCoding(
                planes: planes, addend: random.pick([0, 1, Int32(1) << Int32(planes - 1), -5]),
                shift: random.integer(0...3),
                digitPlanes: 1, scales: [], isBipolar: false)
            var structure = tk_imc_coding(
                planes: planes, addend: coding.addend, shift: UInt32(coding.shift), digits: planes, digit_planes: 1,
                digit_scales: nil, is_bipolar: 0)
            let rows = random.size(0...300)
            let words = (rows + 63) / 64 + random.integer(0...1)
            let first = random.integer(0...5)
            let step = random.flip(0.5) ? 1 : random.integer(1...11)
            let stride = first + rows * step + random.integer(0...3)
            let vectors = random.size(0...9)
            let activations = (0..<vectors * stride).map { _ in
                random.flip(0.1)
                    ? random.pick([Int32.min, .max, 0, -1])
                    : Int32(truncatingIfNeeded: random.next()) >> Int32(random.integer(0...31))
            }
            let wanted = (0..<vectors).flatMap { vector in
                let start = vector * stride + first
                return coding.packed((0..<rows).map { activations[start + $0 * step] }, words: words)
            }
            for form in KernelForm.all {
                var packed = [UInt64](repeating: .max, count: vectors * planes * words)
                form.kernels.tk_imc_pack(
                    &structure, activations, vectors, stride, first, step, rows, words, &packed)
                expectEqual(packed, wanted, "case \(number), \(form.name)")
            }
        }
    }
}
