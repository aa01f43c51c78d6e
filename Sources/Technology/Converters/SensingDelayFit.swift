// SPDX-License-Identifier: Apache-2.0

/// Fitted delay of a current-mode comparator against the ratio of reference to column resistance.
///
/// The delay is `logSlope · ln(R / 1 kΩ) + logOffset` for the column resistance R, times a polynomial in the ratio, one up
/// to a ratio of 0.9 and another above.
public struct SensingDelayFit: Sendable, Equatable {
    /// Growth of the delay for each factor of e in column resistance [s].
    public let logSlope: Double
    /// Delay at a column resistance of 1 kΩ [s].
    public let logOffset: Double
    /// Coefficients of the polynomial up to the crossover, constant term first [1].
    public let below: [Double]
    /// Coefficients of the polynomial above the crossover, constant term first [1].
    public let above: [Double]

    /// Coefficients of the polynomial up to the crossover: a cubic [1].
    static let coefficientsBelow = 4
    /// Coefficients of the polynomial above the crossover: a quartic [1].
    static let coefficientsAbove = 5

    /// A fit of those coefficients, in the units of the properties.
    public init(logSlope: Double, logOffset: Double, below: [Double], above: [Double]) {
        self.logSlope = logSlope
        self.logOffset = logOffset
        self.below = below
        self.above = above
    }
}
