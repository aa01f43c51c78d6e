// SPDX-License-Identifier: Apache-2.0

import Technology

extension LawSubject {
    /// Everything that circuits ask of a cell, and the energy of a write of as many rows as there are copies.
    package static func cell(
        _ name: String, _ make: @escaping @Sendable (LawInputs) throws -> any MemoryCell
    ) -> LawSubject {
        LawSubject(name, axes: [.count]) { inputs in
            let cell = try make(inputs)
            let relaxed = cell.footprint(technology: inputs.technology, relaxingHeight: true, relaxingWidth: true)
            return [
                LawFigure("area", cell.footprint(technology: inputs.technology).area, .area),
                LawFigure("relaxedArea", relaxed.area, .area),
                LawFigure("leakage", cell.leakagePower, .power),
                LawFigure("wordlineLoad", cell.wordlineLoad, .capacitance),
                LawFigure("columnLoad", cell.columnLoad, .capacitance),
                LawFigure("readResistance", cell.readResistance.average, .resistance),
                LawFigure("seriesResistance", cell.seriesResistance, .resistance),
                LawFigure("bitlineResistance", cell.readOut.bitlineAccessResistance, .resistance),
                LawFigure("leastConductance", cell.leastConductance, .conductance),
                LawFigure("greatestConductance", cell.greatestConductance, .conductance),
                LawFigure("readVoltage", cell.readVoltage, .voltage),
                LawFigure("writeVoltage", cell.writeVoltage, .voltage),
                LawFigure("writePulseWidth", cell.writePulseWidth, .time),
                LawFigure("writeEnergy", cell.writeEnergy(of: write(inputs)), .energy),
            ]
        }
    }

    /// A write of some cells in every second row of an array of 64 columns.
    private static func write(_ inputs: LawInputs) -> CellWrite {
        let rows = Double(inputs.count)
        let set = CellWrite.Step(rows: rows / 2, columns: 9, pulses: rows * 11, idleRows: 3, idleColumns: 55)
        let reset = CellWrite.Step(rows: rows / 2, columns: 7, pulses: rows * 13, idleRows: 3, idleColumns: 57)
        return CellWrite(
            setStep: set, resetStep: reset, averagePulses: 12, totalPulses: rows * 12, writtenCells: rows * 16,
            flips: (rows: rows, cellsPerRow: 8), pulsedConductance: inputs.siemens(3e-6 * rows),
            endpointConductance: inputs.siemens(5e-6 * rows),
            lines: WriteLines(
                rowWire: inputs.farads(9e-15), wordline: inputs.farads(14e-15), column: inputs.farads(11e-15)))
    }
}
