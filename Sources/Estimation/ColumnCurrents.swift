// SPDX-License-Identifier: Apache-2.0

import Architecture
import CellArrays
import Technology

extension DesignInputs {
    /// Access transistor's resistance in the path of a cell's read current [Ohm].
    var seriesResistance: Double { cell.seriesResistance }

    /// Whether column currents depend on the stored weights.
    var currentsDependOnWeights: Bool { cell.readOut.conductsByState }

    /// Conductance of a column with so many active cells [S], where stored bits do not matter: one side of each active
    /// latch discharges its bitline, or any current is as good as another.
    func evenConductance(activeRows: Int) -> Double {
        guard !cell.readOut.conductsByState else {
            // Row by row a column conducts as the mean of the active cells.
            let cells = array.reads.isRowByRow ? Double(activeRows) / Double(activeRows) : Double(activeRows)
            return cells * cell.greatestConductance
        }
        return Double(activeRows) / (cell.readOut.bitlineAccessResistance + columnWireResistancePerCell)
    }
}
