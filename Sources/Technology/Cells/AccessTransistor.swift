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
    ///   - cellWidth: The width of the cell [F], to which the transistor is folded.
    ///   - technology: The process.
    /// - Throws: ``TechnologyError/accessTransistorTooWide(_:cellWidth:)``.
    public init(cellResistance: Double, cellWidth: Double, technology: Technology) throws(TechnologyError) {
        let tolerated = cellResistance * DesignRules.irDropTolerance
        let unitResistance = technology.onResistance(width: technology.featureSize, polarity: .nmos)
        let widthInFeatureSizes = unitResistance * DesignRules.linearRegionRatio / tolerated
        guard widthInFeatureSizes <= cellWidth else {
            throw .accessTransistorTooWide(widthInFeatureSizes, cellWidth: cellWidth)
        }
        width = widthInFeatureSizes * technology.featureSize
        resistance = tolerated
        gateCapacitance = technology.gateCapacitance(width: width)
        drainCapacitance = technology.drainCapacitance(
            width: width, polarity: .nmos, regionHeight: cellWidth * technology.featureSize)
    }
}
