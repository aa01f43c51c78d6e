// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// Puts the periphery of an array together, for each kind of cell and order of reading.
struct PeripheryMaker {
    let array: SynapticArray
    let inputs: DesignInputs
    let lines: ArrayLines

    init(_ array: SynapticArray, inputs: DesignInputs) {
        let mode = inputs.configuration.operationMode
        self.array = array
        self.inputs = inputs
        lines = ArrayLines(array, gatesPerCell: mode.isParallel ? 1 : 2, inputs: inputs)
    }

    var configuration: Configuration { inputs.configuration }
    var technology: Technology { inputs.technology }
    var mode: OperationMode { configuration.operationMode }
    var isParallel: Bool { mode.isParallel }
    var isBinary: Bool { !mode.isConventional }
    /// Whether energies are listed by cause.
    var listsCauses: Bool {
        switch inputs.counting.listing(ofBinaryArray: isBinary) {
        case .byCause: true
        case .timesOnly, .totalOnly: false
        }
    }

    var cellsPerWeight: Int { inputs.columnsPerWeight }
    var share: Int { inputs.columnsPerSense }
    /// Sensing circuits below the columns.
    var units: Int { lines.columns / share }
    var width: LayoutConstraint { .width(lines.footprint.width) }

    func plan(share: Int, addsAllColumnsAtOnce: Bool) -> ReadPlan15 {
        ReadPlan15(
            isRowByRow: !isParallel, rowCount: lines.rows, groups: lines.partialReads, share: share,
            cellsPerWeight: cellsPerWeight, addsAllColumnsAtOnce: addsAllColumnsAtOnce,
            shiftsWeights: !isBinary && cellsPerWeight > 1, shiftsInputs: !isBinary && inputs.activationBits > 1)
    }

    /// The read-out and the writing of the array.
    func periphery() -> ArrayPeriphery {
        switch inputs.cell.readOut {
        case .bitlines(let latch): isParallel ? groupedLatches(latch) : latchesRowByRow(latch)
        case .current, .logic: isParallel ? groupedCells() : cellsRowByRow()
        }
    }

    /// Duration of the slowest sensing path [s].
    var sensingCycle: Double { (periphery().forward as? CycleReadOut)?.timing.sensingCycle ?? 0 }

    /// Bits of a code.
    var codeBits: Int { Int(log2(Double(configuration.adcLevels))) }

    /// Bits of the sum of the codes of all groups of rows.
    var groupSumBits: Int { codeBits + lines.partialReadBits }

    func port(share: Int) -> ReadPort {
        ReadPort(
            forward: array, columnsPerConverter: share, inputBits: inputs.activationBits, counting: inputs.counting)
    }
}

// MARK: - SRAM

extension PeripheryMaker {
    private var precharger: BitlinePrecharger {
        BitlinePrecharger(columnCount: lines.columns, layout: width, technology: technology)
    }

    private var writing: IdleWriting {
        IdleWriting(
            parts: [
                CircuitPart(BitlineWriteDriver(columnCount: lines.columns, layout: width, technology: technology))
            ])
    }

    /// Time in which a cell moves its bitline by half of the difference that is sensed [s].
    private var bitlineDelay: Double {
        let bit = inputs.sramBit
        let count = Double(lines.rows)
        let drain = technology.drainCapacitance(
            width: configuration.sramAccessWidth * technology.unitWidth, polarity: .nmos,
            regionHeight: StandardCell.rowHeight(technology))
        let load = lines.column.capacitance / count + drain
        let wire = load * (lines.column.resistance / count) * count * (count + 1) / 2
        let elmore = (bit.accessResistance + bit.pullDownResistance) * load * count + wire
        let supply = technology.supplyVoltage
        return elmore * log(supply / (supply - configuration.minimumSenseVoltage / 2))
    }

    private func latchesRowByRow(_ latch: SRAMCell) -> ArrayPeriphery {
        let rows = RowSelection.decoded(lines, layout: .height(lines.footprint.height), inputs: inputs)
        let sensing = ColumnSensing.amplifiers(lines, inputs: inputs)
        let sumBits = AddressDecoder.addressBits(lines: lines.rows) + 1
        var demand = PartialSums.Demand(units: lines.columns, readSumBits: sumBits)
        let weights = lines.columns / cellsPerWeight
        if !isBinary {
            demand.laidOutRegisters = 2
            demand.weights = shift(units: weights, bits: sumBits, pulses: cellsPerWeight, when: cellsPerWeight > 1)
            demand.inputs = shift(
                units: weights, bits: sumBits + cellsPerWeight, pulses: inputs.activationBits,
                when: inputs.activationBits > 1)
        }
        let active = isBinary ? lines.columns : weights
        return latches(
            rows: rows, columns: nil, sensing: sensing, demand: demand,
            plan: plan(share: 1, addsAllColumnsAtOnce: true), latch: latch,
            active: (active, Double(active) * (Double(sumBits - 1) / 2 + 1)))
    }

