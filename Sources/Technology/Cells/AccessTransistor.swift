// SPDX-License-Identifier: Apache-2.0

/// The transistor that connects a resistive cell to its lines.
public struct AccessTransistor: Sendable, Equatable {
    /// The drawn width [m].
    public let width: Double
    /// The resistance by design [Ω].
    public let resistance: Double
    /// The capacitance of the gate [F].
    public let gateCapacitance: Double
    /// The capacitance of the drain [F].
    public let drainCapacitance: Double

    /// A transistor so wide that it drops only a tolerated part of the voltage over a device.
    ///
    /// - Parameters:
    ///   - cellResistance: The resistance of the device in its on state [Ω].
    ///   - cellWidth: The width of the cell [F], which the transistor must not exceed.
    ///   - regionHeight: The height that the transistor is folded to [m]; the width of the cell where it is nil.
    ///   - technology: The process.
    /// - Throws: ``TechnologyError/accessTransistorTooWide(_:cellWidth:)``.
    public init(
        cellResistance: Double, cellWidth: Double, regionHeight: Double? = nil, technology: Technology
    ) throws(TechnologyError) {
        let unitWidths = Self.unitWidths(cellResistance: cellResistance, technology: technology)
        let available = cellWidth * technology.featureSize
        let extent = technology.extent(unitWidths: unitWidths)
        guard extent <= available else {
            throw .accessTransistorTooWide(extent / technology.featureSize, cellWidth: cellWidth)
        }
        width = unitWidths * technology.unitWidth
        resistance = cellResistance * DesignRules.irDropTolerance
        gateCapacitance = technology.gateCapacitance(width: width)
        drainCapacitance = technology.drainCapacitance(
            width: width, polarity: .nmos, regionHeight: regionHeight ?? available)
    }

    /// The width of such a transistor in unit widths [1].
    private static func unitWidths(cellResistance: Double, technology: Technology) -> Double {
        let unitResistance = technology.onResistance(width: technology.unitWidth, polarity: .nmos)
        return unitResistance * DesignRules.linearRegionRatio / (cellResistance * DesignRules.irDropTolerance)
    }

    /// The width of the narrowest cell that such a transistor fits into.
    ///
    /// - Parameters:
    ///   - cellResistance: The resistance of the device in its on state [Ω].
    ///   - technology: The process.
    /// - Returns: The width [F].
    public static func leastCellWidth(cellResistance: Double, technology: Technology) -> Double {
        technology.extent(unitWidths: unitWidths(cellResistance: cellResistance, technology: technology))
            / technology.featureSize
    }
}
