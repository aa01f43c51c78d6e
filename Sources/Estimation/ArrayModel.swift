// SPDX-License-Identifier: Apache-2.0

import EstimationKernels
import Architecture
import Circuits
import Configuration
import Counting
import Diagnostics
import Technology

/// The quantities that are the same for all subarrays of a chip: the cost of a read for each number of active
/// wordlines, and the response of the ADCs, as tables.
struct ArrayModel: Sendable {
    let inputs: DesignInputs
    let subarray: Subarray
    /// ADCs of forward reads.
    let forwardConversion: ConversionModel
    /// ADCs of backward reads; nil for inference.
    let transposedConversion: ConversionModel?
    /// Whether ADCs of backward reads respond to a column like those of forward reads.
    let sharesConversions: Bool
    /// Whether what conversions take depends on the stored weights.
    let dependsOnWeights: Bool
    /// Weight updates of training.
    let update: WriteModel
    /// Programming of all weights once, which is always counted exactly.
    let programming: WriteModel

    init(_ chip: Chip) throws(InputError) {
        let inputs = chip.inputs
        let subarray = chip.subarray
        self.inputs = inputs
        self.subarray = subarray
        update = WriteModel(inputs, writing: subarray.writing)
        let conductances = update.mapping.conductanceRange
        let octaves = Self.columnOctaves(inputs, conductances: conductances)
        forwardConversion = ConversionModel(subarray.readADC, octaves: octaves)
        let trains = inputs.configuration.estimatesTraining
        let shares = trains && subarray.convertsAlike
        sharesConversions = shares
        transposedConversion =
            shares
            ? forwardConversion
            : trains && subarray.hasTransposedRead
                ? ConversionModel(subarray.transposedADC, octaves: octaves) : nil
        dependsOnWeights = inputs.dependsOnWeights(subarray, leastConductance: conductances.lowerBound)
        programming = try WriteModel.programming(inputs)
    }

    /// Conductances that columns can have, as powers of two: from one cell of the least conductance, with all wires, to
    /// all cells of the largest one.
    private static func columnOctaves(_ inputs: DesignInputs, conductances cells: ClosedRange<Double>) -> Range<Int> {
        let configuration = inputs.configuration
        let rows = Double(configuration.subarrayRows)
        let wires =
            rows * inputs.columnWireResistancePerCell
            + Double(configuration.subarrayColumns) * inputs.rowWireResistancePerCell
        let access = max(0, configuration.accessResistance)
        let lowest = 1 / (1 / cells.lowerBound + wires + access)
        let highest = rows * cells.upperBound
        guard lowest > 0, highest.isFinite else { return ADCResponseTable.allOctaves }
        let octaves = ADCResponseTable.allOctaves
        let first = min(max(Int(lowest.exponent), octaves.lowerBound), octaves.upperBound - 1)
        return first..<min(max(Int(highest.exponent) + 1, first + 1), octaves.upperBound)
    }

    /// Costs of a forward read, and of the backward read that belongs to it, for each number of active wordlines,
    /// 0...`rows`, of a subarray in which `rows` are mapped.
    func reads(rows: Int, hasGradient: Bool) -> [ReadPair] {
        (0...rows).map { subarray.reads(active: $0, rows: rows, hasGradient: hasGradient) }
    }

    /// Conductance that stands for all columns with so many active cells, where stored weights do not matter [S].
    func evenConductance(activeRows: Int) -> Double {
        inputs.evenConductance(activeRows: activeRows)
    }

    /// Access transistor's resistance in the path of a cell's read current [Ohm].
    var seriesResistance: Double { inputs.seriesResistance }
}

/// A forward read, and the backward read of the same image when errors are propagated.
struct ReadPair: Sendable {
    let forward: SubarrayRead
    let transposed: SubarrayRead?
}

extension Subarray {
    /// A forward read, and the backward read that belongs to it, with `active` of `rows` wordlines with weights at one.
    func reads(active: Int, rows: Int, hasGradient: Bool) -> ReadPair {
        let activity = activity(active: active, mapped: rows)
        return ReadPair(
            forward: forwardRead(activity: activity),
            transposed: hasGradient ? transposedRead(forwardActivity: activity) : nil)
    }
}

/// Writing weights into a subarray.
struct WriteModel: Sendable {
    /// How weights become conductances.
    let mapping: CellMapping
    private let writing: SubarrayWriting
    /// How cells are written.
    let cells: WriteUpdate

    init(_ inputs: DesignInputs, writing: SubarrayWriting, mapping: CellMapping? = nil) {
        self.mapping = mapping ?? CellMapping(inputs)
        self.writing = writing
        cells = WriteUpdate(
            cell: inputs.cell,
            lines: WriteLines(
                rowWire: writing.rowWireCapacitance, wordline: writing.wordlineCapacitance,
                column: writing.columnCapacitance),
            rows: inputs.configuration.subarrayRows, columns: inputs.configuration.subarrayColumns,
            counting: inputs.counting)
    }

    /// Programming of all weights once: always counted exactly.
    static func programming(_ inputs: DesignInputs) throws(InputError) -> WriteModel {
        let exact = inputs.countedExactly
        return WriteModel(exact, writing: try SubarrayWriting(exact), mapping: .programming(inputs))
    }

    /// The number of pulses of a change of a cell.
    var rule: WriteRule { cells.rule }

    /// Conductance of erased cells [S].
    var erasedConductance: Double { OneTimeProgramming(update: cells).erasedConductance }

    /// Cost of writing erased cells, which takes the given counts.
    func program(_ statistics: WriteStatistics) -> OperationCost {
        program(cells.demand(of: statistics))
    }

