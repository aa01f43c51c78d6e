import Technology

/// Fitted power of the column converters at one technology node.
///
/// The power of a conversion is that of its comparators, which does not depend on the column, plus the power that the
/// column current causes, `coupling · exp(−decadeRate · log₁₀ R)` with the column resistance R in ohm at 0.5 V.
/// Source of all figures: fits to Cadence simulations published with DNN+NeuroSim V2.1.
struct ConverterPowerFit: Sendable, Equatable {
    /// Decay of the column power for each factor of ten in column resistance, as an exponent of e [1].
    let decadeRate: Double
    /// Column power at 1 Ω of a multilevel converter that senses currents [W].
    let multilevelCurrentCoupling: Double
    /// Column power at 1 Ω of every other converter [W].
    let coupling: Double
    /// Power of a comparator that senses a current [W].
    let currentComparator: Double
    /// Power of a comparator that senses a voltage [W].
    let voltageComparator: Double
    /// Power of a successive-approximation converter for each bit that it resolves [W].
    let successiveApproximationBit: Double
    /// Power of a successive-approximation converter besides that of its bits [W].
    let successiveApproximationBase: Double

    private init(
        _ decadeRate: Double, _ multilevelCurrentCoupling: Double, _ coupling: Double, _ currentComparator: Double,
        _ voltageComparator: Double, _ bit: Double, _ base: Double
    ) {
        self.decadeRate = decadeRate
        self.multilevelCurrentCoupling = multilevelCurrentCoupling
        self.coupling = coupling
        self.currentComparator = currentComparator
        self.voltageComparator = voltageComparator
        successiveApproximationBit = bit
        successiveApproximationBase = base
    }

    /// The fit of a technology node; a node without figures of its own has those of 7 nm.
    static func fit(node: Int, roadmap: DeviceRoadmap) -> ConverterPowerFit {
        switch roadmap {
        case .highPerformance: highPerformance[node] ?? highPerformance7
        case .lowStandbyPower: lowStandbyPower[node] ?? lowStandbyPower7
        }
    }

    // In the order of the initializer.
    private static let highPerformance7 = ConverterPowerFit(
        2.311, 0.0210, 0.040310, 0.5e-6, 0.5614e-6, 0.2008e-6, 0.6823e-6)
    private static let lowStandbyPower7 = ConverterPowerFit(
        2.303, 0.0235, 0.043555, 0.35e-6, 0.4211e-6, 0.1061e-6, 0.8847e-6)

    private static let highPerformance: [Int: ConverterPowerFit] = [
        130: ConverterPowerFit(2.367, 0.17452, 0.207452, 19.898e-6, 27.84e-6, 6.4806e-6, 49.047e-6),
        90: ConverterPowerFit(2.345, 0.14900, 0.164900, 13.09e-6, 22.2e-6, 4.3474e-6, 31.782e-6),
        65: ConverterPowerFit(2.321, 0.1083, 0.128483, 9.9579e-6, 13.058e-6, 2.9503e-6, 22.047e-6),
        45: ConverterPowerFit(2.296, 0.0754, 0.097754, 7.7017e-6, 8.162e-6, 2.1843e-6, 11.931e-6),
        32: ConverterPowerFit(2.313, 0.079, 0.083709, 3.9648e-6, 4.76e-6, 1.0157e-6, 7.6286e-6),
        22: ConverterPowerFit(2.311, 0.073, 0.084273, 1.8939e-6, 2.373e-6, 0.7213e-6, 3.3041e-6),
        14: ConverterPowerFit(2.311, 0.0584, 0.060584, 1.2e-6, 1.467e-6, 0.4710e-6, 1.9529e-6),
        10: ConverterPowerFit(2.311, 0.0318, 0.049418, 0.8e-6, 0.9077e-6, 0.3076e-6, 1.1543e-6),
        7: highPerformance7,
    ]

    private static let lowStandbyPower: [Int: ConverterPowerFit] = [
        130: ConverterPowerFit(2.303, 0.1380, 0.169380, 18.09e-6, 23.4e-6, 8.4483e-6, 65.243e-6),
        90: ConverterPowerFit(2.303, 0.1023, 0.144323, 12.612e-6, 14.42e-6, 5.9869e-6, 37.462e-6),
        65: ConverterPowerFit(2.303, 0.0972, 0.121272, 8.4147e-6, 10.18e-6, 3.7506e-6, 25.844e-6),
        45: ConverterPowerFit(2.303, 0.075, 0.100225, 6.3162e-6, 7.062e-6, 2.1691e-6, 16.693e-6),
        32: ConverterPowerFit(2.297, 0.0649, 0.079449, 3.0875e-6, 3.692e-6, 1.1294e-6, 8.8998e-6),
        22: ConverterPowerFit(2.303, 0.0631, 0.072341, 1.7e-6, 1.866e-6, 0.538e-6, 4.3753e-6),
        14: ConverterPowerFit(2.303, 0.0508, 0.061085, 1.0e-6, 1.126e-6, 0.3132e-6, 2.5681e-6),
        10: ConverterPowerFit(2.303, 0.0315, 0.051580, 0.55e-6, 0.6917e-6, 0.1823e-6, 1.5073e-6),
        7: lowStandbyPower7,
    ]
}
