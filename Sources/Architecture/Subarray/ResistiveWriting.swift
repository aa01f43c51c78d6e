// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import Technology

/// Writing RRAM or FeFET: rows are selected one after the other, SET and RESET, and the sourcelines give the pulses.
struct ResistiveWriting: ArrayWriting {
    let array: SynapticArray
    let rows: any RowDriver
    let sourcelines: any RowDriver
    /// Shifts of the wordline register in the read before the update [1].
    let readScans: Double
    let pulseWidth: Double
    let counting: any CountingPolicy
    let parts: [CircuitPart]

    /// Writing through `sourcelines`, with the rows selected by `rows`.
    init(
        array: SynapticArray, rows: any RowDriver, sourcelines: any RowDriver, readScans: Double, pulseWidth: Double,
        counting: any CountingPolicy
    ) {
        self.array = array
        self.rows = rows
        self.sourcelines = sourcelines
        self.readScans = readScans
        self.pulseWidth = pulseWidth
        self.counting = counting
        parts = sourcelines.parts
    }

    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost {
        let selections = selections(update)
        let selecting = rows.cost(
            of: .write(selections: selections, scans: counting.scans(selections, ofReadBefore: readScans)))
        let selectionLatency = counting.selectionLatency(
            selecting.latency, count: selections, followsReads: rows.stagedDelays != nil && reads != .none)
        let scansBefore = reads == .transposed ? transposedScans : 0
        let pulsing = sourcelines.cost(
            of: .write(
                selections: selections, scans: counting.scans(selections, ofReadBefore: scansBefore),
                lineActivity: update.columnActivity, pulses: counting.seenByDrivers(update.pulsesPerRow)))
        return OperationCost(
            latency: max(selectionLatency, sourcelineLatency(selections: selections)) + update.pulseCount * pulseWidth,
            energy: selecting.energy + pulsing.energy + update.cellEnergy)
    }

    func rowSelections(_ update: ArrayUpdate) -> RowSelections? {
        rows.stagedDelays.map { delays in
            let selections = selections(update)
            return RowSelections(
                count: selections, decoding: delays.decoding * selections, driving: delays.driving,
                sourcelines: sourcelineLatency(selections: selections), pulses: update.pulseCount * pulseWidth)
        }
    }

    /// Selections of rows, SET and RESET [1].
    private func selections(_ update: ArrayUpdate) -> Double {
        let columns = Double(array.columns)
        let steps = (columns * update.columnActivity / columns).rounded(.up)
        return 2 * steps * Double(array.rows) * update.rowActivity
    }

    /// Time of the sourcelines, whose register no read has filled before [s].
    private func sourcelineLatency(selections: Double) -> Double {
        sourcelines.cost(
            of: .write(selections: selections, scans: counting.scans(selections, ofReadBefore: 0))
        ).latency
    }
}
