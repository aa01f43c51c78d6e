import Circuits

/// What digitizes a sensed line of a subarray whose current or voltage depends on many cells.
public enum ColumnADC: Sendable, Equatable {
    /// A flash converter.
    case flash(FlashADC)
    /// A successive-approximation converter.
    case successiveApproximation(SARADC)
    /// A current sense amplifier that tells two states apart.
    case currentSenseAmplifier(CurrentSenseAmplifier)

    /// Time of one conversion of the slowest column [s].
    public func slowestConversion(columnResistances: some Sequence<Double>) -> Double {
        switch self {
        case .flash(let converter):
            converter.readLatency(columnResistances: columnResistances, columnsPerConverter: 1)
        case .successiveApproximation(let converter): converter.readLatency(operations: 1)
        case .currentSenseAmplifier(let amplifier):
            amplifier.readLatency(columnResistances: columnResistances, columnsPerAmplifier: 1)
        }
    }

    /// Energy of one conversion of every column [J].
    public func conversionEnergy(columnResistances: some Sequence<Double>) -> Double {
        switch self {
        case .flash(let converter): converter.readEnergy(columnResistances: columnResistances)
        case .successiveApproximation(let converter): converter.readEnergy(columnResistances: columnResistances)
        case .currentSenseAmplifier(let amplifier): amplifier.readEnergy(columnResistances: columnResistances)
        }
    }
}
