// SPDX-License-Identifier: Apache-2.0

/// The rounding of fractions of an ADC's step.
public enum CodeRounding: String, Sendable, CaseIterable {
    /// floor(t + 1/2), also of negative numbers.
    case halfUp = "half_up"
    /// The nearest code, halves to the even one.
    case halfEven = "half_even"
    /// floor(t).
    case floor

    /// The whole number that a position becomes [LSB].
    func rounded(_ position: ExactNumber) -> Int {
        guard let fraction = position.fraction, let half = Fraction(1, over: 2), let above = fraction.adding(half)
        else {
            return rounded(position.value)
        }
        switch self {
        case .floor: return fraction.floor
        case .halfUp: return above.floor
        case .halfEven:
            let isHalf = above.denominator == 1 && fraction.denominator == 2
            return isHalf && above.floor % 2 != 0 ? above.floor - 1 : above.floor
        }
    }

    private func rounded(_ position: Double) -> Int {
        let result =
            switch self {
            case .floor: position.rounded(.down)
            case .halfUp: (position + 0.5).rounded(.down)
            case .halfEven: position.rounded(.toNearestOrEven)
            }
        return Int(result)
    }
}
