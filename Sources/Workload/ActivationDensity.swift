// SPDX-License-Identifier: Apache-2.0

/// How often the bits of a synthetic activation are 1.
///
/// Activations after a ReLU are never negative, so the sign is always 0, unless an activation has a single bit.
public enum ActivationDensity: Sendable, Equatable {
    /// The same share of ones in each bit below the sign, 0 to 1.
    case uniform(Double)
    /// Shares of ones that grow evenly from the bit below the sign to the lowest one: large activations are rare. With a
    /// single bit the second share counts.
    case ramp(highest: Double, lowest: Double)

    /// The densities of traces of convolutional networks in eight bits: 5 % to 30 %.
    public static let standard = ActivationDensity.ramp(highest: 0.05, lowest: 0.3)

    /// The share of ones in each bit of an activation, the sign first.
    public func shares(bits: Int) -> [Double] {
        guard bits > 1 else { return [share(at: 1)] }
        let steps = bits - 2
        let magnitude = (0...steps).map { share(at: steps == 0 ? 1 : Double($0) / Double(steps)) }
        return [0] + magnitude
    }

    /// The share of ones at a place between the highest bit, 0, and the lowest, 1.
    private func share(at place: Double) -> Double {
        switch self {
        case .uniform(let share): share
        case .ramp(let highest, let lowest): highest + (lowest - highest) * place
        }
    }

    var isValid: Bool {
        let ends = [share(at: 0), share(at: 1)]
        return ends.allSatisfy { $0 >= 0 && $0 <= 1 }
    }
}

/// The probabilities of a row of bits in the form that `tk_random_bits` wants.
struct DensityMasks {
    /// How many words the pattern takes before it repeats.
    let period: Int
    /// 17 words for each word of the pattern: bit b of word k is bit k of the probability of bit b, in 1/65536.
    let planes: [UInt64]

    /// Repeats the probabilities of an activation's bits.
    init(_ shares: [Double]) {
        let units = shares.map { Int(($0 * 65536).rounded()) }
        // After as many words as there are shares, if not earlier, a word begins with the first share again.
        period = units.count
        var planes = [UInt64](repeating: 0, count: 17 * units.count)
        for bit in 0..<64 * units.count {
            let probability = units[bit % units.count]
            for plane in 0..<17 where probability >> plane & 1 == 1 {
                planes[bit / 64 * 17 + plane] |= 1 << UInt64(bit % 64)
            }
        }
        self.planes = planes
    }
}
