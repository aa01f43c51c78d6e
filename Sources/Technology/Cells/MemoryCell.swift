// SPDX-License-Identifier: Apache-2.0

/// A memory cell of an array: everything that the circuits around it and the counting of its writes ask of it.
///
/// One type a kind of cell. A subarray chooses its read-out by ``readOut`` and its row drivers by ``selection``; nothing
/// asks which type a cell is.
public protocol MemoryCell: Sendable {
    // MARK: Geometry

    /// The height of the cell [F], in the unit of ``featureSize``.
    var heightInFeatureSizes: Double { get }
    /// The width of the cell [F], in the unit of ``featureSize``.
    var widthInFeatureSizes: Double { get }
    /// The unit of the geometry [m]: the feature size of the process, or of the array for cells at crossings.
    var featureSize: Double { get }
    /// Pass gates that a column needs room for when cells are stretched to the width of its circuits [1].
    var passGatesPerColumn: Double { get }

    // MARK: Codes

    /// The most bits that the cell holds [bit]; nil for as many as a run asks for.
    var mostBits: Int? { get }
    /// The resistances of the states that stand for the largest and for the smallest code, without what is in series.
    var stateResistance: CellResistance { get }

    // MARK: Lines and read

    /// The device that selects the cell.
    var selection: CellSelection { get }
    /// How the cell is read.
    var readOut: CellReadOut { get }
    /// The capacitance that the cell adds to its wordline, besides the wire [F].
    var wordlineLoad: Double { get }
    /// The capacitance that the cell adds to a line along its column, besides the wire [F].
    var columnLoad: Double { get }
    /// The voltage over a cell that is read [V].
    var readVoltage: Double { get }
    /// The resistances of the cell at the read voltage, with what is in series by design.
    var readResistance: CellResistance { get }
    /// The measured resistance in series with the cell that its read current sees [Ω].
    var seriesResistance: Double { get }

    // MARK: Writes

    /// The write voltage that drivers are computed with [V].
    var writeVoltage: Double { get }
    /// The duration of a write pulse [s].
    var writePulseWidth: Double { get }
    /// The number of pulses of a change.
    var writeRule: WriteRule { get }
    /// The energy in the cells and the lines of an array that a write takes [J], without what drives the lines.
    func writeEnergy(of write: CellWrite) -> Double

    // MARK: Leakage

    /// The static power of the cell [W].
    var leakagePower: Double { get }
}

extension MemoryCell {
    /// The conductance of the state of the smallest code, and of an erased cell [S].
    public var leastConductance: Double { 1 / stateResistance.off }

    /// The conductance of the state of the largest code [S].
    public var greatestConductance: Double { 1 / stateResistance.on }

    /// The rectangle of the cell.
    ///
    /// - Parameters:
    ///   - technology: The process of the circuits around the array.
    ///   - relaxingHeight: Whether the cell grows to the height of a standard cell, so that row circuits line up.
    ///   - relaxingWidth: Whether the cell grows to the width of the pass gates of a column.
    /// - Returns: The rectangle [m].
    public func footprint(
        technology: Technology, relaxingHeight: Bool = false, relaxingWidth: Bool = false
    ) -> Footprint {
        let passGateWidth = (DesignRules.gapBetweenGatePoly + DesignRules.polyWidth) * 2
        let columnWidth = passGateWidth * passGatesPerColumn
        let leastWidth = relaxingWidth ? columnWidth * technology.featureSize : 0
        let leastHeight = relaxingHeight ? DesignRules.maximumTransistorHeight * technology.featureSize : 0
        return Footprint(
            width: max(widthInFeatureSizes * featureSize, leastWidth),
            height: max(heightInFeatureSizes * featureSize, leastHeight))
    }
}
