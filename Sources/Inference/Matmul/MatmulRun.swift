// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Formats
import Workload

/// The product of a case on some hardware.
public struct MatmulRun: Sendable {
    /// Products [vectors][columns].
    public let products: [Double]
    /// Codes [groups][digits][polarities][slices][vectors][columns]; empty where none were wanted.
    public let codes: [Int32]
    /// Partial sums in place of codes, where there is no converter.
    public let partialSums: [Double]
    /// Extents of the products.
    public let productShape: [Int]
    /// Extents of the codes.
    public let codeShape: [Int]

    /// Computes a product.
    ///
    /// - Parameters:
    ///   - problem: the case.
    ///   - hardware: the hardware.
    ///   - seed: where random numbers begin.
    ///   - trial: which of several chips, from 0.
    ///   - recordsCodes: whether codes are wanted.
    ///   - threads: how many threads work.
    /// - Throws: `InputError` when the case does not fit the hardware.
    public init(
        _ problem: MatmulCase, on hardware: HardwareConfiguration, seed: UInt64, trial: Int, recordsCodes: Bool,
        threads: Int
    ) throws(InputError) {
        try problem.checkActivations(hardware)
        let calibration = try problem.calibration(hardware, threads: threads)
        let plan = try inFile(problem.path) { () throws(InputError) in
            try LayerPlan(
                weights: problem.weights, layerRows: LayerRows(problem.rows), columns: problem.columns, hardware,
                calibration: calibration)
        }
        try problem.checkSize(plan, recordsCodes: recordsCodes)
        let injected = try problem.injectedFigures(plan)
        let randomness = IMCMatrix.Randomness(seed: seed, trial: trial, layer: 0)
        let matrix = try IMCMatrix(plan, randomness: randomness, injected: injected, threads: threads)
        let reading = matrix.read(
            problem.activations, vectors: problem.vectors, firstVector: 0, recording: recordsCodes ? .codes : [])
        products = reading.products
        productShape = [problem.vectors, problem.columns]
        let isConverted = hardware.hasConverter
        codes = isConverted ? reading.codes : []
        partialSums = isConverted ? [] : reading.partialSums
        codeShape = recordsCodes ? problem.codeShape(plan) : []
    }

    /// Writes `y`, and `codes` if they were recorded, to an npz file.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`.
    public func write(to path: String) throws(InputError) {
        let archive = try NumpyArchiveWriter(path)
        try archive.add("y", descriptor: "<f8", shape: productShape, products)
        if !codes.isEmpty {
            try archive.add("codes", descriptor: "<i4", shape: codeShape, codes)
        } else if !partialSums.isEmpty {
            try archive.add("codes", descriptor: "<f8", shape: codeShape, partialSums)
        }
        try archive.finish()
    }
}

extension MatmulCase {
    /// Checks activations against what rows can carry.
    func checkActivations(_ hardware: HardwareConfiguration) throws(InputError) {
        try hardware.validate()
        let encoding = hardware.array.inputs
        let (range, isOdd) = (encoding.range, encoding.isOdd)
        for (name, numbers) in [("x", activations), ("x_calibration", calibrationActivations)] {
            let bad = numbers.firstIndex { !range.contains(Int($0)) || isOdd && $0 & 1 == 0 }
            guard let bad else { continue }
            throw InputError(
                "\(name)[\(bad / rows), \(bad % rows)] = \(numbers[bad]) does not fit act_bits = "
                    + "\(hardware.activationBits), act_signed = \(hardware.activationIsSigned) and mapping = "
                    + "\"\(hardware.mapping.rawValue)\" (allowed: \(isOdd ? "odd numbers " : "")\(range.lowerBound) to "
                    + "\(range.upperBound))", file: path)
        }
    }

    /// Partial sums of the calibration activations, where the converters need them.
    func calibration(_ hardware: HardwareConfiguration, threads: Int) throws(InputError) -> PartialSumHistogram? {
        guard hardware.scheme.needsCalibration else { return nil }
        guard !calibrationActivations.isEmpty else {
            throw InputError(
                "adc_scheme = \"\(hardware.scheme.rawValue)\" needs an array `x_calibration`, which is not there",
                file: path)
        }
        let nominal = hardware.nominal.fitted(
            weightBits: hardware.weightBits, activationBits: hardware.activationBits,
            activationIsSigned: hardware.activationIsSigned)
        let plan = try LayerPlan(
            weights: weights, layerRows: LayerRows(rows), columns: columns, nominal, calibration: nil)
        let randomness = IMCMatrix.Randomness(seed: 0, trial: 0, layer: 0)
        let matrix = try IMCMatrix(plan, randomness: randomness, threads: threads)
        let reading = matrix.read(
            calibrationActivations, vectors: calibrationActivations.count / rows, firstVector: 0,
            recording: .partialSums)
        return reading.histogram
    }

    /// Checks that codes fit into memory.
    func checkSize(_ plan: LayerPlan, recordsCodes: Bool) throws(InputError) {
        let (count, overflow) = plan.conversionsPerVector.multipliedReportingOverflow(by: vectors)
        guard !recordsCodes || !overflow && count <= 1 << 31 else {
            throw InputError("too many conversions to record their codes: \(overflow ? "more than 2^63" : "\(count)")")
        }
    }

    /// Extents of codes: [groups, digits, polarities, slices, vectors, columns].
    func codeShape(_ plan: LayerPlan) -> [Int] {
        let slices = plan.laneSlices
        return [plan.groups.count, plan.coding.steps, plan.lanes / slices, slices, vectors, columns]
    }

    /// Arrays of the file that take the place of drawn figures.
    func injectedFigures(_ plan: LayerPlan) throws(InputError) -> InjectedFigures {
        let slices = plan.laneSlices
        let errorShape = [plan.arrays, plan.lanes / slices, slices, columns]
        var result = InjectedFigures()
        result.conductances = try checked(
            "g", injected.conductances, [plan.array.weights.polarities.count, plan.array.weights.slices.count, rows, columns],
            meaning: "polarities, slices, rows, columns")
        let errorMeaning = "arrays, polarities, slices, columns"
        result.offsets = try checked("adc_offset", injected.offsets, errorShape, meaning: errorMeaning)
        result.gains = try checked("adc_gain", injected.gains, errorShape, meaning: errorMeaning)
        result.columnNoise = try checked(
            "rbl_noise", injected.columnNoise, codeShape(plan),
            meaning: "groups, digits, polarities, slices, vectors, columns")
        result.vectors = vectors
        if plan.isTableDriven, !result.isEmpty {
            throw InputError("injected arrays contradict adc_scheme = \"table\", which takes whole sums", file: path)
        }
        return result
    }

    private func checked(
        _ name: String, _ array: (values: [Double], shape: [Int])?, _ shape: [Int], meaning: String
    ) throws(InputError) -> [Double]? {
        guard let array else { return nil }
        guard array.shape == shape else {
            throw InputError("array `\(name)` has shape \(array.shape) (allowed: \(shape): \(meaning))", file: path)
        }
        return array.values
    }
}
