// SPDX-License-Identifier: Apache-2.0

/// Random numbers as `tk_random.h` describes them, one at a time.
struct ReferenceStream {
    let seed: UInt64

    /// `tk_random_word`: SplitMix64 at any position.
    func word(_ index: Int) -> UInt64 { word(UInt64(index)) }

    func word(_ index: UInt64) -> UInt64 {
        var word = seed &+ (index &+ 1) &* 0x9E37_79B9_7F4A_7C15
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    /// Draw `index` of 32 bits: two of them are a word, the lower half first.
    func draw(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: word(index / 2) >> UInt64(index % 2 * 32)) }

    /// The stream that belongs to a word of this one.
    func stream(_ index: UInt64) -> ReferenceStream { ReferenceStream(seed: word(index)) }

    /// The levels of weights: minimum + k * step.
    struct Grid {
        let minimum: Double
        let step: Double
        let levels: Int

        var maximum: Double { minimum + Double(levels - 1) * step }
    }

    /// `tk_random_weights`: one weight.
    func weight(_ index: Int, sigma: Double, grid: Grid) -> Double {
        let bits = word(2 * index)
        let noise = word(2 * index + 1)
        let triangular = (Double(noise >> 32) - Double(noise & 0xFFFF_FFFF)) / 4_294_967_296
        let normal = Double(bits.nonzeroBitCount) - 32 + triangular
        let value = sigma / (16 + 1.0 / 6).squareRoot() * normal
        let level = ((value - grid.minimum) * (1 / grid.step)).rounded(.toNearestOrEven)
        return grid.minimum + min(max(level, 0), Double(grid.levels - 1)) * grid.step
    }

    /// `tk_random_former_weights`: one weight before a step. Four weights share a word, 16 bits each.
    func formerWeight(_ index: Int, now weight: Double, changed: UInt32, grid: Grid) -> Double {
        let draw = UInt32(word(index / 4) >> UInt64(index % 4 * 16) & 0xFFFF)
        guard draw < changed else { return min(max(weight, grid.minimum), grid.maximum) }
        return min(max(weight + (draw % 2 == 1 ? grid.step : -grid.step), grid.minimum), grid.maximum)
    }

    /// `tk_random_bits`: one word. Each bit compares a random number of 16 bits with a probability in units of 1/65536.
    func bits(_ index: Int, masks: [UInt64], period: Int) -> UInt64 {
        let mask = masks[index % period * 17..<index % period * 17 + 17]
        var result: UInt64 = 0
        for bit in UInt64(0)..<64 {
            let probability = mask.enumerated().reduce(0) { $0 | Int($1.element >> bit & 1) << $1.offset }
            let draw = (0..<16).reduce(0) { $0 | Int(word(index * 16 + $1) >> bit & 1) << $1 }
            if draw < probability { result |= 1 << bit }
        }
        return result
    }
}
