import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// All rows are read at once, and the column currents converted by ADCs that several columns share. Source: X. Peng
/// et al., IEEE TCAD 40(11), 2021.
struct ParallelGradientReadout: WeightGradientReadout {
    let area: Double
    let leakagePower: Double
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
        let circuits: [(any CircuitModel)?] = [wordlines, shiftAdd]
        let shared: [any CircuitModel] = [multiplexer, multiplexerDecoder]
        area = (circuits + shared).reduce(converter.area) { $0 + ($1?.area ?? 0) }
        let own = circuits.reduce(converter.leakagePower) { $0 + ($1?.leakagePower ?? 0) }
        leakagePower = shared.reduce(own) { $0 + counting.gradientOutputLeakage($1.leakagePower) }
    }

    /// Conversions of each converter for one output channel [1].
    private var conversions: Double { columnsPerConverter * activationBits }

    func read(_ cells: WeightGradientCells, activity: Double) -> OperationCost {
        let operations = conversions
        let load = Double(multiplexer.inputCount)
        let decoding = multiplexerDecoder.latency(
            loadCapacitance: multiplexer.nmosGateCapacitance * load,
            complementLoadCapacitance: multiplexer.pmosGateCapacitance * load, operations: operations)
        let switching = wordlines.readLatency(load: cells.wordline, operations: operations)
        let selecting = decoding + multiplexer.readLatency(loadCapacitance: 0, operations: operations)
        let charging =
            cells.precharger.latency(bitline: cells.bitline, operations: operations)
            + cells.dischargeDelay(after: .step) * activationBits
        let column = cellResistance / cells.activeRows(activity).rounded(.up)
        let conversion = converter.read(
            columnResistance: column, columns: cells.columns, operations: operations)
        let shifting = shiftAdd?.readLatency(operations: operations, readPulseWidth: readPulseWidth) ?? 0

        let lineEnergy =
            wordlines.readEnergy(lineActivity: activity, operations: operations)
            + cells.precharger.readEnergy(bitline: cells.bitline, operations: operations)
        let outputEnergy =
            multiplexer.readEnergy(operations: operations) + multiplexerDecoder.energy(operations: operations)
            + (shiftAdd?.readEnergy(operations: operations) ?? 0)
        let latency = max(switching, selecting) + charging + conversion.latency + shifting
        return OperationCost(latency: latency, energy: lineEnergy + outputEnergy + conversion.energy)
    }

    /// Selects each row twice; the scans of the register that are counted are those of a read.
    func select(_ cells: WeightGradientCells, activity: Double) -> OperationCost {
        let rounds = 2 * cells.activeRows(activity)
        return OperationCost(
            latency: wordlines.writeLatency(load: cells.wordline, operations: rounds, scans: conversions),
            energy: wordlines.writeEnergy(
                columnActivity: activity, pulses: 1, operations: rounds, scans: conversions))
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

    /// [m²]
    var area: Double {
        switch self {
        case .flash(let converter, let encoder): converter.area + encoder.area
        case .successiveApproximation(let converter): converter.area
        }
    }

    /// [W]
    var leakagePower: Double {
        switch self {
        case .flash(let converter, let encoder): converter.leakagePower + encoder.leakagePower
        case .successiveApproximation(let converter): converter.leakagePower
        }
    }

    /// Converts `columns` columns of one resistance [Ohm]; each converter `operations` times.
    func read(columnResistance: Double, columns: Int, operations: Double) -> OperationCost {
        // All columns are alike: one of them says it all.
        let resistances = columns > 0 ? [columnResistance] : []
        let conversions = operations * Double(columns)
        switch self {
        case .flash(let converter, let encoder):
            let encoding = OperationCost(
                latency: encoder.readLatency(operations: operations),
                energy: encoder.readEnergy(operations: operations))
            return encoding
                + OperationCost(
                    latency: converter.conversionLatency(columnResistances: resistances) * operations,
                    energy: converter.readEnergy(columnResistances: resistances, operations: conversions))
        case .successiveApproximation(let converter):
            return OperationCost(
                latency: converter.readLatency(operations: operations),
                energy: converter.readEnergy(columnResistances: resistances, operations: conversions))
        }
    }
}
