// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// All rows are read at once, and the column currents converted by ADCs that several columns share. Source: X. Peng
/// et al., IEEE TCAD 40(11), 2021.
struct ParallelGradientReadout: WeightGradientReadout {
    let blocks: ChipBlock
    let sumBits: Double
    let accumulations: Double

    private let wordlines: SwitchMatrix
    private let multiplexer: ColumnMultiplexer
    private let multiplexerDecoder: RowDecoder
    private let converter: GradientConverter
    /// Nil for activations of one bit.
    private let shiftAdd: ShiftAdd?
    private let activationBits: Double
    private let columnsPerConverter: Double
    private let readPulseWidth: Double
    /// Resistance of a cell that conducts [Ohm].
    private let cellResistance: Double

    /// The circuits around `cells`.
    init(_ inputs: DesignInputs, cells: WeightGradientCells) {
        let configuration = inputs.configuration
        let technology = inputs.technology
        let counting = inputs.counting
        let bits = inputs.activationBits
        let share = min(configuration.columnsPerWeightGradientADC, cells.columns)
        let layout = LayoutConstraint.width(cells.footprint.width)
        let converters = counting.gradientConverters(columns: cells.columns, share: share)
        wordlines = SwitchMatrix(
            lines: inputs.revision.circuits.gradientWordlines(besides: configuration.accessDevice),
            lineCount: cells.rows,
            lineResistance: cells.latch.accessResistance, readVoltage: configuration.readVoltage,
            writeVoltage: inputs.cell.writeVoltage, clockFrequency: configuration.clockFrequency,
            layout: .height(cells.footprint.height), technology: technology)
        let folded = ColumnMultiplexer(
            inputCount: converters, selectionCount: share, columnResistance: cells.latch.accessResistance,
            readVoltage: configuration.readVoltage, layout: layout, technology: technology)
        multiplexerDecoder = RowDecoder(
            addressBits: addressBits(of: share), output: .multiplexerGates, technology: technology)
        let height = max(multiplexerDecoder.footprint.height, folded.footprint.height)
        multiplexer = folded.stretched(to: Footprint(width: cells.footprint.width, height: height))
        converter = GradientConverter(inputs, converters: converters, layout: layout)
        let levelBits = log2(Double(configuration.weightGradientADCLevels))
        shiftAdd =
            bits > 1
            ? ShiftAdd(
                unitCount: converters, adderBits: Int(levelBits) + bits + 1, pulseCount: bits,
                clockFrequency: configuration.clockFrequency, layout: layout, technology: technology) : nil
        activationBits = Double(bits)
        columnsPerConverter = Double(share)
        readPulseWidth = configuration.readPulseWidth
        cellResistance = cells.latch.accessResistance + inputs.columnWireResistancePerCell
        sumBits = levelBits + Double(bits)
        accumulations = Double(counting.gradientUnit(share, arrays: configuration.columnsPerADC))
        let selectors: [(name: String, circuit: any CircuitModel)] = [
            ("multiplexer", multiplexer), ("multiplexer decoder", multiplexerDecoder),
        ]
        blocks = ChipBlock(
            "parallel read-out",
            parts: [converter.blocks, ChipBlock("wordline drivers", as: .weightGradient, circuit: wordlines)]
                + [shiftAdd].compactMap { $0 }.map { ChipBlock("shift-add", as: .weightGradient, circuit: $0) }
                + selectors.map { name, circuit in
                    ChipBlock(
                        name, as: .weightGradient, circuit: circuit,
                        countedLeakage: counting.gradientOutputLeakage(circuit.leakagePower))
                })
    }

    /// Conversions of each converter for one output channel [1].
    private var conversions: Double { columnsPerConverter * activationBits }

