import Architecture
import Configuration
import Technology

extension DesignInputs {
    /// Access transistor's resistance in the path of a cell's read current [Ohm].
    var seriesResistance: Double {
        let isGated = configuration.cellType == .rram && configuration.accessDevice == .cmos
        return isGated ? configuration.accessResistance : 0
    }

    /// Whether column currents depend on the stored weights.
    var dependsOnWeights: Bool { configuration.cellType != .sram }

    /// Conductance of an SRAM column with so many active cells in `subarray` [S]. Stored bits do not matter: one side of
    /// each active cell discharges its bitline.
    func sramConductance(activeRows: Int, subarray: Subarray) -> Double {
        Double(activeRows) / (subarray.accessResistance + columnWireResistancePerCell)
    }
}
