// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import InferenceKernels

/// Errors of converters that stay the same: [arrays][lanes][columns].
struct ConverterErrors: Sendable {
    /// Offsets [LSB]; nil for none.
    var offsets: [Double]?
    /// Gains [1]; nil for none.
    var gains: [Double]?
}

/// Groups whose partial sums are not whole numbers, or whose converters differ.
struct AnalogGroups: ProductGroups, @unchecked Sendable {
    private let groups: [tk_imc_analog_group]
    private let converter: ConverterStorage
    private let arrays: [ConstantArray<Double>]

    /// Prepares the groups of a layer.
    ///
    /// - Parameters:
    ///   - plan: how the layer is read.
    ///   - cells: the programmed cells; their levels replace conductances unless cells at the same level differ.
    ///   - errors: constant errors of the converters.
    ///   - injectedNoise: noise of columns [groups][digits][lanes][vectors][columns] and for how many vectors.
    ///   - stream: where random numbers come from.
    init(
        _ plan: LayerPlan, cells: CellArray, errors: ConverterErrors,
        injectedNoise: (noise: [Double], vectors: Int)?, stream: RandomStream
    ) {
        let hardware = plan.hardware
        let storage = ConverterStorage(plan.converter)
        let layout = LaneLayout(plan)
        let scales = ConstantArray(layout.columnScales)
        let sums = cells.sums.map { $0.less(reference: plan.referenceCurrent) }
        let levels = sums == nil ? cells.conductances : nil
        let conductances = levels ?? cells.levels.values.map(Double.init)
        let partialSum = sums?.line(largest: plan.largestSum) ?? .identity
        let position = sums.map { plan.converter.position(of: $0, largest: plan.largestSum) } ?? .identity
        let means = hardware.inputSigma > 0 ? cells.conductances ?? cells.levels.values.map(Double.init) : nil
        let noise = injectedNoise.map { ConstantArray($0.noise) }
        var kept = [scales] + [noise].compactMap(\.self)
        var structures: [tk_imc_analog_group] = []
        for (index, group) in plan.groups.enumerated() {
            let matrix = ConstantArray(layout.matrix(conductances, rows: group.rows))
            let opposites =
                hardware.mapping == .analogDifferential
                ? ConstantArray(layout.matrix(conductances, rows: group.rows, polarity: 1)) : nil
            let variances = cells.variances.map { ConstantArray(layout.variances($0, rows: group.rows)) }
            let inputVariances = means.map { ConstantArray(layout.inputVariances($0, rows: group.rows)) }
            let offsets = errors.offsets.map { ConstantArray(layout.errors($0, array: group.array)) }
            let gains = errors.gains.map { ConstantArray(layout.errors($0, array: group.array)) }
            kept += [matrix] + [opposites, variances, inputVariances, offsets, gains].compactMap(\.self)
            let perGroup = plan.coding.steps * plan.lanes * plan.columns * (injectedNoise?.vectors ?? 0)
            structures.append(
                tk_imc_analog_group(
                    rows: group.rows.count, words: wordCount(group.rows.count), columns: plan.columns,
                    lanes: plan.lanes, stride: layout.stride, has_whole_sums: sums == nil ? 0 : 1,
                    conductances: matrix.pointer,
                    opposites: opposites?.pointer, variances: variances?.pointer,
                    input_variances: inputVariances?.pointer, column_scales: scales.pointer,
                    offsets: offsets?.pointer,
                    gains: gains?.pointer, reference: plan.referenceCurrent.value,
                    partial_sum: partialSum.structure, position: position.structure,
                    column_variance: noise == nil ? hardware.columnSigma * hardware.columnSigma : 0,
                    converter_sigma: hardware.converterNoise, injected: noise.map { $0.pointer + index * perGroup },
                    injected_vectors: injectedNoise?.vectors ?? 0, converter: storage.value,
                    normal_table: NormalTable.shared.pointer, key: stream.key, group: UInt64(index)))
        }
        groups = structures
        arrays = kept
        converter = storage
    }

    func add(
        _ group: Int, _ coding: tk_imc_coding, planes: UnsafePointer<UInt64>, vectors: Int, firstVector: Int,
        to sums: UnsafeMutablePointer<Double>, record: UnsafePointer<tk_imc_record>?
    ) {
        withUnsafePointer(to: coding) { coding in
            withUnsafePointer(to: groups[group]) { structure in
                tk_imc_analog_products(
                    structure, coding, planes, vectors, UInt64(bitPattern: Int64(firstVector)), sums, record)
            }
        }
    }

    var histogramShape: (count: Int, first: Int)? { nil }
    var counted: CountedBlocks? { nil }
}

/// Columns of all lanes side by side, padded as C wants them; matrices are cut into tiles of columns.
private struct LaneLayout {
    /// Columns of a tile.
    private static let tile = 32
    let plan: LayerPlan
    let stride: Int

    init(_ plan: LayerPlan) {
        self.plan = plan
        stride = (plan.lanes * plan.columns + Self.tile - 1) / Self.tile * Self.tile
    }

    var columnScales: [Double] {
        padded(plan.laneScales.flatMap { [Double](repeating: $0, count: plan.columns) })
    }

    func errors(_ errors: [Double], array: Int) -> [Double] {
        let count = plan.lanes * plan.columns
        return padded(Array(errors[array * count..<(array + 1) * count]))
    }

    /// Some rows of cells [polarities][slices][rows][columns], one lane beside the other, [tiles][rows][columns of a tile]. Where
    /// a lane has two polarities, `polarity` says which one.
    func matrix(_ cells: [Double], rows: ReadRows, polarity: Int = 0) -> [Double] {
        let columns = plan.columns
        let start = polarity * plan.laneSlices * plan.rows * columns
        var result = [Double](repeating: 0, count: rows.count * stride)
        for lane in 0..<plan.lanes {
            for (place, row) in rows.enumerated() {
                let source = start + (lane * plan.rows + row) * columns
                for column in 0..<columns {
                    let (tile, offset) = (lane * columns + column).quotientAndRemainder(dividingBy: Self.tile)
                    result[(tile * rows.count + place) * Self.tile + offset] = cells[source + column]
                }
            }
        }
        return result
    }

    /// Variances of what a lane sees: of both polarities together where it sees their difference.
    func variances(_ variances: [Double], rows: ReadRows) -> [Double] {
        let first = matrix(variances, rows: rows)
        guard plan.hardware.mapping == .analogDifferential else { return first }
        return zip(first, matrix(variances, rows: rows, polarity: 1)).map { $0 + $1 }
    }

    /// Variances that the error of a row's input adds to what a lane sees of the row. The error is that of a line, which
    /// drives the cells of both polarities, of all joined slices, and of a reference column.
    func inputVariances(_ cells: [Double], rows: ReadRows) -> [Double] {
        let error = plan.hardware.inputSigma * Double(plan.coding.topDigit)
        let reference = plan.referenceCurrent.value
        var seen = matrix(cells, rows: rows).map { $0 - reference }
        if plan.hardware.mapping == .analogDifferential {
            seen = zip(seen, matrix(cells, rows: rows, polarity: 1)).map { $0 - $1 }
        }
        return seen.map { error * error * $0 * $0 }
    }

    private func padded(_ numbers: [Double]) -> [Double] {
        numbers + [Double](repeating: 0, count: stride - numbers.count)
    }
}