    private func groupedLatches(_ latch: SRAMCell) -> ArrayPeriphery {
        let rows = RowSelection.wordlines(
            lines, repeats: !isBinary, layout: .height(lines.footprint.height), inputs: inputs)
        let bit = inputs.sramBit
        let columns = ColumnSelection(
            lines, resistance: bit.accessResistance / Double(max(1, lines.parallelRows / 2)), inputs: inputs)
        let wordline = lines.wordline.capacitance * technology.supplyVoltage * technology.supplyVoltage
        let sensing = converters(
            references: ConductanceLadder(
                levels: configuration.adcLevels, sumOf: Double(lines.parallelRows) / bit.accessResistance),
            levels: configuration.adcLevels,
            selectionEnergy: wordline / Double(lines.columns) * Double(lines.rows))
        return latches(
            rows: rows, columns: columns, sensing: sensing,
            demand: groupDemand(weightPulses: cellsPerWeight, inputBits: groupSumBits + cellsPerWeight),
            plan: plan(share: share, addsAllColumnsAtOnce: false), latch: latch, active: groupActivity)
    }

    private func latches(
        rows: RowSelection, columns: ColumnSelection?, sensing: ColumnSensing, demand: PartialSums.Demand,
        plan: ReadPlan15, latch: SRAMCell, active: (adders: Int, bits: Double)
    ) -> ArrayPeriphery {
        let sums = PartialSums(demand, lines: lines, inputs: inputs)
        let precharging = precharger.cost(of: .prechargeForRead(bitline: lines.column))
        let wordline = lines.wordline.capacitance * technology.supplyVoltage * technology.supplyVoltage
        let timing = timing(
            plan, rows: rows, columns: columns, sensing: sensing, sums: sums, precharging: precharging.latency,
            settling: bitlineDelay, clockWaitsForColumns: !isParallel)
        let energies = ReadEnergies(
            rows: rows, columns: columns, sums: sums,
            precharging: isParallel && !isBinary ? 0 : precharging.energy, sensing: sensing.energyPerStep,
            selectedRow: wordline, allWordlines: wordline * Double(lines.rows), perStep: 0, activeBits: active.bits,
            activeAdders: active.adders, convertsGroups: false, listsCauses: listsCauses)
        let blocks =
            rows.blocks + columnBlocks(columns)
            + [SubarrayBlock(precharger, as: .conversion, at: .outputs)] + sensing.blocks + sums.blocks
        return ArrayPeriphery(
            forward: readOut(blocks, sensing: sensing, timing: timing, energies: energies),
            writing: writing, cellLeakageInUse: cellLeakageInUse)
    }

    /// Static power of cells in rows that are not read [W].
    private var cellLeakageInUse: Double {
        let read = isParallel ? lines.parallelRows * units : lines.columns
        return inputs.cell.leakagePower * Double(lines.rows * lines.columns - read)
    }
}

// MARK: - RRAM, FeFET and capacitors

extension PeripheryMaker {
    private var resistance: CellResistance { inputs.cell.readResistance }
    /// Mean of cells half of which are on [Ω].
    private var meanResistance: Double { 2 / (1 / resistance.on + 1 / resistance.off) }
    private var isCrossing: Bool { inputs.cell.selection == .crossing }
    private var isCharge: Bool { inputs.cell is CapacitorCell }

    private func cellsRowByRow() -> ArrayPeriphery {
        let levels = isBinary ? configuration.adcLevels : 1 << inputs.cellBits
        let columns = ColumnSelection(lines, resistance: resistance.on, inputs: inputs)
        let state = inputs.cell.stateResistance
        let references = ConductanceLadder(
            levels: levels, halfwayBetweenStatesFrom: 1 / state.on, to: 1 / state.off)
        let sensing =
            isBinary
            ? ColumnSensing.flash(
                lines, levels: levels, references: references, selectionEnergy: 0,
                encoderLeaks: false,
                inputs: inputs)
            : converters(references: references, levels: levels, selectionEnergy: 0)
        let rowBits = AddressDecoder.addressBits(lines: lines.rows)
        let sumBits = rowBits + (isBinary ? 1 : inputs.cellBits)
        var demand = PartialSums.Demand(units: units, readSumBits: sumBits)
        let carried = (cellsPerWeight - 1) * inputs.cellBits + 1
        if !isBinary {
            demand.weights = shift(units: units, bits: sumBits, pulses: carried, when: cellsPerWeight > 1)
            demand.inputs = shift(
                units: units, bits: sumBits + carried, pulses: inputs.activationBits, when: inputs.activationBits > 1)
        }
        let bits = Double(units) * (Double(rowBits) / 2 + Double(sumBits - rowBits))
        return cells(
            columns: columns, sensing: sensing, demand: demand, lineResistance: resistance.on,
            settling: lines.column.capacitance * meanResistance * Self.sensedSwing,
            plan: plan(share: share, addsAllColumnsAtOnce: false), active: (units, bits)
        ) { layout in
            isCrossing
                ? .crossPoint(lines, layout: layout, inputs: inputs) : .gated(lines, layout: layout, inputs: inputs)
        }
    }

