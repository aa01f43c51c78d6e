// SPDX-License-Identifier: Apache-2.0

/// An ADC as `tk_imc.h` describes it, one partial sum at a time.
struct ReferenceConverter {
    /// (level * x + digit * d + constant) / divisor.
    struct Line {
        let level: Double
        let digit: Double
        let constant: Double
        let divisor: Double

        func point(_ sum: Double, digits: Double = 0) -> Double {
            (level * sum + (digit * digits + constant)) / divisor
        }
    }

    enum Kind: CaseIterable { case none, linear, thresholds }
    enum Rounding: CaseIterable { case halfUp, halfEven, floor }

    let kind: Kind
    let rounding: Rounding
    let position: Line
    let codes: ClosedRange<Int>
    /// By code, or empty for a straight line.
    let nonlinearity: [Double]
    let thresholds: [Double]
    /// By code, or empty where a code stands for itself.
    let values: [Double]

    private func bent(_ t: Double) -> Double {
        guard !nonlinearity.isEmpty else { return t }
        let last = codes.count - 1
        let place = min(max(t - Double(codes.lowerBound), 0), Double(last))
        let below = Int(place)
        let share = place - Double(below)
        guard below < last else { return t + nonlinearity[last] }
        return t + (nonlinearity[below] * (1 - share) + nonlinearity[below + 1] * share)
    }

    /// The code of a position t.
    func code(_ position: Double) -> Double {
        let t = bent(position)
        if kind == .thresholds { return Double(thresholds.count { $0 < t }) }
        let whole =
            switch rounding {
            case .halfUp: (t + 0.5).rounded(.down)
            case .halfEven: t.rounded(.toNearestOrEven)
            case .floor: t.rounded(.down)
            }
        return min(max(whole, Double(codes.lowerBound)), Double(codes.upperBound))
    }

    /// `tk_imc_convert`: the code of a partial sum, or the sum itself without a converter.
    func convert(_ partialSum: Double) -> Double { kind == .none ? partialSum : code(position.point(partialSum)) }

    /// What a code counts.
    func value(_ code: Double) -> Double { values.isEmpty ? code : values[Int(code) - codes.lowerBound] }

    /// Whether a position is beyond the range: by more than half a step; with thresholds beyond the outer ones by more than the
    /// next step is wide.
    func isBeyondRange(_ t: Double) -> Bool {
        switch kind {
        case .none: return false
        case .linear where rounding == .floor: return t < Double(codes.lowerBound) || t > Double(codes.upperBound) + 1
        case .linear: return t < Double(codes.lowerBound) - 0.5 || t > Double(codes.upperBound) + 0.5
        case .thresholds:
            guard let first = thresholds.first, let last = thresholds.last else { return false }
            guard thresholds.count > 1 else { return t < first || t > last }
            return t < 2 * first - thresholds[1] || t > 2 * last - thresholds[thresholds.count - 2]
        }
    }
}
