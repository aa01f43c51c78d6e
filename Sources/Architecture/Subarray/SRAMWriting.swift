import Circuits
import Counting
import Technology

/// Writing SRAM: the rows are selected one after the other, and bitline drivers flip the cells.
struct SRAMWriting: ArrayWriting {
    let array: CellArray
    let latch: SRAMCell
    let drive: any InputDrive
    let bitlines: SRAMColumns
    /// Shifts of the wordline register in the read before the update [1]; nil where a decoder selects the rows.
    let readScans: Double?
    let counting: any CountingPolicy
    let supplyVoltage: Double
    let blocks: [SubarrayBlock] = []

    func rowSelections(_ update: ArrayUpdate) -> RowSelections? { nil }

    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost {
        let columns = Double(array.columns)
        let writtenRows = Double(array.rows) * update.rowActivity
        let width = columns * update.columnActivity
        // A row is written in steps of at most all columns; energy is an average, never less than one step.
        let steps = (width / columns).rounded(.up)
        let meanSteps = width > columns ? width / columns : 1

        let flipConstant = latch.flipResistance * latch.storageCapacitance
        let flipping = stageTiming(timeConstant: flipConstant, input: .step).delay * steps * writtenRows
        let precharging = bitlines.precharger.latency(bitline: bitlines.bitline, operations: steps * writtenRows)
        let driving = bitlines.writeDriver.writeLatency(bitline: bitlines.bitline, operations: steps * writtenRows)
        let selecting = selection(writtenRows: writtenRows, steps: steps)

        let seenActivity = counting.seenByDrivers(update.columnActivity)
        let prechargeEnergy = bitlines.precharger.writeEnergy(
            bitline: bitlines.bitline, columnActivity: seenActivity, operations: meanSteps * writtenRows)
        let driverEnergy = bitlines.writeDriver.writeEnergy(
            columnActivity: seenActivity, operations: meanSteps * writtenRows)
        let selectionEnergy = selection(writtenRows: writtenRows, steps: meanSteps).energy
        let cellEnergy = latch.storageCapacitance * supplyVoltage * supplyVoltage * 2
        return OperationCost(
            latency: flipping + selecting.latency + precharging + driving,
            energy: selectionEnergy + prechargeEnergy + driverEnergy + cellEnergy * width * writtenRows)
    }

    /// Selecting rows: a decoder once, a switch matrix on and off for each step.
    private func selection(writtenRows: Double, steps: Double) -> OperationCost {
        let operations = readScans == nil ? writtenRows : 2 * steps * writtenRows
        let scans = counting.scans(operations, ofReadBefore: readScans ?? 0)
        return OperationCost(
            latency: drive.writeLatency(operations: operations, scans: scans),
            energy: drive.writeEnergy(operations: operations, scans: scans))
    }
}
