// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The slope of a signal edge, in swings of the signal per second.
public struct Ramp: Sendable, Equatable {
    /// An edge so steep that it adds nothing to the delay of a stage.
    public static let step = Ramp(slope: 1e20)

    /// The slope over the voltage swing [1/s].
    public let slope: Double

    /// An edge of the given normalized slope [1/s].
    public init(slope: Double) {
        self.slope = slope
    }
}

/// The delay of a logic stage, and the edge that it hands on to the next.
public struct StageTiming: Sendable, Equatable {
    /// The time from the middle of the input edge to the middle of the output edge [s].
    public let delay: Double
    /// The edge at the output.
    public let outputRamp: Ramp

    /// A stage of the given delay [s] and output edge.
    public init(delay: Double, outputRamp: Ramp) {
        self.delay = delay
        self.outputRamp = outputRamp
    }
}

/// The delay of a stage with an RC product of `timeConstant` [s] that is driven by the edge `input`.
///
/// M. A. Horowitz, "Timing models for MOS circuits", report SEL83-003, Stanford 1983, as CACTI uses it: the stage switches at half of the
/// swing, and the ratio of the input transconductance to the load (β) is one half. A stage without a time constant
/// takes no time and hands on a step.
public func stageTiming(timeConstant: Double, input: Ramp) -> StageTiming {
    guard timeConstant > 0 else { return StageTiming(delay: 0, outputRamp: .step) }
    let switchingLevel = 0.5
    let transconductanceRatio = 0.5
    let inputRise = 1 / input.slope / timeConstant
    let slopeTerm = 2 * inputRise * transconductanceRatio * (1 - switchingLevel)
    let intrinsicTerm = log(switchingLevel) * log(switchingLevel)
    let delay = timeConstant * (intrinsicTerm + slopeTerm).squareRoot()
    return StageTiming(delay: delay, outputRamp: Ramp(slope: (1 - switchingLevel) / delay))
}
