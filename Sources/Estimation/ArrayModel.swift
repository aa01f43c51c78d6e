import Architecture
import Circuits
import Configuration
import Diagnostics
import Kernels
import Technology

/// What is the same for all subarrays of a chip: the cost of a read for each number of active wordlines, and the response
/// of the ADCs, as tables.
struct ArrayModel: Sendable {
    let inputs: DesignInputs
    let subarray: Subarray
    /// ADCs of forward reads.
    let forwardConversion: ConversionModel
    /// ADCs of backward reads; nil for inference.
    let transposedConversion: ConversionModel?
    /// Whether ADCs of backward reads respond to a column like those of forward reads.
    let sharesConversions: Bool
    /// Weight updates of training.
    let update: WriteModel
    /// Programming of all weights once. It has no counterpart in the reference and is always counted exactly.
    let programming: WriteModel

    init(_ chip: Chip) throws(InputError) {
        let inputs = chip.inputs
        let subarray = chip.subarray
        self.inputs = inputs
        self.subarray = subarray
        forwardConversion = ConversionModel(subarray.readADC)
        let trains = inputs.configuration.estimatesTraining
        let shares = trains && subarray.transposedADC.map(subarray.readADC.respondsLike) ?? false
        sharesConversions = shares
        transposedConversion =
            shares ? forwardConversion : trains ? subarray.transposedADC.map(ConversionModel.init) : nil
        update = WriteModel(inputs, subarray: subarray)
        programming = try WriteModel.programming(inputs, update: update)
    }

    /// Costs of a forward read, and of the backward read that belongs to it, for each number of active wordlines,
    /// 0...`rows`, of a subarray in which `rows` are mapped.
    func reads(rows: Int, hasGradient: Bool) -> [ReadPair] {
        (0...rows).map { subarray.reads(active: $0, rows: rows, hasGradient: hasGradient) }
    }

    /// Conductance of an SRAM column with so many active cells [S].
    func sramConductance(activeRows: Int) -> Double {
        inputs.sramConductance(activeRows: activeRows, subarray: subarray)
    }

    /// Access transistor's resistance in the path of a cell's read current [Ohm].
    var seriesResistance: Double { inputs.seriesResistance }

    /// Whether column currents depend on the stored weights.
    var dependsOnWeights: Bool { inputs.dependsOnWeights }
}

/// A forward read, and the backward read of the same image when errors are propagated.
struct ReadPair: Sendable {
    let forward: SubarrayRead
    let transposed: SubarrayRead?
}

extension Subarray {
    /// A forward read, and the backward read that belongs to it, with `active` of `rows` wordlines at one.
    func reads(active: Int, rows: Int, hasGradient: Bool) -> ReadPair {
        let activity = Double(active) / Double(rows)
        return ReadPair(
            forward: forwardRead(activity: activity),
            transposed: hasGradient ? transposedRead(forwardActivity: activity) : nil)
    }
}

/// Writing weights into a subarray.
struct WriteModel: Sendable {
    /// How weights become conductances.
    let mapping: CellMapping
    private let subarray: Subarray
    /// How cells are written.
    let cells: WriteUpdate

    init(_ inputs: DesignInputs, subarray: Subarray) {
        mapping = CellMapping(inputs)
        self.subarray = subarray
        cells = WriteUpdate(
            cell: inputs.cell, technology: inputs.technology,
            lines: WriteLines(
                rowWire: subarray.rowWireCapacitance, wordline: subarray.wordlineCapacitance,
                column: subarray.columnCapacitance),
            rows: inputs.configuration.subarrayRows, columns: inputs.configuration.subarrayColumns,
            rules: inputs.rules)
    }

    /// Programming of all weights once, for a design whose updates are `update`: always counted exactly.
    static func programming(_ inputs: DesignInputs, update: WriteModel) throws(InputError) -> WriteModel {
        guard inputs.rules != .exact else { return update }
        let exact = inputs.counted(by: .exact)
        return WriteModel(exact, subarray: try Subarray(exact))
    }

    /// Cost of bringing erased cells to `target`.
    func program(_ target: CellBlock<Double>) -> OperationCost {
        program(OneTimeProgramming(update: cells).demand(of: target))
    }

    /// Cost of programming that asks for `demand`.
    func program(_ demand: WriteDemand) -> OperationCost {
        subarray.write(ArrayUpdate(demand), after: .none)
    }