    /// Cost of programming that asks for `demand`.
    func program(_ demand: WriteDemand) -> OperationCost {
        writing.write(ArrayUpdate(demand), after: .none)
    }

    /// Cost of a weight update, which takes the given counts.
    func update(_ statistics: WriteStatistics, after reads: PrecedingReads) -> SubarrayUpdate {
        update(cells.demand(of: statistics), after: reads)
    }

    /// Cost of an update that asks for `demand`.
    func update(_ demand: WriteDemand, after reads: PrecedingReads) -> SubarrayUpdate {
        let update = ArrayUpdate(demand)
        return SubarrayUpdate(
            cost: writing.write(update, after: reads), selections: writing.rowSelections(of: update))
    }
}

/// The weight update of one subarray.
struct SubarrayUpdate: Sendable {
    /// Its cost, as far as it does not depend on other updates.
    var cost: OperationCost
    /// The row selections that a policy may keep a history of; nil if there is none.
    let selections: RowSelections?

    /// Nothing is written.
    static let none = SubarrayUpdate(cost: .zero, selections: nil)
}

extension ArrayUpdate {
    /// An update that meets a demand.
    init(_ demand: WriteDemand) {
        self.init(
            rowActivity: demand.rowActivity, columnActivity: demand.columnActivity, pulseCount: demand.totalPulses,
            pulsesPerRow: demand.averagePulses, cellEnergy: demand.arrayEnergy)
    }
}

extension DesignInputs {
    /// Whether what conversions take depends on the stored weights.
    ///
    /// It does not where converters take the same for every column that conducts, and every active cell conducts.
    func dependsOnWeights(_ subarray: Subarray, leastConductance: @autoclosure () -> Double) -> Bool {
        currentsDependOnWeights && !(subarray.convertsUniformly && leastConductance() > 0)
    }
}

extension Subarray {
    /// Whether converters take the same time and energy for every column that conducts.
    var convertsUniformly: Bool {
        [readADC, hasTransposedRead ? transposedADC : nil].allSatisfy { converter in
            switch converter?.response {
            case nil, .uniform: true
            case .tabulated, .perColumn: false
            }
        }
    }

    /// Whether there is a transposed read whose conversions take the same time and energy for every column as those of
    /// the forward read.
    var convertsAlike: Bool {
        guard hasTransposedRead else { return false }
        switch (readADC, transposedADC) {
        case (nil, nil): return true
        case (let forward?, let transposed?): return forward.response.isSameLaw(as: transposed.response)
        default: return false
        }
    }
}

/// Latency and energy of ADC conversions for whole columns.
struct ConversionModel: Sendable {
    private enum Evaluator: Sendable {
        case none
        case table(ADCEvaluation)
        case uniform(any ColumnConverter)
        case perColumn(any ColumnConverter)
    }

    private let evaluator: Evaluator

    /// The response of a converter; nil for arrays without converters.
    ///
    /// `octaves` are the conductances that columns usually have, as powers of two [S].
    init(_ converter: (any ColumnConverter)?, octaves: Range<Int>) {
        guard let converter else {
            evaluator = .none
            return
        }
        evaluator =
            switch converter.response {
            case .tabulated(let law): .table(ADCEvaluation(ADCResponseTable(law, octaves: octaves)))
            case .uniform: .uniform(converter)
            case .perColumn: .perColumn(converter)
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
    ///   - conductances: Column conductances of the vectors [S].
    ///   - latencies: Receives a latency for each vector.
    ///   - energies: Receives an energy for each vector.
    func evaluate(
        _ conductances: ColumnProducts, latencies: UnsafeMutableBufferPointer<Double>,
        energies: UnsafeMutableBufferPointer<Double>
    ) {
        switch evaluator {
        case .none:
            latencies.update(repeating: 0)
            energies.update(repeating: 0)
        case .table(let table):
            table.evaluate(
                conductances: conductances.vectors(latencies.count), columns: conductances.columns,
                stride: conductances.stride, latencies: latencies, energies: energies)
        case .uniform(let converter), .perColumn(let converter):
            Self.evaluate(converter, conductances, latencies: latencies, energies: energies)
        }
    }

    private static func evaluate(
        _ converter: some ColumnConverter, _ conductances: ColumnProducts,
        latencies: UnsafeMutableBufferPointer<Double>, energies: UnsafeMutableBufferPointer<Double>
    ) {
        for vector in 0..<latencies.count {
            let resistances = conductances.vector(vector).map { 1 / $0 }
            let cost = converter.cost(of: .convert(columnResistances: resistances))
            latencies[vector] = cost.latency
            energies[vector] = cost.energy
        }
    }

    /// Slowest conversion [s] and summed energy [J] of `columns` columns of equal conductance.
    func evaluate(conductance: Double, columns: Int) -> (latency: Double, energy: Double) {
        if case .uniform(let converter) = evaluator {
            let cost = converter.cost(ofColumn: 1 / conductance)
            return (cost.latency, cost.energy * Double(columns))
        }
        var latency = 0.0
        var energy = 0.0
        var row = [Double](repeating: conductance, count: columns)
        row.withUnsafeMutableBufferPointer { row in
            guard let base = row.baseAddress else { return }
            withUnsafeMutablePointer(to: &latency) { latencyPointer in
                withUnsafeMutablePointer(to: &energy) { energyPointer in
                    evaluate(
                        ColumnProducts(base: base, columns: columns, stride: columns),
                        latencies: UnsafeMutableBufferPointer(start: latencyPointer, count: 1),
                        energies: UnsafeMutableBufferPointer(start: energyPointer, count: 1))
                }
            }
        }
        return (latency, energy)
    }
}
