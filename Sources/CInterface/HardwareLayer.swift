// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Inference
import Models
import Parallelism
import Synchronization

/// A layer on hardware.
final class HardwareLayer: Sendable {
    /// The layer in integers.
    let layer: QuantizedLayer
    private let settings: EngineSettings
    private let exact: [any ProgrammedMatrix]
    private let state: Mutex<CalibratedState<[IMCMatrix]>>
    private let threads: Int

    /// Members of the settings beside those that all calls have.
    private static let members = [
        "layer", "matrix", "weightBits", "activationBits", "perChannel", "asymmetric", "form", "outputs", "inputs",
        "groups", "window", "inputShape", "range",
    ]

    /// Reads settings, takes weights and bias, and programs the arrays.
    init(
        _ text: UnsafePointer<CChar>?, weights: UnsafePointer<Double>?, bias: UnsafePointer<Double>?
    ) throws(InputError) {
        let settings = try Settings(text, allowed: Self.members)
        layer = try Self.layer(settings, weights, bias)
        let engine = EngineSettings(try settings.hardware(), seed: try settings.seed(), trial: try settings.trial())
        self.settings = engine
        threads = try settings.threads()
        var exact: [any ProgrammedMatrix] = []
        try LinearAlgebra.load()
        for matrix in layer.matrices { exact.append(try ExactEngine().program(matrix)) }
        self.exact = exact
        if engine.hardware.scheme.needsCalibration {
            state = Mutex(.observing(CalibrationEngine(configuration: engine.hardware, threads: threads)))
        } else {
            state = Mutex(.ready(try Self.program(layer, engine, nil, threads)))
        }
    }

    private static func layer(
        _ settings: Settings, _ weights: UnsafePointer<Double>?, _ bias: UnsafePointer<Double>?
    ) throws(InputError) -> QuantizedLayer {
        let count = 1...(1 << 28)
        let outputs = try settings.members.integer("outputs", count)
        let rows = try settings.members.integer("inputs", count)
        let groups = try settings.integer("groups", count, or: 1)
        guard outputs % groups == 0, outputs * rows <= 1 << 28 else {
            throw settings.members.error("outputs", "are no multiple of the groups, or too many")
        }
        let name = try settings.name(or: "layer")
        let real = try numbers(weights, outputs * rows, "weights").map { Float($0) }
        guard real.allSatisfy(\.isFinite) else { throw InputError("layer `\(name)`: weights are not finite") }
        let offsets =
            try bias.map { (bias) throws(InputError) in try numbers(bias, outputs, "bias") }
            ?? [Double](repeating: 0, count: outputs)
        guard offsets.allSatisfy(\.isFinite) else { throw InputError("layer `\(name)`: the bias is not finite") }
        guard let shape = settings.members.content("inputShape") else {
            throw settings.members.error("inputShape", "is missing")
        }
        return try QuantizedLayer(
            LinearLayer(
                outputs: outputs, rows: rows, window: try settings.window(), groups: groups, weights: .real(real),
                bias: offsets), name: name, index: try settings.integer("layer", 0...(1 << 31), or: 0),
            firstMatrix: try settings.integer("matrix", 0...(1 << 31), or: 0),
            settings: try QuantizationSettings(
                weightBits: try settings.integer("weightBits", 1...8, or: 8),
                activationBits: try settings.integer("activationBits", 1...8, or: 8),
                isPerChannel: try settings.flag("perChannel"), isAsymmetric: try settings.flag("asymmetric"),
                form: try settings.form()),
            range: try Settings.range(settings.members.content("range"), "range"),
            inputShape: try settings.extents(shape, "inputShape"))
    }

    private static func program(
        _ layer: QuantizedLayer, _ settings: EngineSettings, _ calibration: Calibration?, _ threads: Int
    ) throws(InputError) -> [IMCMatrix] {
        let engine = try settings.engine(calibration, threads: threads)
        var matrices: [IMCMatrix] = []
        for matrix in layer.matrices { matrices.append(try engine.programMatrix(matrix)) }
        return matrices
    }

    // MARK: Results

    /// Elements of an image.
    var inputSize: Int { layer.inputShape.reduce(1, *) }
    /// Elements of its result.
    var outputSize: Int { layer.outputShape.reduce(1, *) }

    /// Images that a thread takes at a time.
    private static let imagesAtATime = 16

    /// Real outputs of images: [images][elements]. Many images are shared out to threads, of few their products are.
    func forward(_ values: [Double], images: Int, firstImage: Int) throws(InputError) -> [Double] {
        let matrices = try state.withLock { (state) throws(InputError) in try state.ready("the layer") }
        let ranges = pieces(of: images, size: Self.imagesAtATime)
        guard ranges.count >= threads else {
            return layer.outputs(values, images: images, firstImage: firstImage, on: matrices)
        }
        let own = matrices.map { $0.sharedOut(to: 1) }
        let (inputSize, outputSize) = (inputSize, outputSize)
        return [Double](unsafeUninitializedCapacity: images * outputSize) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            forEachInParallel(ranges.count, threads: threads) { index in
                let range = ranges[index]
                let part = Array(values[range.lowerBound * inputSize..<range.upperBound * inputSize])
                let results = layer.outputs(
                    part, images: range.count, firstImage: firstImage + range.lowerBound, on: own)
                for (place, value) in results.enumerated() { shared[range.lowerBound * outputSize + place] = value }
            }
            initialized = images * outputSize
        }
    }

    /// The same with exact integers.
    func integers(_ values: [Double], images: Int) -> [Double] {
        layer.outputs(values, images: images, firstImage: 0, on: exact)
    }

    // MARK: Calibration

    /// Shows images to the converters.
    func observe(_ values: [Double], images: Int) throws(InputError) {
        let engine = try state.withLock { (state) throws(InputError) in try state.observing("the layer") }
        var matrices: [any ProgrammedMatrix] = []
        for matrix in layer.matrices { matrices.append(try engine.program(matrix)) }
        _ = layer.outputs(values, images: images, firstImage: 0, on: matrices)
    }

    /// Sets the converters.
    func finishCalibration() throws(InputError) {
        try state.withLock { (state) throws(InputError) in
            let calibration = try state.observing("the layer").calibration
            guard !calibration.histograms.isEmpty else {
                throw InputError("the layer's converters have seen no image", kind: .usage)
            }
            state = .ready(try Self.program(layer, settings, calibration, threads))
        }
    }
}
