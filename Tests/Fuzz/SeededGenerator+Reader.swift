// SPDX-License-Identifier: Apache-2.0

import _TestSupport

extension SeededGenerator {
    /// The numbers of one input: they follow from the seed of the run, the reader's name, and the number of the input.
    init(seed: UInt64, reader: String, index: Int) {
        // FNV-1a, because Swift's own hashes differ from run to run.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in reader.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        self.init(
            seed: hash ^ seed &* 0xD134_2543_DE82_EF95 &+ UInt64(truncatingIfNeeded: index) &* 0xA24B_AED4_963E_E407)
    }
}
