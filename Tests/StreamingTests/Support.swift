// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import _TestSupport

@testable import Streaming

/// A machine with some parameters set.
func streamMachine(_ assignments: String...) throws -> StreamMachine {
    try StreamMachine(try Configuration(files: [], assignments: assignments))
}

/// Contractions of all sorts, small enough to be counted one access at a time, with at most so many channels.
func smallContraction(_ random: inout SeededGenerator, most: Int = 5) -> Contraction {
    let kernel = 1 + random.below(3)
    func axis() -> StreamAxis {
        let stride = 1 + random.below(3)
        let dilation = 1 + random.below(2)
        let before = random.below(kernel)
        let inputs = (kernel - 1) * dilation + 1 + random.below(6)
        let places = (inputs + 2 * before - (kernel - 1) * dilation - 1) / stride + 1
        return StreamAxis(
            inputs: inputs, places: places, kernel: kernel, stride: stride, dilation: dilation, before: before)
    }
    return Contraction(
        groups: 1 + random.below(3), outputs: 1 + random.below(most), reduction: 1 + random.below(most),
        vertical: axis(),
        horizontal: axis(), hasBias: random.below(2) == 1,
        bits: Contraction.Bits(
            weight: [0, 4, 8][random.below(3)], activation: 8, partialSum: [16, 32][random.below(2)]))
}
