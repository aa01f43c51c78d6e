// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Technology

/// The cells of a subarray and the wires that run through them.
///
/// Wires have the capacitance of the process; a cell with an access transistor adds the gate of the transistor to its
/// wordline and the drain to its column (P.-Y. Chen, X. Peng, S. Yu, IEEE TCAD 37(12), 2018).
public struct SynapticArray: Sendable {
    /// Wordlines.
    public let rows: Int
    /// Columns of cells.
    public let columns: Int
    /// The rectangle of the cells [m].
    public let footprint: Footprint
    /// Capacitance of the wire along a row [F].
    let rowWireCapacitance: Double
    /// Capacitance of the wire along a column [F].
    let columnWireCapacitance: Double
    /// A wordline with the gates on it.
    public let wordline: LineLoad
    /// A line along a column, with the drains on it.
    public let column: LineLoad
    /// A line along a row with the drains on it: what a transposed read senses.
    let sensedRow: LineLoad
    /// Static power of the cells [W].
    let leakagePower: Double
    /// The cell.
    public let cell: any MemoryCell

    /// The array that the parameters describe.
    public init(_ inputs: DesignInputs) {
        let configuration = inputs.configuration
        let technology = inputs.technology
        let cell = inputs.cell
        let pitch = inputs.revision.circuits.pitch(of: cell, inputs: inputs)
        self.cell = cell
        rows = configuration.subarrayRows
        columns = configuration.subarrayColumns
        footprint = Footprint(width: Double(columns) * pitch.width, height: Double(rows) * pitch.height)
        rowWireCapacitance = footprint.width * technology.wireCapacitancePerLength
        columnWireCapacitance = footprint.height * technology.wireCapacitancePerLength

        let gateLoad = cell.wordlineLoad * Double(columns)
        let drain = cell.columnLoad
        let rowResistance = footprint.width * inputs.wireResistancePerLength
        wordline = LineLoad(capacitance: rowWireCapacitance + gateLoad, resistance: rowResistance)
        column = LineLoad(
            capacitance: columnWireCapacitance + drain * Double(rows),
            resistance: footprint.height * inputs.wireResistancePerLength)
        sensedRow = LineLoad(
            capacitance: rowWireCapacitance + drain * Double(columns), resistance: rowResistance)
        leakagePower = cell.leakagePower * Double(rows * columns)
    }
}
