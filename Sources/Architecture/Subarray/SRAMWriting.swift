// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import Technology

/// Writing SRAM: the rows are selected one after the other, and bitline drivers flip the cells.
struct SRAMWriting: ArrayWriting {
    let array: SynapticArray
    let rows: any RowDriver
    let bitlines: SRAMColumns
    /// Shifts of the wordline register in the read before the update [1]; nil where a decoder selects the rows.
    let readScans: Double?
    let counting: any CountingPolicy
    let supplyVoltage: Double
    let parts: [CircuitPart] = []

    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost {
        let columns = Double(array.columns)
        let writtenRows = Double(array.rows) * update.rowActivity
        let width = columns * update.columnActivity
        // A row is written in steps of at most all columns; energy is an average, never less than one step.
        let steps = (width / columns).rounded(.up)
        let meanSteps = width > columns ? width / columns : 1

        let latch = bitlines.latch
        let flipConstant = latch.flipResistance * latch.storageCapacitance
        let flipping = stageTiming(timeConstant: flipConstant, input: .step).delay * steps * writtenRows
        let activity = counting.seenByDrivers(update.columnActivity)
        let precharging = bitlines.precharger.cost(
            of: .prechargeForWrite(bitline: bitlines.bitline, columnActivity: activity))
        let driving = bitlines.writeDriver.cost(of: .write(bitline: bitlines.bitline, columnActivity: activity))
        let selectingLatency = selection(writtenRows: writtenRows, steps: steps).latency
        let selectingEnergy = selection(writtenRows: writtenRows, steps: meanSteps).energy
        let (slowest, mean) = (steps * writtenRows, meanSteps * writtenRows)
        let cellEnergy = latch.storageCapacitance * supplyVoltage * supplyVoltage * 2
        return OperationCost(
            latency: flipping + selectingLatency + precharging.latency * slowest + driving.latency * slowest,
            energy: selectingEnergy + precharging.energy * mean + driving.energy * mean
                + cellEnergy * width * writtenRows)
    }

    /// Selecting rows: a decoder once, a switch matrix on and off for each step.
    private func selection(writtenRows: Double, steps: Double) -> OperationCost {
        let operations = readScans == nil ? writtenRows : 2 * steps * writtenRows
        let scans = counting.scans(operations, ofReadBefore: readScans ?? 0)
        return rows.cost(of: .write(selections: operations, scans: scans))
    }
}
