/// What the partial sum of a column is of whole sums: `level` for each level of a cell, times its row's digit, and `digit`
/// for each row's digit.
struct CellSums: Sendable, Equatable {
    let level: ExactNumber
    let digit: ExactNumber

    /// Cells that conduct as their levels say.
    static let levels = CellSums(level: 1, digit: 0)

    /// The partial sum.
    ///
    /// - Parameter largest: the magnitude of the largest sum of levels or digits [1].
    func line(largest: Double) -> SumLine {
        SumLine(level: level, digit: digit, constant: 0, divisor: 1, largest: largest)
    }
}

extension CellSums {
    /// Cells of some hardware; nil where cells at the same level differ.
    init?(_ hardware: HardwareConfiguration) {
        let isEven =
            !(hardware.hasSpread && (hardware.spreadPeriod == .device || hardware.spreadModel == .lognormal))
            && hardware.driftExponentSigma == 0 && hardware.bitcellSigma == 0 && hardware.capacitorSigma == 0
            && hardware.wires == .none
        guard isEven else { return nil }
        let share: ExactNumber = hardware.onOffRatio.isFinite ? 1 / ExactNumber(hardware.onOffRatio) : 0
        let drift: ExactNumber = hardware.driftTime > 0 ? ExactNumber(hardware.driftFactor) : 1
        // The difference of two columns has no off current.
        let isDifference = hardware.mapping == .analogDifferential
        level = (1 - share) * drift
        digit = isDifference ? 0 : ExactNumber(hardware.topLevel) * share * drift
    }

    /// The sums less what a reference column takes off for each digit [cell levels].
    func less(reference: ExactNumber) -> CellSums { CellSums(level: level, digit: digit - reference) }
}