    func read(_ cells: WeightGradientCells, activity: Double) -> OperationCost {
        let operations = conversions
        let load = Double(multiplexer.inputCount)
        let decoding =
            multiplexerDecoder.cost(
                of: .select(
                    load: multiplexer.nmosGateCapacitance * load,
                    complementLoad: multiplexer.pmosGateCapacitance * load)) * operations
        let passing = multiplexer.cost(of: .pass()) * operations
        let switching = wordlines.cost(of: .read(load: cells.wordline, lineActivity: activity)) * operations
        let charging = cells.precharger.cost(of: .prechargeForRead(bitline: cells.bitline)) * operations
        let bitlines = charging.latency + cells.dischargeDelay(after: .step) * activationBits
        let column = cellResistance / cells.activeRows(activity).rounded(.up)
        let conversion = converter.read(
            columnResistance: column, columns: cells.columns, operations: operations)
        let shifting =
            shiftAdd?.cost(of: .accumulate(steps: operations, readPulseWidth: readPulseWidth)) ?? .zero

        let lines = switching.latency
        let selecting = (decoding + passing).latency
        let outputEnergy = passing.energy + decoding.energy + shifting.energy
        return OperationCost(
            latency: max(lines, selecting) + bitlines + conversion.latency + shifting.latency,
            energy: (switching + charging).energy + outputEnergy + conversion.energy)
    }

    /// Selects each row twice; the scans of the register that are counted are those of a read.
    func select(_ cells: WeightGradientCells, activity: Double) -> OperationCost {
        let rounds = 2 * cells.activeRows(activity)
        let switching = wordlines.cost(of: .write(load: cells.wordline, columnActivity: activity, pulses: 1))
        return switching * rounds + wordlines.cost(of: .scan) * conversions
    }
}

/// The ADCs at the columns of a parallel read-out.
private enum GradientConverter: Sendable {
    case flash(FlashADC, FlashADCEncoder)
    case successiveApproximation(SARADC)

    init(_ inputs: DesignInputs, converters: Int, layout: LayoutConstraint) {
        let configuration = inputs.configuration
        let technology = inputs.technology
        let levels = configuration.weightGradientADCLevels
        if configuration.usesSARADC {
            self = .successiveApproximation(
                SARADC(
                    converters: converters, levels: levels, readVoltage: configuration.readVoltage, layout: layout,
                    technology: technology))
            return
        }
        let rows = inputs.counting.gradientUnit(
            configuration.weightGradientRows, arrays: configuration.subarrayRows)
        let references = ReferenceLadder(
            levels: levels, onResistance: configuration.onResistance, offResistance: configuration.offResistance,
            rowsInParallel: rows)
        self = .flash(
            FlashADC(
                converters: converters, levels: levels,
                sensing: configuration.usesCurrentModeSensing ? .current : .voltage, references: references,
                readVoltage: configuration.readVoltage, layout: layout, technology: technology),
            FlashADCEncoder(levels: levels, encoders: converters, layout: layout, technology: technology))
    }

    /// The converters, with their encoders where they need any.
    var blocks: ChipBlock {
        let circuits: [(name: String, circuit: any CircuitModel)] =
            switch self {
            case .flash(let converter, let encoder): [("flash ADCs", converter), ("encoders", encoder)]
            case .successiveApproximation(let converter): [("SAR ADCs", converter)]
            }
        return ChipBlock(
            "converters", parts: circuits.map { ChipBlock($0.name, as: .weightGradient, circuit: $0.circuit) })
    }

    /// Converts `columns` columns of one resistance [Ohm]; each converter `operations` times.
    func read(columnResistance: Double, columns: Int, operations: Double) -> OperationCost {
        // All columns are alike: one of them says it all.
        let resistances = columns > 0 ? [columnResistance] : []
        let conversions = operations * Double(columns)
        switch self {
        case .flash(let converter, let encoder):
            let conversion = converter.cost(of: .convert(columnResistances: resistances))
            return encoder.cost(of: .encode()) * operations
                + conversion.times(latency: operations, energy: conversions)
        case .successiveApproximation(let converter):
            let conversion = converter.cost(of: .convert(columnResistances: resistances))
            return conversion.times(latency: operations, energy: conversions)
        }
    }
}
