// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The resistance of a memory cell in its states, at one voltage.
public struct CellResistance: Sendable, Equatable {
    /// The resistance in the on state [Ω].
    public let on: Double
    /// The resistance in the off state [Ω].
    public let off: Double
    /// The mean of the two [Ω].
    public let average: Double

    /// The resistances in the on and the off state [Ω].
    public init(on: Double, off: Double) {
        self.on = on
        self.off = off
        average = (on + off) / 2
    }

    /// The resistances with another resistance [Ω] in series.
    func inSeries(with resistance: Double) -> CellResistance {
        CellResistance(on: resistance + on, off: resistance + off)
    }

    /// The resistances, given at `readVoltage`, of a cell whose current grows exponentially with the voltage.
    ///
    /// The selector makes the cell nonlinear: its current grows by `nonlinearity` [1] over every half of `writeVoltage`
    /// [V], on top of growing with the voltage itself.
    func nonlinear(
        _ nonlinearity: Double, readVoltage: Double, writeVoltage: Double, at voltage: Double
    ) -> CellResistance {
        let steps = (readVoltage - voltage) / (writeVoltage / 2)
        let factor = pow(nonlinearity, steps) * voltage / readVoltage
        return CellResistance(on: on * factor, off: off * factor)
    }
}