    /// Cost of bringing cells from `former` to `target`.
    func update(
        _ target: CellBlock<Double>, from former: CellBlock<Double>, after reads: PrecedingReads
    ) -> SubarrayUpdate {
        update(cells.demand(new: target, old: former), after: reads)
    }

    /// Cost of an update that asks for `demand`.
    func update(_ demand: WriteDemand, after reads: PrecedingReads) -> SubarrayUpdate {
        let update = ArrayUpdate(demand)
        return SubarrayUpdate(
            cost: subarray.write(update, after: reads), selection: subarray.compoundedSelection(of: update))
    }
}

/// The weight update of one subarray.
struct SubarrayUpdate: Sendable {
    /// What it costs, as far as that does not depend on other updates.
    var cost: OperationCost
    /// What its latency depends on besides; nil when on nothing.
    let selection: CompoundedSelection?

    /// Nothing is written.
    static let none = SubarrayUpdate(cost: .zero, selection: nil)
}

extension ArrayUpdate {
    /// An update that meets a demand.
    init(_ demand: WriteDemand) {
        self.init(
            rowActivity: demand.rowActivity, columnActivity: demand.columnActivity, pulseCount: demand.totalPulses,
            pulsesPerRow: demand.averagePulses, cellEnergy: demand.arrayEnergy)
    }
}

extension ColumnADC {
    /// Whether a conversion by the other kind takes the same time and energy for every column.
    func respondsLike(_ other: ColumnADC) -> Bool {
        switch (self, other) {
        case (.flash(let left), .flash(let right)): left.power == right.power && left.delay == right.delay
        case (.successiveApproximation(let left), .successiveApproximation(let right)):
            left.power == right.power && left.conversionLatency == right.conversionLatency
        default: self == other
        }
    }
}

/// Latency and energy of ADC conversions for whole columns.
struct ConversionModel: Sendable {
    private enum Evaluator: Sendable {
        case none
        case table(ADCEvaluation)
        case scalar(ColumnADC)
    }

    private let evaluator: Evaluator

    init(_ converter: ColumnADC) {
        evaluator =
            switch converter {
            case .senseAmplifiers: .none
            case .flash(let flash): .table(ADCEvaluation(ADCResponseTable(flash)))
            case .successiveApproximation(let sar): .table(ADCEvaluation(ADCResponseTable(sar)))
            case .currentSenseAmplifier: .scalar(converter)
            }
    }

    /// Whether conversions take time or energy that depends on the columns.
    var isActive: Bool {
        if case .none = evaluator { return false }
        return true
    }

    /// Slowest conversion [s] and summed energy [J] of each input vector.
    ///
    /// - Parameters:
    ///   - conductances: Column conductances [S], [vectors][columns] without gaps.
    ///   - columns: Columns of the subarray.
    ///   - latencies: Receives a latency for each vector.
    ///   - energies: Receives an energy for each vector.
    func evaluate(
        _ conductances: UnsafeBufferPointer<Double>, columns: Int,
        latencies: UnsafeMutableBufferPointer<Double>, energies: UnsafeMutableBufferPointer<Double>
    ) {
        switch evaluator {
        case .none:
            latencies.update(repeating: 0)
            energies.update(repeating: 0)
        case .table(let table):
            table.evaluate(
                conductances: conductances, columns: columns, latencies: latencies, energies: energies)
        case .scalar(let converter):
            for vector in 0..<latencies.count {
                let resistances = conductances[vector * columns..<(vector + 1) * columns].map { 1 / $0 }
                latencies[vector] = converter.slowestConversion(columnResistances: resistances)
                energies[vector] = converter.conversionEnergy(columnResistances: resistances)
            }
        }
    }

    /// Slowest conversion [s] and summed energy [J] of `columns` columns of equal conductance.
    func evaluate(conductance: Double, columns: Int) -> (latency: Double, energy: Double) {
        var latency = 0.0
        var energy = 0.0
        let row = [Double](repeating: conductance, count: columns)
        row.withUnsafeBufferPointer { conductances in
            withUnsafeMutablePointer(to: &latency) { latencyPointer in
                withUnsafeMutablePointer(to: &energy) { energyPointer in
                    evaluate(
                        conductances, columns: columns,
                        latencies: UnsafeMutableBufferPointer(start: latencyPointer, count: 1),
                        energies: UnsafeMutableBufferPointer(start: energyPointer, count: 1))
                }
            }
        }
        return (latency, energy)
    }
}
