// SPDX-License-Identifier: Apache-2.0

/// How many pulses it takes to bring a cell from one conductance to another.
///
/// A resistive cell moves by one conductance step per pulse; changes of less than a step are not written at all.
/// An SRAM cell is either rewritten once or left alone. Source: X. Peng et al., IEEE TCAD 40(11), 2021.
public struct WriteRule: Sendable, Equatable {
    /// Smallest change that is written [S].
    public let threshold: Double
    /// Change that one pulse makes [S].
    public let step: Double
    /// Most pulses that one cell takes [1].
    public let maximumPulses: Double

    /// A cell that gains or loses `step` [S] per pulse.
    public static func pulses(step: Double) -> WriteRule {
        WriteRule(threshold: step, step: step, maximumPulses: .infinity)
    }

    /// A cell between two conductances that `levels` pulses lie between [1]; the conductances are in [S].
    public static func pulses(from minimum: Double, to maximum: Double, levels: Int) -> WriteRule {
        .pulses(step: (maximum - minimum) / Double(levels))
    }

    /// A cell that one write flips, for any difference.
    public static let flips = WriteRule(threshold: .leastNonzeroMagnitude, step: 1, maximumPulses: 1)

    /// Pulses that take a cell from `old` to `new` [S]: positive when the conductance rises, 0 when nothing is written.
    public func signedPulses(from old: Double, to new: Double) -> Double {
        let change = new - old
        guard abs(change) >= threshold else { return 0 }
        let count = min((abs(change) / step).rounded(.up), maximumPulses)
        return change > 0 ? count : -count
    }
}