    private func groupedCells() -> ArrayPeriphery {
        let levels = configuration.adcLevels
        let state = inputs.cell.stateResistance
        let group = meanResistance / Double(lines.parallelRows)
        let columns = ColumnSelection(lines, resistance: group, halvesDecoder: isBinary, inputs: inputs)
        let references =
            isBinary
            ? ConductanceLadder(levels: levels, from: 1 / state.on, towards: 1 / state.off)
            : ConductanceLadder(levels: levels, sumOf: Double(lines.parallelRows) / state.on)
        let carried = isCharge ? (cellsPerWeight - 1) * inputs.cellBits + 1 : cellsPerWeight
        let demand = groupDemand(
            weightPulses: carried, inputBits: (isCharge ? groupSumBits : codeBits) + carried,
            weightBits: isCharge ? groupSumBits : codeBits)
        let settling =
            isCharge
            ? configuration.chargeDelay / 128 * Double(lines.parallelRows)
            : lines.column.capacitance * (meanResistance / Double(max(1, lines.parallelRows / 2)))
                * Self.sensedSwing
        let sensing =
            isCharge && !configuration.usesSARADC
            ? ColumnSensing.charge(lines, levels: levels, inputs: inputs)
            : converters(references: references, levels: levels, selectionEnergy: 0)
        return cells(
            columns: columns, sensing: sensing, demand: demand, lineResistance: group * Double(lines.rows),
            settling: settling, plan: plan(share: share, addsAllColumnsAtOnce: false), active: groupActivity
        ) { layout in
            isCrossing || isCharge
                ? .rows(lines, cellResistance: group, layout: layout, inputs: inputs)
                : .accessTransistors(lines, repeats: !isBinary, layout: layout, inputs: inputs)
        }
    }

    /// Part of its final value by which the current of a column must move to be sensed, for RC = 1 [1].
    private static let sensedSwing = 0.2

    private func cells(
        columns: ColumnSelection?, sensing: ColumnSensing, demand: PartialSums.Demand, lineResistance: Double,
        settling: Double, plan: ReadPlan15, active: (adders: Int, bits: Double),
        rows makeRows: (LayoutConstraint) -> RowSelection
    ) -> ArrayPeriphery {
        let sums = PartialSums(demand, lines: lines, inputs: inputs)
        let sourcelines = LineSwitchMatrix(
            lines: .columns, lineCount: lines.columns, lineResistance: lineResistance,
            sizeFactor: configuration.switchResistanceRatio, readVoltage: configuration.readVoltage, layout: width,
            technology: technology)
        // Columns of capacitors are taken to need none.
        let below = isCharge ? [] : levelShifters(count: lines.columns, layout: width)
        let outputs =
            [columns?.multiplexer].compactMap { $0 } + sensing.blocks + sums.blocks
            + below.map { SubarrayBlock($0, as: .other, at: .outputs) }
        let height =
            lines.footprint.height + sourcelines.footprint.height + outputs.reduce(0) { $0 + $1.footprint.height }
        let beside = LayoutConstraint.height(height - (columns?.decoder.footprint.height ?? 0))
        let rows = makeRows(beside)
        // One for wordlines, one for bitlines.
        let shifters = (0..<2).flatMap { _ in levelShifters(count: lines.rows, layout: beside) }
        let timing = timing(
            plan, rows: rows, columns: columns, sensing: sensing, sums: sums, precharging: 0, settling: settling,
            clockWaitsForColumns: isCharge || !(isParallel || isBinary))
        let energies = energies(rows: rows, columns: columns, sums: sums, settling: settling, active: active)
        let blocks =
            rows.blocks + columnBlocks(columns) + sensing.blocks + sums.blocks
            + below.map { SubarrayBlock($0, as: .other, at: .outputs) }
            + shifters.map { SubarrayBlock($0, as: .other, at: .inputs) }
        return ArrayPeriphery(
            forward: readOut(blocks, sensing: sensing, timing: timing, energies: energies),
            writing: IdleWriting(parts: [CircuitPart(sourcelines)]), cellLeakageInUse: 0)
    }

