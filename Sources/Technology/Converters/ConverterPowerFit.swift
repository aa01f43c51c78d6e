// SPDX-License-Identifier: Apache-2.0

/// Fitted power of the column converters of a process.
///
/// The power of a conversion is that of its comparators, which does not depend on the column, plus the power that the
/// column current causes, `coupling · exp(−decadeRate · log₁₀ R)` with the column resistance R in ohm at 0.5 V.
public struct ConverterPowerFit: Sendable, Equatable {
    /// Decay of the column power for each factor of ten in column resistance, as an exponent of e [1].
    public let decadeRate: Double
    /// Column power at 1 Ω of every converter that has no figure of its own [W].
    public let coupling: Double
    /// Power of a successive-approximation converter for each bit that it resolves [W].
    public let successiveApproximationBit: Double
    /// Power of a successive-approximation converter besides that of its bits [W].
    public let successiveApproximationBase: Double

    /// A fit of those figures; the arguments are the properties of the same names.
    package init(
        decadeRate: Double, coupling: Double, successiveApproximationBit: Double, successiveApproximationBase: Double
    ) {
        self.decadeRate = decadeRate
        self.coupling = coupling
        self.successiveApproximationBit = successiveApproximationBit
        self.successiveApproximationBase = successiveApproximationBase
    }

    /// The fit of a table.
    init(_ table: ConverterTable) {
        self.init(
            decadeRate: table.decadeRate.value, coupling: table.coupling.value,
            successiveApproximationBit: table.successiveApproximationBit.value,
            successiveApproximationBase: table.successiveApproximationBase.value)
    }
}
