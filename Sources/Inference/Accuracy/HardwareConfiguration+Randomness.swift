// SPDX-License-Identifier: Apache-2.0

extension HardwareConfiguration {
    /// Whether chips or reads differ by chance, so that trials give different results.
    public var isRandom: Bool {
        if case .changed = dynamic, let products = try? productHardware(), products.isRandom { return true }
        return hasReadNoise || hasSpread || offsetSigma > 0 || gainSigma > 0 || stuckLow > 0 || stuckHigh > 0
            || driftTime > 0 && driftExponentSigma > 0 || bitcellSigma > 0 || capacitorSigma > 0
            || joiningSigma > 0
    }
}
