import Circuits
import Counting
import Technology

/// Writing RRAM or FeFET: rows are selected one after the other, SET and RESET, and the sourcelines give the pulses.
struct ResistiveWriting: ArrayWriting {
    let array: CellArray
    let drive: any InputDrive
    let sourcelines: SwitchMatrix
    /// Shifts of the wordline register in the read before the update [1].
    let readScans: Double
    let pulseWidth: Double
    let counting: any CountingPolicy
    let blocks: [SubarrayBlock]

    /// Writing through `sourcelines`, with the rows selected by `drive`.
    init(
        array: CellArray, drive: any InputDrive, sourcelines: SwitchMatrix, readScans: Double, pulseWidth: Double,
        counting: any CountingPolicy
    ) {
        self.array = array
        self.drive = drive
        self.sourcelines = sourcelines
        self.readScans = readScans
        self.pulseWidth = pulseWidth
        self.counting = counting
        blocks = [SubarrayBlock(sourcelines, as: .other, at: .outputs)]
    }

    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost {
        let operations = selections(update)
        let rowScans = counting.scans(operations, ofReadBefore: readScans)
        let scansBefore = reads == .transposed ? transposedScans : 0
        let selecting = counting.selectionLatency(
            drive.writeLatency(operations: operations, scans: rowScans), count: operations,
            followsReads: drive.stagedDelays != nil && reads != .none)
        let pulsing = sourcelineLatency(operations: operations)
        let pulses = counting.seenByDrivers(update.pulsesPerRow)
        let sourcelineEnergy = sourcelines.writeEnergy(
            columnActivity: update.columnActivity, pulses: pulses, operations: operations,
            scans: counting.scans(operations, ofReadBefore: scansBefore))
        let driving = drive.writeEnergy(operations: operations, scans: rowScans) + sourcelineEnergy
        return OperationCost(
            latency: max(selecting, pulsing) + update.pulseCount * pulseWidth,
            energy: driving + update.cellEnergy)
    }

    func rowSelections(_ update: ArrayUpdate) -> RowSelections? {
        drive.stagedDelays.map { delays in
            let operations = selections(update)
            return RowSelections(
                count: operations, decoding: delays.decoding * operations, driving: delays.driving,
                sourcelines: sourcelineLatency(operations: operations), pulses: update.pulseCount * pulseWidth)
        }
    }

    /// Selections of rows, SET and RESET [1].
    private func selections(_ update: ArrayUpdate) -> Double {
        let columns = Double(array.columns)
        let steps = (columns * update.columnActivity / columns).rounded(.up)
        return 2 * steps * Double(array.rows) * update.rowActivity
    }

    private func sourcelineLatency(operations: Double) -> Double {
        sourcelines.writeLatency(
            load: array.column, operations: operations, scans: counting.scans(operations, ofReadBefore: 0))
    }
}
