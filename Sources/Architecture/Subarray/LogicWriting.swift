import Circuits
import Counting
import Technology

/// Writing cells that compute their products themselves: rows are selected one after the other, drivers at the columns
/// bring the bits, and the cells take their pulses.
struct LogicWriting: ArrayWriting {
    let blocks: [SubarrayBlock]
    private let array: CellArray
    private let drive: any InputDrive
    private let driver: SRAMWriteDriver

    /// Writing into `array`, with the rows selected by `drive`.
    init(array: CellArray, drive: any InputDrive, port: ReadPort, technology: Technology) {
        let driver = SRAMWriteDriver(columnCount: array.columns, layout: port.stripLayout, technology: technology)
        self.array = array
        self.drive = drive
        self.driver = driver
        blocks = [SubarrayBlock(driver, as: .other, at: .outputs, footprint: port.placed(driver.footprint))]
    }

    func rowSelections(_ update: ArrayUpdate) -> RowSelections? { nil }

    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost {
        let rows = Double(array.rows) * update.rowActivity
        let selecting = drive.writeLatency(operations: rows, scans: rows)
        let driving = driver.writeLatency(bitline: array.column, operations: rows)
        let energy =
            drive.writeEnergy(operations: rows, scans: rows)
            + driver.writeEnergy(columnActivity: update.columnActivity, operations: rows)
        return OperationCost(
            latency: selecting + driving + update.pulseCount * array.cell.writePulseWidth,
            energy: energy + update.cellEnergy)
    }
}
