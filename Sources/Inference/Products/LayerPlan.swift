// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import CellArrays
import Diagnostics

/// A layer on some hardware, before its cells and converters have got any errors.
struct LayerPlan: Sendable {
    let hardware: HardwareConfiguration
    /// The rows as they come.
    let layerRows: LayerRows
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
    let levels: CellLevels
    let converter: Converter
    let fullScale: Int
    /// The weights of lanes. A lane is the input of one ADC: a slice with its polarity, or the difference of both.
    let laneScales: [Double]

    /// Plans a layer.
    ///
    /// - Parameters:
    ///   - weights: what cells hold: [rows][columns].
    ///   - layerRows: the rows as they come.
    ///   - columns: outputs.
    ///   - hardware: the hardware.
    ///   - calibration: partial sums, where converters need them.
    ///   - groupsTogether: groups of channels that share an array with this one, this one included [1].
    ///   - weightUnit: what a unit of `weights` counts [1].
    /// - Throws: `InputError` when the hardware contradicts itself or cannot hold the layer.
    init(
        weights: [Int32], layerRows: LayerRows, columns: Int, _ hardware: HardwareConfiguration,
        calibration: PartialSumHistogram?, groupsTogether: Int = 1, weightUnit: Double = 1
    ) throws(InputError) {
        try hardware.validate()
        self.hardware = hardware
        self.layerRows = layerRows
        self.columns = columns
        self.weightUnit = weightUnit
        let array = hardware.array
        self.array = array
        sensedColumns = array.reads.isRowByRow ? columns * groupsTogether : columns
        groups = array.reads.groups(of: layerRows)
        let rows = layerRows.count
        levels = try CellLevels(weights: weights, rows: rows, columns: columns, hardware)
        let design = ConverterDesign(hardware, groups: groups, calibration: calibration)
        converter = try design.converter()
        fullScale = design.fullScale
        laneScales = array.weights.conversionScales.map(Double.init)
    }

    private init(_ plan: LayerPlan, referenceOf hardware: HardwareConfiguration, levels: CellLevels) {
        self.hardware = hardware
        self.levels = levels
        layerRows = plan.layerRows
        columns = 1
        sensedColumns = 1
        weightUnit = plan.weightUnit
        array = plan.array
        groups = plan.groups
        converter = plan.converter
        fullScale = plan.fullScale
        laneScales = plan.laneScales
    }

    var rows: Int { layerRows.count }
    /// How activations become digits.
    var coding: InputEncoding { array.inputs }
    var lanes: Int { laneScales.count }
    var arrays: Int { (groups.last?.array ?? 0) + 1 }

    /// Conversions for each vector [1].
    var conversionsPerVector: Int { groups.count * coding.steps * lanes * columns }

    /// The column that holds the offset of weights, read without noise by an ideal converter. Where its code is counted
    /// rather than converted, its cells are ideal, too.
    func referenceColumn() throws(InputError) -> LayerPlan? {
        guard hardware.subtractsReferenceCode else { return nil }
        var quiet = hardware
        quiet.readSigma = 0
        quiet.columnSigma = 0
        quiet.converterNoise = 0
        quiet.offsetSigma = 0
        quiet.gainSigma = 0
        if quiet.spreadPeriod == .read {
            quiet.spread = 0
            quiet.stateSpread = quiet.stateSpread.map { _ in 0 }
        }
        if hardware.offsetReference == .counted { quiet = quiet.withIdealCells }
        let zeros = [Int32](repeating: 0, count: rows)
        return LayerPlan(
            self, referenceOf: quiet,
            levels: try CellLevels(weights: zeros, rows: rows, columns: 1, hardware))
    }

    /// Off current that a reference column takes from each partial sum, for each row that is on with digit 1.
    var referenceCurrent: ExactNumber {
        let isTaken =
            hardware.offCurrent == .reference && hardware.onOffRatio.isFinite
            && hardware.mapping != .analogDifferential
        return isTaken ? ExactNumber(hardware.topLevel) / ExactNumber(hardware.onOffRatio) : 0
    }

    /// The magnitude of the largest sum of levels or digits that a read can have [1].
    var largestSum: Double {
        let rows = groups.map(\.rows.count).max() ?? 0
        return Double(rows) * Double(hardware.topLevel) * Double(1 << hardware.dacBits)
    }
}
