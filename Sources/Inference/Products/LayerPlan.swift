import Diagnostics
import Kernels

/// A layer on some hardware, before its cells and converters have got any errors.
struct LayerPlan: Sendable {
    let hardware: HardwareConfiguration
    let rows: Int
    let columns: Int
    let coding: ActivationCoding
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
        coding = ActivationCoding(hardware)
        groups = ReadGroup.all(rows: rows, hardware)
        levels = try CellLevels(weights: weights, rows: rows, columns: columns, hardware)
        let design = ConverterDesign(hardware, groups: groups, calibration: calibration)
        converter = try design.converter()
        fullScale = design.fullScale
        let scales = levels.sliceScales
        laneScales =
            hardware.mapping == .analogDifferential
            ? scales : levels.polaritySigns.flatMap { sign in scales.map { $0 * sign } }
    }

    private init(_ plan: LayerPlan, referenceOf hardware: HardwareConfiguration, levels: CellLevels) {
        self.hardware = hardware
        self.levels = levels
        rows = plan.rows
        columns = 1
        coding = plan.coding
        groups = plan.groups
        converter = plan.converter
        fullScale = plan.fullScale
        laneScales = plan.laneScales
    }

    var lanes: Int { laneScales.count }
    var arrays: Int { (groups.last?.array ?? 0) + 1 }

    /// Conversions for each vector [1].
    var conversionsPerVector: Int { groups.count * coding.digits * lanes * columns }

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
