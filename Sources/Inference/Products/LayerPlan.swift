// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import CellArrays
import Diagnostics

/// A layer on some hardware, before its cells and converters have got any errors.
struct LayerPlan: Sendable {
    let hardware: HardwareConfiguration
    /// The rows as they come.
    let layerRows: LayerRows
    /// The groups of channels whose rows are read together with these: this one alone, or all that share its array.
    let readTogether: PackedGroup
    let columns: Int
    /// Columns that are converted with those of this matrix where rows are read one by one: those of all groups of
    /// channels that share an array.
    let sensedColumns: Int
    /// The weight of a unit of the programmed weights [1]: less than 1 if cells have more bits than the layer's
    /// weights.
    let weightUnit: Double
    /// Reads and conversions.
    let array: ArrayDesign
    let groups: [ReadGroup]
    /// What the cells hold: [rows of the layer][columns].
    let weights: [Int32]
    let converter: Converter
    let fullScale: Int
    /// The weights of lanes. A lane is the input of one ADC: a slice with its polarity, or the difference of both; all
    /// slices of a polarity where they are joined.
    let laneScales: [Double]

    /// Plans a layer.
    ///
    /// - Parameters:
    ///   - weights: what cells hold: [rows][columns].
    ///   - layerRows: the rows as they come.
    ///   - columns: outputs.
    ///   - hardware: the hardware.
    ///   - calibration: partial sums, where converters need them.
    ///   - pack: the groups of channels that share arrays with this one.
    ///   - weightUnit: what a unit of `weights` counts [1].
    /// - Throws: `InputError` when the hardware contradicts itself or cannot hold the layer.
    init(
        weights: [Int32], layerRows: LayerRows, columns: Int, _ hardware: HardwareConfiguration,
        calibration: PartialSumHistogram?, pack: PackedGroup = .alone, weightUnit: Double = 1
    ) throws(InputError) {
        try hardware.validate()
        self.hardware = hardware
        self.layerRows = layerRows
        self.columns = columns
        self.weightUnit = weightUnit
        let array = hardware.array
        self.array = array
        sensedColumns = array.reads.isRowByRow ? columns * pack.count : columns
        let together = Self.rowsAddCurrent(hardware, pack: pack, rows: layerRows) ? pack : .alone
        readTogether = together
        groups = array.reads.groups(
            of: together.count == 1 ? layerRows : LayerRows(layerRows.count * together.count))
        try CellLevels.check(weights, columns, array.weights)
        self.weights = weights
        let design = ConverterDesign(hardware, groups: groups, calibration: calibration)
        converter = try design.converter()
        fullScale = design.fullScale
        laneScales = array.weights.conversionScales.map(Double.init)
    }

    /// Whether the rows of other groups add something to the columns of one: where a read takes all rows of the pack, and
    /// cells conduct that hold no weight.
    private static func rowsAddCurrent(
        _ hardware: HardwareConfiguration, pack: PackedGroup, rows: LayerRows
    ) -> Bool {
        let reads = hardware.array.reads
        return pack.count > 1 && hardware.onOffRatio.isFinite && !reads.isRowByRow && reads.order == .channels
            && rows.count * pack.count <= reads.rowsPerRead
    }

    private init(_ plan: LayerPlan, referenceOf hardware: HardwareConfiguration, weights: [Int32]) {
        self.hardware = hardware
        self.weights = weights
        layerRows = plan.layerRows
        readTogether = plan.readTogether
        columns = 1
        sensedColumns = 1
        weightUnit = plan.weightUnit
        array = plan.array
        groups = plan.groups
        converter = plan.converter
        fullScale = plan.fullScale
        laneScales = plan.laneScales
    }

    /// The same arrays with other weights, which their cells can hold: [rows][columns].
    func holding(_ weights: [Int32]) -> LayerPlan { LayerPlan(self, weights: weights) }

    private init(_ plan: LayerPlan, weights: [Int32]) {
        hardware = plan.hardware
        layerRows = plan.layerRows
        readTogether = plan.readTogether
        columns = plan.columns
        sensedColumns = plan.sensedColumns
        weightUnit = plan.weightUnit
        array = plan.array
        groups = plan.groups
        self.weights = weights
        converter = plan.converter
        fullScale = plan.fullScale
        laneScales = plan.laneScales
    }

    /// Rows that carry inputs, those of other groups included where they are read together [1].
    var rows: Int { layerRows.count * readTogether.count }
    /// Those of them that hold the weights of this matrix.
    var ownRows: Range<Int> { readTogether.ownRows(layerRows.count) }
    /// How activations become digits.
    var coding: InputEncoding { array.inputs }
    var lanes: Int { laneScales.count }
    /// Slices that have lanes of their own [1].
    var laneSlices: Int { hardware.joinsSlices ? 1 : array.weights.slices.count }
    /// The levels of all cells that are read together. They take much more memory than the weights.
    var levels: CellLevels {
        CellLevels(weights: weights, rows: layerRows.count, columns: columns, hardware).among(readTogether)
    }
    var arrays: Int { (groups.last?.array ?? 0) + 1 }

    /// Conversions for each vector [1].
    var conversionsPerVector: Int { groups.count * coding.steps * lanes * columns }

    /// The column that holds the offset of weights, read without noise by an ideal converter. Where its code is counted
    /// rather than converted, its cells are ideal, too.
    func referenceColumn() throws(InputError) -> LayerPlan? {
        guard hardware.subtractsReferenceCode else { return nil }
        var quiet = hardware
        quiet.readSigma = 0
        quiet.inputSigma = 0
        quiet.columnSigma = 0
        quiet.converterNoise = 0
        quiet.offsetSigma = 0
        quiet.gainSigma = 0
        if quiet.spreadPeriod == .read {
            quiet.spread = 0
            quiet.stateSpread = quiet.stateSpread.map { _ in 0 }
        }
        if hardware.offsetReference == .counted { quiet = quiet.withIdealCells }
        let zeros = [Int32](repeating: 0, count: layerRows.count)
        try CellLevels.check(zeros, 1, array.weights)
        return LayerPlan(self, referenceOf: quiet, weights: zeros)
    }

    /// Off current that a reference column takes from each partial sum, for each row that is on with digit 1.
    var referenceCurrent: ExactNumber {
        let isTaken =
            hardware.offCurrent == .reference && hardware.onOffRatio.isFinite
            && hardware.mapping != .analogDifferential
        return isTaken ? ExactNumber(hardware.wholeCellLevel) / ExactNumber(hardware.onOffRatio) : 0
    }

    /// The magnitude of the largest sum of levels or digits that a read can have [1].
    var largestSum: Double {
        let rows = groups.map(\.rows.count).max() ?? 0
        return Double(rows) * Double(hardware.wholeCellLevel) * Double(1 << hardware.dacBits)
    }

    /// The largest sum of levels times digits of so many rows, with cells that are stuck [cell levels].
    func largestSum(rows: Int) -> Int { rows * hardware.largestLevel * coding.topDigit }
}
