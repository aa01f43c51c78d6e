import Circuits
import Technology

/// Writing RRAM or FeFET: rows are selected one after the other, SET and RESET, and the sourcelines give the pulses.
struct ResistiveWriting: ArrayWriting {
    let array: CellArray
    let drive: any InputDrive
    let sourcelines: SwitchMatrix
    /// Shifts of the wordline register in the read before the update [1].
    let readScans: Double
    let pulseWidth: Double
    let rules: SubarrayRules
    let blocks: [SubarrayBlock]

    /// Writing through `sourcelines`, with the rows selected by `drive`.
    init(
        array: CellArray, drive: any InputDrive, sourcelines: SwitchMatrix, readScans: Double, pulseWidth: Double,
        rules: SubarrayRules
    ) {
        self.array = array
        self.drive = drive
        self.sourcelines = sourcelines
        self.readScans = readScans
        self.pulseWidth = pulseWidth
        self.rules = rules
        blocks = [SubarrayBlock(sourcelines, as: .other, at: .outputs)]
    }

    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost {
        let operations = selections(update)
        let counting = rules.countsReadScansInWrites
        let rowScans = counting ? readScans : operations
        let scansBefore = reads == .transposed ? transposedScans : 0
        let diverges = drive.compoundedDelays != nil && reads != .none && operations > 1
        let selecting =
            diverges ? .infinity : drive.writeLatency(operations: operations, scans: rowScans)
        let pulsing = sourcelineLatency(operations: operations)
        let pulses = rules.ignoresUpdateInDrivers ? 0 : update.pulsesPerRow
        let sourcelineEnergy = sourcelines.writeEnergy(
            columnActivity: update.columnActivity, pulses: pulses, operations: operations,
            scans: counting ? scansBefore : operations)
        let driving = drive.writeEnergy(operations: operations, scans: rowScans) + sourcelineEnergy
        return OperationCost(
            latency: max(selecting, pulsing) + update.pulseCount * pulseWidth,
            energy: driving + update.cellEnergy)
    }

    func compoundedSelection(_ update: ArrayUpdate) -> CompoundedSelection? {
        drive.compoundedDelays.map { delays in
            let operations = selections(update)
            return CompoundedSelection(
                selections: operations, decoding: delays.decoding * operations, driving: delays.driving,
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
            load: array.column, operations: operations, scans: rules.countsReadScansInWrites ? 0 : operations)
    }
}
