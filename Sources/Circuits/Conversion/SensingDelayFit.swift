import Technology

/// Fitted delay of a current-mode comparator against the ratio of reference to column resistance.
///
/// The delay is `logSlope · ln(R / 1 kΩ) + logOffset` for the column resistance R, times a polynomial in the ratio, one up
/// to a ratio of 0.9 and another above. Source: fits to Cadence simulations published with DNN+NeuroSim V2.1 for the
/// low-standby-power roadmap.
struct SensingDelayFit: Sendable, Equatable {
    /// Growth of the delay for each factor of e in column resistance [s].
    let logSlope: Double
    /// Delay at a column resistance of 1 kΩ [s].
    let logOffset: Double
    /// Coefficients of the polynomial up to the crossover, constant term first [1].
    let below: [Double]
    /// Coefficients of the polynomial above the crossover, constant term first [1].
    let above: [Double]

    /// The ratio where one polynomial gives way to the other [1].
    static let crossover = 0.9
    /// The polynomials hold above this ratio [1].
    static let lowestRatio = 0.05
    /// The polynomials hold below this ratio [1].
    static let highestRatio = 20.0
    /// Delay of a comparison outside the fitted range, and of every comparison where there is no fit [s].
    static let clearDecisionLatency = 1e-9

    /// The fit of a technology, or nil where a comparison always takes 1 ns: the high-performance roadmap, 22 nm and below.
    static func fit(node: Int, roadmap: DeviceRoadmap) -> SensingDelayFit? {
        guard roadmap == .lowStandbyPower else { return nil }
        return fits[node]
    }

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

    private static let node32 = SensingDelayFit(
        logSlope: 0.0714e-9, logOffset: 0.7651e-9,
        below: [0.4807, 2.6492, -5.6685, 3.7949],
        above: [1.0057, -0.0171, 0.0001, -0.00006, 0.000001])

    private static let fits: [Int: SensingDelayFit] = [
        130: SensingDelayFit(
            logSlope: 0.2679e-9, logOffset: 0.0478e-9,
            below: [0.3856, 2.4653, -5.3996, 3.915],
            above: [1.2211, -0.2725, 0.0742, -0.0087, 0.0004]),
        90: SensingDelayFit(
            logSlope: 0.0586e-9, logOffset: 1.41e-9,
            below: [0.3574, 2.8249, -5.651, 3.726],
            above: [0.9835, -0.0188, 0.0017, -0.00007, 0.0000008]),
        65: SensingDelayFit(
            logSlope: 0.1239e-9, logOffset: 0.6642e-9,
            below: [0.3202, 2.0483, -2.6913, 1.3899],
            above: [1.0512, -0.0346, 0.1043, -0.0363, 0.0036]),
        45: node32,
        32: node32,
    ]
}
