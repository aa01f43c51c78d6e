// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Figures of a programmed layer that are given instead of drawn.
struct InjectedFigures: Sendable {
    /// Conductances [polarities][slices][rows][columns] [cell levels].
    var conductances: [Double]?
    /// Offsets [arrays][lanes][columns] [LSB].
    var offsets: [Double]?
    /// Gains [arrays][lanes][columns] [1].
    var gains: [Double]?
    /// Noise of columns [groups][digits][lanes][vectors][columns] [cell levels].
    var columnNoise: [Double]?
    /// Vectors that ``columnNoise`` is for.
    var vectors = 0

    var isEmpty: Bool { conductances == nil && offsets == nil && gains == nil && columnNoise == nil }
}

extension IMCMatrix {
    /// Where the random numbers of a layer begin.
    struct Randomness: Sendable {
        let seed: UInt64
        let trial: Int
        let layer: Int
        /// Which of the arrays that a product of activations writes, and which matrix of the run it holds; nil for weights,
        /// which are written once.
        var written: (array: Int, matrix: Int)?

        /// What writing decides is drawn for each matrix. Faults, mismatch, joined columns and converters belong to the array,
        /// and stay. Vectors are numbered over all matrices of a run, so that their noise needs no number of a matrix.
        func stream(_ purpose: RandomStream.Purpose) -> RandomStream {
            let stream = RandomStream(seed: seed, trial: trial, layer: layer, purpose: purpose)
            guard let written else { return stream }
            switch purpose {
            case .reads: return stream
            case .conductance, .drift: return stream.part(written.matrix)
            default: return stream.part(written.array)
            }
        }
    }

    /// Programs a layer.
    init(
        _ plan: LayerPlan, randomness: Randomness, injected: InjectedFigures = InjectedFigures(), threads: Int
    ) throws(InputError) {
        let reference = try Self.reference(plan, isNominal: injected.conductances != nil, randomness)
        if injected.isEmpty, plan.hasIdealCells, let tables = LayerTables(plan),
            let products = CountedProducts(plan, tables: tables, stream: randomness.stream(.reads))
        {
            self.init(plan, products: products, reference: reference, threads: threads)
            return
        }
        let cells =
            if let conductances = injected.conductances {
                CellArray(
                    injected: conductances, levels: plan.levels, groups: plan.groups, plan.hardware,
                    joining: randomness.stream(.joining))
            } else {
                try CellArray(
                    programming: plan.levels, groups: plan.groups, plan.hardware,
                    streams: { randomness.stream($0) })
            }
        let products = try Self.groups(plan, cells, injected, randomness, LayerTables(plan))
        self.init(plan, products: products, reference: reference, threads: threads)
    }

    /// Writes a matrix into arrays whose tables and reference column are there.
    init(
        _ plan: LayerPlan, randomness: Randomness, tables: LayerTables?, reference: (any ProductGroups)?
    ) throws(InputError) {
        if plan.hasIdealCells, let tables,
            let products = CountedProducts(plan, tables: tables, stream: randomness.stream(.reads))
        {
            self.init(plan, products: products, reference: reference, threads: 1)
            return
        }
        let cells = try CellArray(
            programming: plan.levels, groups: plan.groups, plan.hardware, streams: { randomness.stream($0) })
        let products = try Self.groups(plan, cells, InjectedFigures(), randomness, tables)
        self.init(plan, products: products, reference: reference, threads: 1)
    }

    /// The column that holds the offset of weights; nil where there is none.
    static func reference(
        _ plan: LayerPlan, isNominal: Bool, _ randomness: Randomness
    ) throws(InputError) -> (any ProductGroups)? {
        guard let referencePlan = try plan.referenceColumn() else { return nil }
        let cells = try Self.referenceCells(referencePlan, isNominal: isNominal, randomness)
        return try Self.groups(
            referencePlan, cells, InjectedFigures(), randomness, LayerTables(referencePlan))
    }

    private static func referenceCells(
        _ plan: LayerPlan, isNominal: Bool, _ randomness: Randomness
    ) throws(InputError) -> CellArray {
        var hardware = plan.hardware
        if isNominal {
            hardware.spread = 0
            hardware.stateSpread = hardware.stateSpread.map { _ in 0 }
            hardware.stuckLow = 0
            hardware.stuckHigh = 0
            hardware.joiningSigma = 0
        }
        return try CellArray(programming: plan.levels, groups: plan.groups, hardware) { purpose in
            // Cells of its own: streams that no other column has.
            randomness.stream(purpose).part(-1)
        }
    }

    private static func groups(
        _ plan: LayerPlan, _ cells: CellArray, _ injected: InjectedFigures, _ randomness: Randomness,
        _ tables: @autoclosure () -> LayerTables?
    ) throws(InputError) -> any ProductGroups {
        let stream = randomness.stream(.reads)
        var errors = ConverterErrors(offsets: injected.offsets, gains: injected.gains)
        let count = plan.arrays * plan.lanes * plan.columns
        if errors.offsets == nil, plan.hardware.offsetSigma > 0 {
            let sigma = plan.hardware.offsetSigma
            errors.offsets = randomness.stream(.converterOffsets).normals(count).map { sigma * $0 }
        }
        if errors.gains == nil, plan.hardware.gainSigma > 0 {
            let sigma = plan.hardware.gainSigma
            errors.gains = randomness.stream(.converterGains).normals(count).map { 1 + sigma * $0 }
        }
        let isDigital = cells.conductances == nil && errors.offsets == nil && errors.gains == nil
        if isDigital, injected.columnNoise == nil, plan.converter.kind != Converter.none.kind || plan.isTableDriven,
            let tables = tables()
        {
            return TableGroups(plan, tables: tables, levels: cells.levels, stream: stream)
        }
        guard !plan.isTableDriven else {
            throw InputError("adc_scheme = \"table\" contradicts rows_active: there are too many partial sums")
        }
        return AnalogGroups(
            plan, cells: cells, errors: errors,
            injectedNoise: injected.columnNoise.map { ($0, injected.vectors) }, stream: stream)
    }
}

extension LayerPlan {
    /// Whether codes come from a table of measured probabilities.
    var isTableDriven: Bool { hardware.scheme == .table }
}
