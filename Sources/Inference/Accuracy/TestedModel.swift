// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Models

/// A model under test, and how it becomes integers.
public struct TestedModel: Sendable {
    /// How a model in floating point is quantized.
    public struct Quantization: Sendable {
        /// Bits of a weight; nil: those of the hardware.
        public var weightBits: Int?
        /// Bits of an activation; nil: those of the hardware.
        public var activationBits: Int?
        /// Bits of both operands of a product of two activations; nil: those of the hardware for such products, or of activations.
        public var productBits: Int?
        /// Whether each output has a weight scale of its own.
        public var isPerChannel = false
        /// Whether activations that may be negative have a zero point rather than a sign.
        public var isAsymmetric = false
        /// The kind of integers; nil: odd ones for XNOR arrays, otherwise all integers.
        public var form: QuantizationSettings.NumberForm?
        /// How ranges of activations are found.
        public var ranges = QuantizationSettings.Calibration.maximum

        /// Whether weights are -1 and +1, and activations may be odd as well, as XNOR cells take them.
        public var weightsAreBinary: Bool { weightBits == 1 && form != .integer && !isAsymmetric }

        /// As the hardware says, per tensor, symmetric, up to the largest activation.
        public init() {}
    }

    /// The network, as the file has it.
    public let graph: NetworkGraph
    /// How it is quantized.
    public let quantization: Quantization
    /// Images for the ranges of its activations; nil for a model that is quantized already.
    public let calibrationImages: ImageDataset?

    /// Takes a model.
    ///
    /// - Throws: `InputError` when a model in floating point has no calibration images.
    public init(
        _ graph: NetworkGraph, quantization: Quantization = Quantization(), calibrationImages: ImageDataset?
    ) throws(InputError) {
        guard graph.isQuantized || calibrationImages != nil else {
            throw InputError("a model in floating point needs images to calibrate its activations", file: graph.file)
        }
        self.graph = graph
        self.quantization = quantization
        self.calibrationImages = calibrationImages
    }

    /// How the model is quantized for some hardware; nil when it is already.
    func settings(for hardware: HardwareConfiguration) throws(InputError) -> QuantizationSettings? {
        guard !graph.isQuantized else { return nil }
        let activationBits = quantization.activationBits ?? hardware.activationBits
        return try QuantizationSettings(
            weightBits: quantization.weightBits ?? hardware.weightBits, activationBits: activationBits,
            isPerChannel: quantization.isPerChannel, isAsymmetric: quantization.isAsymmetric,
            form: quantization.form ?? (hardware.mapping == .xnor ? .odd : .integer), calibration: quantization.ranges,
            products: try products(for: hardware, activationBits: activationBits))
    }

    /// The integers of products of two activations on some hardware; nil for a model that has none.
    private func products(
        for hardware: HardwareConfiguration, activationBits: Int
    ) throws(InputError) -> ProductNumbers? {
        guard !graph.productNodes.isEmpty else { return nil }
        let own = hardware.productBits
        return try hardware.productNumbers(
            inputBits: quantization.productBits ?? own.input ?? activationBits,
            storedBits: quantization.productBits ?? own.stored ?? activationBits)
    }

    /// The model in the integers that some hardware takes.
    ///
    /// - Throws: `InputError` when it cannot be quantized as asked.
    public func quantized(for hardware: HardwareConfiguration, threads: Int) throws(InputError) -> QuantizedNetwork {
        try network(settings(for: hardware), threads: threads)
    }

    /// The model in integers.
    func network(_ settings: QuantizationSettings?, threads: Int) throws(InputError) -> QuantizedNetwork {
        guard let settings, let calibrationImages else { return try QuantizedNetwork(graph) }
        return try QuantizedNetwork(
            quantizing: graph, settings: settings, calibration: calibrationImages, threads: threads)
    }
}
