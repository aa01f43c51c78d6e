// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Configuration
import Diagnostics
import Models
import Parallelism
import Workload

/// In-memory-computing hardware as an engine of matrix products.
///
/// A layer brings the widths of its weights and activations and their signedness; the configuration's own are not used.
/// A trial is another chip with its own reads: other cells, other ADCs, other noise. Results depend on seed, trial, the
/// layer's index, and the number of a vector, and on nothing else.
public struct IMCEngine: MatrixEngine {
    /// The hardware.
    public let configuration: HardwareConfiguration
    /// The hardware of products of two activations; nil: exact integers.
    public let productHardware: HardwareConfiguration?
    private let seed: UInt64
    private let trial: Int
    private let threads: Int
    private let calibration: Calibration?
    private let layout: ChipLayout?

    /// Prepares an engine.
    ///
    /// - Parameters:
    ///   - configuration: the hardware.
    ///   - seed: where random numbers begin.
    ///   - trial: which of several chips, from 0.
    ///   - threads: how many threads work on a product.
    ///   - calibration: partial sums of each layer, for `adc_scheme` "calibrated" and "lloydmax".
    ///   - layout: where layers lie on a chip; nil for hardware that has no floorplan.
    /// - Throws: `InputError` when the configuration contradicts itself, or lacks calibration.
    public init(
        configuration: HardwareConfiguration, seed: UInt64 = 0, trial: Int = 0, threads: Int = defaultThreadCount,
        calibration: Calibration? = nil, layout: ChipLayout? = nil
    ) throws(InputError) {
        try configuration.validate()
        productHardware = try configuration.productHardware()
        if let scheme = try configuration.calibratedScheme(), calibration == nil {
            throw InputError("adc_scheme = \"\(scheme.rawValue)\" needs calibration data, and there are none")
        }
        self.configuration = configuration
        self.seed = seed
        self.trial = trial
        self.threads = threads
        self.calibration = calibration
        self.layout = layout
    }

    /// Programs a layer.
    ///
    /// - Throws: `InputError` when the hardware cannot hold it.
    public func program(_ layer: MatrixLayer) throws(InputError) -> any ProgrammedMatrix {
        try programMatrix(layer)
    }

    /// Prepares a product of two activations.
    ///
    /// - Throws: `InputError` when the hardware cannot hold its matrices.
    public func prepare(_ product: ActivationProduct) throws(InputError) -> any PreparedProduct {
        if let arrays = try prepareArrays(product) { return arrays }
        return try ExactEngine().prepare(product)
    }

    /// The arrays of a product of two activations; nil where it runs in exact integers.
    func prepareArrays(_ product: ActivationProduct) throws(InputError) -> IMCProduct? {
        guard let productHardware else { return nil }
        return try IMCProduct(
            product, productHardware, calibration: calibration?.histograms[product.key], seed: seed, trial: trial,
            threads: threads)
    }

    /// As `program`, with what the hardware knows of itself.
    public func programMatrix(_ layer: MatrixLayer) throws(InputError) -> IMCMatrix {
        try inLayer(layer) { () throws(InputError) in
            let plan = try LayerPlan(
                layer, configuration, on: layout, calibration: calibration?.histograms[layer.index])
            return try IMCMatrix(
                plan, randomness: IMCMatrix.Randomness(seed: seed, trial: trial, layer: layer.index), threads: threads)
        }
    }
}

extension LayerPlan {
    /// A layer on some hardware: with its own widths, or with those of the chip that it lies on.
    init(
        _ layer: MatrixLayer, _ hardware: HardwareConfiguration, on layout: ChipLayout? = nil,
        calibration: PartialSumHistogram?
    ) throws(InputError) {
        guard !layer.activationsAreOdd || hardware.mapping == .xnor else {
            throw InputError(
                "activations of -1 and +1 need mapping = \"xnor\", on a chip an operationmode of XNOR, and not "
                    + "\"\(hardware.mapping.rawValue)\"")
        }
        let rows = LayerRows(layer.rows, kernelPositions: layer.kernelPositions)
        guard let layout else {
            let fitted = hardware.fitted(
                weightBits: layer.weightBits, activationBits: layer.activationBits,
                activationIsSigned: layer.activationIsSigned)
            try self.init(
                weights: layer.weights, layerRows: rows, columns: layer.columns, fitted, calibration: calibration)
            return
        }
        guard !layer.activationIsSigned || hardware.dacBits == 1 else {
            throw InputError(
                "inputBitsPerRead = \(hardware.dacBits) has no accuracy for activations below 0: their sign bit needs a "
                    + "read of its own (allowed: inputBitsPerRead = 1)")
        }
        let placement = try layout.placement(of: layer)
        try self.init(
            weights: placement.stored(layer.weights), layerRows: rows, columns: layer.columns,
            placement.fitting(hardware), calibration: calibration, pack: placement.pack,
            weightUnit: placement.weightUnit)
    }
}

/// Adds the name of a layer to an error.
func inLayer<Result>(
    _ layer: MatrixLayer, _ body: () throws(InputError) -> Result
) throws(InputError) -> Result {
    do throws(InputError) {
        return try body()
    } catch {
        throw InputError(
            "layer \(layer.index) (\(layer.name)): \(error.message)", kind: error.kind, file: error.file,
            line: error.line)
    }
}
