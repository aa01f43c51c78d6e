// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Macro
import Technology

/// Writing a macro row by row: its lines and bitlines are driven once a row, and cells take their pulses.
struct MacroWriting: ArrayWriting {
    /// The drivers of the read-out write, too.
    let parts: [CircuitPart] = []
    private let macro: Macro
    private let array: SynapticArray

    init(macro: Macro, array: SynapticArray) {
        self.macro = macro
        self.array = array
    }

    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost {
        let rows = Double(array.rows) * update.rowActivity
        let driving = macro.writing(rows: rows, share: update.columnActivity, voltage: array.cell.writeVoltage)
        return OperationCost(
            latency: driving.latency + update.pulseCount * array.cell.writePulseWidth,
            energy: driving.energy + update.cellEnergy)
    }
}