    /// Shifters for lines that are written with more than the supply; none for others.
    private func levelShifters(count: Int, layout: LayoutConstraint) -> [LevelShifter] {
        guard configuration.writeVoltage > Self.shiftedVoltage else { return [] }
        return [
            LevelShifter(
                lineCount: count, drawing: inputs.calibration.levelShifters, layout: layout, technology: technology)
        ]
    }

    /// Write voltage from which on lines need level shifters [V].
    private static let shiftedVoltage = 1.5

    private func energies(
        rows: RowSelection, columns: ColumnSelection?, sums: PartialSums, settling: Double,
        active: (adders: Int, bits: Double)
    ) -> ReadEnergies {
        let access = configuration.accessVoltage
        let read = configuration.readVoltage
        let bitlines = lines.columnWireCapacitance * read * read * Double(units)
        let level = isCharge ? read : access
        // Amplifiers that gather the charge draw 0.29 mW for 128 columns.
        let gathering = isCharge ? 0.29e-3 * (settling + 1e-9) * Double(lines.columns) / 128 / Double(share) : 0
        return ReadEnergies(
            rows: rows, columns: columns, sums: sums, precharging: 0, sensing: 0,
            selectedRow: bitlines + lines.wordline.capacitance * access * access,
            allWordlines: lines.wordline.capacitance * level * level * Double(lines.rows), perStep: gathering,
            activeBits: active.bits, activeAdders: active.adders, convertsGroups: isBinary, listsCauses: listsCauses)
    }
}

// MARK: - Parts of both

extension PeripheryMaker {
    func shift(units: Int, bits: Int, pulses: Int, when isNeeded: Bool) -> PartialSums.ShiftDemand? {
        isNeeded ? PartialSums.ShiftDemand(units: units, bits: bits, pulses: pulses) : nil
    }

    /// Circuits that add up the codes of groups of rows.
    func groupDemand(weightPulses: Int, inputBits: Int, weightBits: Int? = nil) -> PartialSums.Demand {
        var demand = PartialSums.Demand(units: units, readSumBits: lines.partialReads > 1 ? groupSumBits : nil)
        guard !isBinary else { return demand }
        demand.weights = shift(
            units: units, bits: weightBits ?? groupSumBits, pulses: weightPulses, when: cellsPerWeight > 1)
        demand.inputs = shift(
            units: units, bits: inputBits, pulses: inputs.activationBits, when: inputs.activationBits > 1)
        return demand
    }

    /// Adders that take part in an addition of groups, and flip-flops that take a new value.
    var groupActivity: (adders: Int, bits: Double) {
        let bits = log2(Double(configuration.adcLevels)) + Double(lines.partialReadBits) / 2
        return (units, Double(units) * bits)
    }

    func converters(references: ConductanceLadder, levels: Int, selectionEnergy: Double) -> ColumnSensing {
        configuration.usesSARADC
            ? .successive(lines, levels: levels, inputs: inputs)
            : .flash(
                lines, levels: levels, references: references, selectionEnergy: selectionEnergy,
                inputs: inputs)
    }

    func timing(
        _ plan: ReadPlan15, rows: RowSelection, columns: ColumnSelection?, sensing: ColumnSensing, sums: PartialSums,
        precharging: Double, settling: Double, clockWaitsForColumns: Bool
    ) -> ReadTiming {
        let isLatch = if case .bitlines = inputs.cell.readOut { true } else { false }
        return ReadTiming(
            plan: plan, rows: rows.delay, repeaters: rows.repeaterDelay, columns: columns?.delay ?? 0,
            precharging: precharging, settling: settling, clockWaitsForColumns: clockWaitsForColumns,
            conversion: sensing.delay, countsConversion: isLatch || isParallel || !isBinary,
            readAddition: sums.readDelay, weightAddition: sums.weightDelay, inputAddition: sums.inputDelay,
            margin: inputs.calibration.sensingCycle)
    }

    func columnBlocks(_ columns: ColumnSelection?) -> [SubarrayBlock] {
        [columns?.multiplexer, columns?.decoder].compactMap { $0 }
    }

    /// Whether a group of rows conducts its share of a column; in SRAM every group is taken to conduct as the column does.
    private func sharesConductance(_ plan: ReadPlan15) -> Bool {
        switch inputs.cell.readOut {
        case .current: !plan.isRowByRow
        case .bitlines, .logic: false
        }
    }

    func readOut(
        _ blocks: [SubarrayBlock], sensing: ColumnSensing, timing: ReadTiming, energies: ReadEnergies
    ) -> CycleReadOut {
        let converter: (any ColumnConverter)? = sensing.converter.map {
            GroupedConverter(converter: $0, groups: sharesConductance(timing.plan) ? Double(timing.plan.groups) : 1)
        }
        return CycleReadOut(
            port: port(share: timing.plan.share), blocks: blocks, converter: converter, timing: timing,
            energies: energies, clock: inputs.clock)
    }
}
