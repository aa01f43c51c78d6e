// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import _TestSupport

/// Random activations, coded and packed.
struct RandomActivations {
    let coding: ReferenceCoding
    let structure: tk_imc_coding
    let rows: Int
    let words: Int
    /// [vector][row].
    let vectors: [[Int32]]
    /// [vector][plane][word].
    let planes: [UInt64]

    /// Draws at most `mostVectors` vectors of activations for a group with `rows` rows. With `isSingle`, digits are
    /// single bits.
    init(
        _ random: inout SeededGenerator, pool: ArrayPool, rows: Int, mostVectors: Int, isBipolar: Bool, isSingle: Bool
    ) {
        let planes = isBipolar ? 1 : random.integer(1...16)
        let digitPlanes = isBipolar || isSingle ? 1 : random.integer(1...min(planes, 4))
        let digits = (planes + digitPlanes - 1) / digitPlanes
        // Bipolar activations are -1 and +1, signed ones are moved up by half of their range.
        coding = ReferenceCoding(
            planes: planes, addend: isBipolar ? 1 : random.flip() ? Int32(1) << Int32(planes - 1) : 0,
            shift: isBipolar ? 1 : random.integer(0...2), digitPlanes: digitPlanes,
            scales: (0..<digits).map { Double(1 << ($0 * digitPlanes)) }, isBipolar: isBipolar)
        structure = tk_imc_coding(
            planes: planes, addend: coding.addend, shift: UInt32(coding.shift), digits: digits,
            digit_planes: digitPlanes, digit_scales: pool.keep(coding.scales), is_bipolar: isBipolar ? 1 : 0)
        let top = Int32(1) << Int32(planes + coding.shift) - 1
        let zeros = random.pick([0, 0.3, 1])
        let addend = coding.addend
        let vectors = (0..<random.size(0...mostVectors)).map { _ in
            (0..<rows).map { _ -> Int32 in
                if isBipolar { return random.flip() ? 1 : -1 }
                return random.flip(zeros) ? -addend : Int32.random(in: 0...top, using: &random) - addend
            }
        }
        let coding = coding
        let words = (rows + 63) / 64
        self.rows = rows
        self.words = words
        self.vectors = vectors
        self.planes = vectors.flatMap { coding.packed($0, words: words) }
    }
}
