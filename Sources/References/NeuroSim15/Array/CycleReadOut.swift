// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Foundation
import Technology

/// The read-out of an array: rows are selected one after the other or in groups, columns share sensing circuits, and what
/// these deliver is added up.
struct CycleReadOut: ReadOut {
    let port: ReadPort
    let blocks: [SubarrayBlock]
    let converter: (any ColumnConverter)?
    /// Delays of its parts.
    let timing: ReadTiming

    private let energies: ReadEnergies
    private let clock: Clock?

    init(
        port: ReadPort, blocks: [SubarrayBlock], converter: (any ColumnConverter)?, timing: ReadTiming,
        energies: ReadEnergies, clock: Clock?
    ) {
        self.port = port
        self.blocks = blocks
        self.converter = converter
        self.timing = timing
        self.energies = energies
        self.clock = clock
    }

    func read(activity: Double, lineActivity: Double) -> SubarrayRead {
        let active = Double(port.inputCount) * activity
        let energy = energies.energy(active: active, plan: timing.plan)
        var read = SubarrayRead(
            latency: timing.time(active: active, clock: clock), energy: energy.parts,
            conversionEnergyFactor: converter == nil ? 0 : energies.conversions(active: active, plan: timing.plan),
            digitizations: timing.plan.steps(active: active) / Double(timing.plan.share))
        read.totalEnergy += energy.unlisted
        read.countsConversionInParts = energies.listsCauses
        return read
    }
}

/// Energy of the parts of a read.
struct ReadEnergies: Sendable {
    let rows: RowSelection
    let columns: ColumnSelection?
    let sums: PartialSums
    /// One precharging of all bitlines that counts [J].
    let precharging: Double
    /// One step of sense amplifiers [J].
    let sensing: Double
    /// Lines of one row in a selection of rows one after the other [J].
    let selectedRow: Double
    /// Wordlines of all rows at once [J].
    let allWordlines: Double
    /// Energy of a step, whatever the input [J].
    let perStep: Double
    /// Flip-flops that take a new value in an addition of reads [1].
    let activeBits: Double
    /// Adders that take part in one.
    let activeAdders: Int
    /// Whether converters of rows one after the other work as often as those of groups.
    let convertsGroups: Bool
    /// Whether energy is listed by cause.
    let listsCauses: Bool

    /// Conversions of each column in a read [1].
    func conversions(active: Double, plan: ReadPlan15) -> Double {
        plan.isRowByRow && !convertsGroups ? active : Double(plan.groups)
    }

    /// Energy of a read without its conversions [J]: by cause, and what is listed under none.
    func energy(active: Double, plan: ReadPlan15) -> (parts: ReadoutParts, unlisted: Double) {
        let steps = plan.steps(active: active)
        let activity = active / Double(plan.rowCount)
        let selections = plan.isRowByRow ? steps : Double(plan.share)
        let lines =
            plan.isRowByRow
            ? selectedRow * steps : (allWordlines + rows.repeaterEnergy) * activity * Double(plan.share)
        var work = PartialSums.Work()
        work.reads = plan.isRowByRow ? steps : plan.additions(active: active)
        work.activeAdders = activeAdders
        work.activeBits = activeBits
        work.weights = plan.weightShifts
        work.inputs = plan.inputShifts
        let parts = ReadoutParts(
            conversion: lines + (precharging + sensing + perStep) * steps, accumulation: sums.energy(work),
            array: rows.energy(activity: plan.isRowByRow ? 1 : activity) * selections
                + (columns?.energy ?? 0) * Double(plan.share))
        return listsCauses ? (parts, 0) : (ReadoutParts(), parts.total)
    }
}

/// The writing of an array that only reads: circuits with an area and a static power, without work.
struct IdleWriting: ArrayWriting {
    let parts: [CircuitPart]

    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost { .zero }
}
