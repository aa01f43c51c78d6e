// SPDX-License-Identifier: Apache-2.0

import CellArrays

extension CellSums {
    /// The line that gives the partial sum. `largest` is the magnitude of the largest sum of levels or digits [1].
    func line(largest: Double) -> SumLine {
        SumLine(level: level, digit: digit, constant: 0, divisor: 1, largest: largest)
    }

    /// Cells of some hardware; nil where cells at the same level differ.
    init?(_ hardware: HardwareConfiguration) {
        let isEven =
            !(hardware.hasSpread && (hardware.spreadPeriod == .device || hardware.spreadModel == .lognormal))
            && (hardware.driftExponentSigma == 0 || hardware.driftTime == 0) && hardware.bitcellSigma == 0
            && hardware.capacitorSigma == 0
            && hardware.wires == .none && !hardware.hasJoiningErrors
        guard isEven else { return nil }
        let ideal = CellSums(onOffRatio: hardware.onOffRatio, topLevel: hardware.wholeCellLevel)
        let drift: ExactNumber = hardware.driftTime > 0 ? ExactNumber(hardware.driftFactor) : 1
        // The difference of two columns has no off current.
        let isDifference = hardware.mapping == .analogDifferential
        self.init(level: ideal.level * drift, digit: isDifference ? 0 : ideal.digit * drift)
    }
}
