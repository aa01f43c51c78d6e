// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import Technology

/// Writing cells that compute their products themselves: rows are selected one after the other, drivers at the columns
/// bring the bits, and the cells take their pulses.
struct LogicWriting: ArrayWriting {
    let parts: [CircuitPart]
    private let array: SynapticArray
    private let rows: any RowDriver
    private let driver: SRAMWriteDriver

    /// Writing into `array`, with the rows selected by `rows`.
    init(array: SynapticArray, rows: any RowDriver, layout: LayoutConstraint, technology: Technology) {
        let driver = SRAMWriteDriver(columnCount: array.columns, layout: layout, technology: technology)
        self.array = array
        self.rows = rows
        self.driver = driver
        parts = [CircuitPart(driver)]
    }

    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost {
        let writtenRows = Double(array.rows) * update.rowActivity
        let selecting = rows.cost(of: .write(selections: writtenRows, scans: writtenRows))
        let driving =
            driver.cost(of: .write(bitline: array.column, columnActivity: update.columnActivity)) * writtenRows
        let peripheral = selecting + driving
        return OperationCost(
            latency: peripheral.latency + update.pulseCount * array.cell.writePulseWidth,
            energy: peripheral.energy + update.cellEnergy)
    }
}
