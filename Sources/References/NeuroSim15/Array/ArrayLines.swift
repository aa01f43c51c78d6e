// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Counting
import Technology

/// The lines of an array as its circuits see them.
struct ArrayLines: Sendable {
    /// Rows.
    let rows: Int
    /// Columns.
    let columns: Int
    /// Rows that are read together.
    let parallelRows: Int
    /// Groups of rows that are read one after the other.
    let partialReads: Int
    /// The rectangle of the cells [m].
    let footprint: Footprint
    /// A wordline with the gates on it.
    let wordline: LineLoad
    /// A line along a column with the drains on it.
    let column: LineLoad
    /// Capacitance of the wire along a row [F].
    let rowWireCapacitance: Double
    /// Capacitance of the wire along a column [F].
    let columnWireCapacitance: Double

    /// The lines of an array of cells, each of whose wordlines sees `gatesPerCell` gates of SRAM cells.
    init(_ array: SynapticArray, gatesPerCell: Double, inputs: DesignInputs) {
        let configuration = inputs.configuration
        let technology = inputs.technology
        rows = array.rows
        columns = array.columns
        parallelRows = min(configuration.parallelRows, array.rows)
        partialReads = inputs.counting.readGroups(ofRows: array.rows, together: parallelRows)
        footprint = array.footprint
        rowWireCapacitance = footprint.width * technology.wireCapacitancePerLength
        columnWireCapacitance = footprint.height * technology.wireCapacitancePerLength
        let loads = Self.loads(gatesPerCell: gatesPerCell, inputs: inputs)
        wordline = LineLoad(
            capacitance: rowWireCapacitance + loads.row * Double(columns),
            resistance: footprint.width * inputs.rowMetal.resistancePerLength)
        column = LineLoad(
            capacitance: columnWireCapacitance + loads.column * Double(rows),
            resistance: footprint.height * inputs.columnMetal.resistancePerLength)
    }

    /// What a cell adds to its wordline and to its column [F].
    private static func loads(gatesPerCell: Double, inputs: DesignInputs) -> (row: Double, column: Double) {
        switch inputs.cell.readOut {
        case .bitlines:
            let bit = inputs.sramBit
            return (bit.accessGateCapacitance * gatesPerCell, bit.bitlineLoad)
        case .current, .logic:
            guard let cell = inputs.cell as? any TransistorSelectedCell else { return (0, 0) }
            let width = cell.accessWidth(inputs.technology)
            let drain = inputs.technology.drainCapacitance(
                width: width, polarity: .nmos, regionHeight: StandardCell.rowHeight(inputs.technology))
            return (inputs.technology.gateCapacitance(width: width), drain)
        }
    }

    /// The section of a wordline between two repeaters.
    func section(repeaters: Int) -> LineLoad {
        let cells = Double(columns / (repeaters + 1))
        return LineLoad(
            capacitance: wordline.capacitance / Double(columns) * cells,
            resistance: wordline.resistance / Double(columns) * cells)
    }

    /// Bits that count those groups [bit].
    var partialReadBits: Int { AddressDecoder.addressBits(lines: partialReads) }
}

extension TransistorSelectedCell {
    /// The width of the access transistor [m], whose resistance is a quarter of that of the device.
    fileprivate func accessWidth(_ technology: Technology) -> Double {
        let unit = technology.onResistance(width: technology.unitWidth, polarity: .nmos)
        let target = stateResistance.on * DesignRules.irDropTolerance
        return unit * DesignRules.linearRegionRatio / target * technology.unitWidth
    }
}
