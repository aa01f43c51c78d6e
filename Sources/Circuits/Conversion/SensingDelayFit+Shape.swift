// SPDX-License-Identifier: Apache-2.0

import Technology

extension SensingDelayFit {
    /// The ratio where one polynomial gives way to the other [1].
    static let crossover = 0.9
    /// The polynomials hold above this ratio [1].
    static let lowestRatio = 0.05
    /// The polynomials hold below this ratio [1].
    static let highestRatio = 20.0
    /// Delay of a comparison outside the fitted range [s].
    static let clearDecisionLatency = 1e-9

    /// The relative delay at a ratio [1]; 0 outside the fitted range.
    func shape(_ ratio: Double) -> Double {
        guard ratio > Self.lowestRatio, ratio < Self.highestRatio else { return 0 }
        return Self.polynomial(ratio <= Self.crossover ? below : above, at: ratio)
    }

    /// A polynomial with the constant coefficient first.
    static func polynomial(_ coefficients: [Double], at point: Double) -> Double {
        var value = 0.0
        for coefficient in coefficients.reversed() { value = value * point + coefficient }
        return value
    }
}
