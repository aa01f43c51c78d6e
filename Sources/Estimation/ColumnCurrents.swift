// SPDX-License-Identifier: Apache-2.0

import Architecture
import Technology

extension DesignInputs {
    /// Access transistor's resistance in the path of a cell's read current [Ohm].
    var seriesResistance: Double { cell.seriesResistance }

    /// Whether column currents depend on the stored weights.
    var dependsOnWeights: Bool { cell.readOut.conductsByState }

    /// Conductance of a column with so many active cells [S], where stored bits do not matter: one side of each active
    /// latch discharges its bitline.
    func evenConductance(activeRows: Int) -> Double {
        Double(activeRows) / (cell.readOut.bitlineAccessResistance + columnWireResistancePerCell)
    }
}
