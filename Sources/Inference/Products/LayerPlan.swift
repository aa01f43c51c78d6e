// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import CellArrays
import Diagnostics

/// A layer on some hardware, before its cells and converters have got any errors.
struct LayerPlan: Sendable {
    let hardware: HardwareConfiguration
    let rows: Int
    let columns: Int
    /// What is read and converted.
    let array: ArrayDesign
    let groups: [ReadGroup]
    let levels: CellLevels
    let converter: Converter
    let fullScale: Int
    /// What lanes count. A lane is what one converter sees: a slice with its polarity, or the difference of both.
    let laneScales: [Double]

    /// - Throws: `InputError` when the hardware contradicts itself or cannot hold the layer.
    init(
        weights: [Int32], rows: Int, columns: Int, _ hardware: HardwareConfiguration, calibration: PartialSumHistogram?
    ) throws(InputError) {
        try hardware.validate()
        self.hardware = hardware
        self.rows = rows
        self.columns = columns
        let array = hardware.array
        self.array = array
        groups = array.reads.groups(rows: rows)
        levels = try CellLevels(weights: weights, rows: rows, columns: columns, hardware)
        let design = ConverterDesign(hardware, groups: groups, calibration: calibration)
        converter = try design.converter()
        fullScale = design.fullScale
        laneScales = array.weights.conversionScales.map(Double.init)
    }

    private init(_ plan: LayerPlan, referenceOf hardware: HardwareConfiguration, levels: CellLevels) {
        self.hardware = hardware
        self.levels = levels
        rows = plan.rows
        columns = 1
        array = plan.array
        groups = plan.groups
        converter = plan.converter
        fullScale = plan.fullScale
        laneScales = plan.laneScales
    }

    /// How activations become digits.
    var coding: InputEncoding { array.inputs }
    var lanes: Int { laneScales.count }
    var arrays: Int { (groups.last?.array ?? 0) + 1 }

    /// Conversions for each vector [1].
    var conversionsPerVector: Int { array.conversionsPerVector(rows: rows, outputs: columns) }

    /// The column that holds the offset of weights, read without noise by an ideal converter.
    func referenceColumn() throws(InputError) -> LayerPlan? {
        guard hardware.mapping == .offset, hardware.offsetReference == .dummy else { return nil }
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
