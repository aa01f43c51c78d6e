// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Models
import Parallelism
import Synchronization
import Workload

/// Partial sums that occurred on calibration data, by index of the layer.
public struct Calibration: Sendable, Equatable {
    /// How often partial sums occurred.
    public let histograms: [Int: PartialSumHistogram]

    /// Takes histograms.
    public init(histograms: [Int: PartialSumHistogram]) {
        self.histograms = histograms
    }
}

/// An engine of exact products that records the partial sums of nominal hardware: cells at their levels, no noise, no
/// converter. Run calibration inputs through it, never those under test, and hand ``calibration`` to ``IMCEngine``.
public final class CalibrationEngine: MatrixEngine {
    private let configuration: HardwareConfiguration
    private let layout: ChipLayout?
    private let threads: Int
    private let records = Mutex<[Int: PartialSumHistogram]>([:])

    /// Prepares an engine.
    ///
    /// - Parameters:
    ///   - configuration: the hardware whose ADCs are calibrated.
    ///   - layout: where layers lie on a chip; nil for hardware that has no floorplan.
    ///   - threads: how many threads work on a product.
    public init(
        configuration: HardwareConfiguration, layout: ChipLayout? = nil, threads: Int = defaultThreadCount
    ) {
        self.configuration = configuration
        self.layout = layout
        self.threads = threads
    }

    /// The records so far.
    public var calibration: Calibration { Calibration(histograms: records.withLock { $0 }) }

    /// Prepares a layer.
    ///
    /// - Throws: `InputError` when the hardware cannot hold it.
    public func program(_ layer: MatrixLayer) throws(InputError) -> any ProgrammedMatrix {
        try inLayer(layer) { () throws(InputError) in
            let plan = try LayerPlan(layer, configuration.nominal, on: layout, calibration: nil)
            let randomness = IMCMatrix.Randomness(seed: 0, trial: 0, layer: layer.index)
            let matrix = try IMCMatrix(plan, randomness: randomness, threads: threads)
            let exact = try ExactMatrix(layer)
            return CalibrationMatrix(engine: self, layer: layer.index, matrix: matrix, exact: exact)
        }
    }

    /// Prepares a product of two activations. It is recorded where its converters need it.
    ///
    /// - Throws: `InputError` when the hardware cannot hold its matrices.
    public func prepare(_ product: ActivationProduct) throws(InputError) -> any PreparedProduct {
        let exact = try ExactEngine().prepare(product)
        guard let hardware = try configuration.productHardware(), hardware.scheme.needsCalibration else { return exact }
        let arrays = try IMCProduct(
            product, hardware.nominal, calibration: nil, seed: 0, trial: 0, threads: threads)
        return CalibrationProduct(engine: self, product: product, arrays: arrays, exact: exact)
    }

    fileprivate func record(_ histogram: PartialSumHistogram, layer: Int) {
        records.withLock { $0[layer] = $0[layer]?.adding(histogram) ?? histogram }
    }
}

private struct CalibrationMatrix: ProgrammedMatrix {
    let engine: CalibrationEngine
    let layer: Int
    let matrix: IMCMatrix
    let exact: ExactMatrix

    func multiply(_ inputs: [Int32], vectors: Int, firstVector: Int) -> [Double] {
        record(matrix.withOthersOff(inputs, vectors), vectors: vectors, firstVector: firstVector)
        return exact.multiply(inputs, vectors: vectors, firstVector: firstVector)
    }

    func multiply(group: Int, of inputs: [[Int32]], vectors: Int, firstVector: Int) -> [Double] {
        record(matrix.rowInputs(group, of: inputs, vectors), vectors: vectors, firstVector: firstVector)
        return exact.multiply(inputs[group], vectors: vectors, firstVector: firstVector)
    }

    private func record(_ rowInputs: [Int32], vectors: Int, firstVector: Int) {
        let reading = matrix.read(rowInputs, vectors: vectors, firstVector: firstVector, recording: .partialSums)
        if let histogram = reading.histogram { engine.record(histogram, layer: layer) }
    }
}

private struct CalibrationProduct: PreparedProduct {
    let engine: CalibrationEngine
    let product: ActivationProduct
    let arrays: IMCProduct
    let exact: any PreparedProduct

    func multiply(_ inputs: [Int32], by stored: [Int32], matrices: Int, firstMatrix: Int) -> [Double] {
        let reading = arrays.read(
            inputs, by: stored, matrices: matrices, firstMatrix: firstMatrix, recording: .partialSums)
        if let histogram = reading.histogram { engine.record(histogram, layer: product.key) }
        return exact.multiply(inputs, by: stored, matrices: matrices, firstMatrix: firstMatrix)
    }
}

extension HardwareConfiguration {
    /// This hardware as it is designed: no spread, no faults, no noise, and a converter of unit steps where sums are whole
    /// numbers, none otherwise.
    var nominal: HardwareConfiguration {
        var ideal = HardwareConfiguration()
        ideal.dacBits = dacBits
        ideal.cellBits = cellBits
        ideal.weightJoining = weightJoining
        ideal.mapping = mapping
        ideal.rowsPerArray = rowsPerArray
        ideal.activeRows = activeRows
        ideal.rowOrder = rowOrder
        ideal.onOffRatio = onOffRatio
        ideal.offCurrent = offCurrent
        ideal.converterLevels = onOffRatio.isFinite ? nil : 1 << 24
        ideal.converterBits = nil
        return ideal
    }
}
