// SPDX-License-Identifier: Apache-2.0

import Technology

/// Logic stages in series: each one switches on the edge that the one before it makes.
package struct StageChain: Sendable {
    /// The delays of all stages together [s].
    package let delay: Double
    /// The edge that drives the last stage.
    package let lastInputRamp: Ramp
    /// The edge that the last stage makes.
    package let outputRamp: Ramp

    /// Runs an edge through stages of these time constants [s].
    package init(timeConstants: [Double], inputRamp: Ramp) {
        var delay = 0.0
        var lastInputRamp = inputRamp
        var ramp = inputRamp
        for timeConstant in timeConstants {
            let stage = stageTiming(timeConstant: timeConstant, input: ramp)
            delay += stage.delay
            lastInputRamp = ramp
            ramp = stage.outputRamp
        }
        self.delay = delay
        self.lastInputRamp = lastInputRamp
        outputRamp = ramp
    }
}
