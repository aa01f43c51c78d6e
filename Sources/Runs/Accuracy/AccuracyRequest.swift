// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Inference
import Models
import Parallelism
import Streaming

/// The request of `tessera accuracy`: how many images does a trained network classify correctly on in-memory-computing
/// hardware?
public struct AccuracyRequest: Sendable {
    /// The model.
    public var model: ModelInput
    /// Its images, with labels.
    public var images: ImageInput
    /// The hardware.
    public var hardware: HardwareInput
    /// A key of the hardware, or a parameter of the chip, that takes several values; nil for one setting.
    public var variation: HardwareVariation?
    /// How a model in floating point becomes integers.
    public var quantization: TestedModel.Quantization
    /// Also runs a model in floating point in plain integers with shifts; nil: not.
    public var shiftArithmetic: ShiftScales?
    /// Adds the cost of an image through such an SRAM; nil: no cost is added.
    public var stream: Configuration?
    /// Chips of each setting to try, each with cells and noise of its own [1].
    public var trials: Int
    /// Seed of the random numbers.
    public var seed: UInt64
    /// Whether the run has the results of each image; see ``AccuracyRun/writeResults(to:)``.
    public var keepsResults: Bool
    /// Whether a model in floating point is run as such, too.
    public var runsFloatingPoint: Bool
    /// Number of threads; results do not depend on it.
    public var threads: Int
    /// Is told how far the run is.
    public var progress: RunProgress?

    /// Asks the question.
    public init(
        _ model: ModelInput, images: ImageInput, hardware: HardwareInput = .ideal,
        variation: HardwareVariation? = nil, quantization: TestedModel.Quantization = TestedModel.Quantization(),
        shiftArithmetic: ShiftScales? = nil, stream: Configuration? = nil, trials: Int = 1, seed: UInt64 = 0,
        keepsResults: Bool = false, runsFloatingPoint: Bool = true, threads: Int = defaultThreadCount,
        progress: RunProgress? = nil
    ) {
        self.model = model
        self.images = images
        self.hardware = hardware
        self.variation = variation
        self.quantization = quantization
        self.shiftArithmetic = shiftArithmetic
        self.stream = stream
        self.trials = trials
        self.seed = seed
        self.keepsResults = keepsResults
        self.runsFloatingPoint = runsFloatingPoint
        self.threads = threads
        self.progress = progress
    }

    /// Runs the images in floating point, in exact integers and on the hardware.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense, or model, images and hardware do not fit together.
    public func run() throws(InputError) -> AccuracyRun {
        let graph = try model.graph(images: images)
        try quantization.requireFit(graph)
        let source = hardware.source(quantization)
        let (key, settings) = try hardwareSettings(source)
        try requireFree(key)
        let streamed = try stream.map { (stream) throws(InputError) in try streamRun(graph, stream) }
        let isCalibrated = !graph.isQuantized || settings.contains(where: \.hardware.needsCalibration)
        let loaded = try LoadedImages(images, isCalibrated: isCalibrated, needsLabels: true)
        let tested = try TestedModel(graph, quantization: quantization, calibrationImages: loaded.calibration)
        let shifted = try shiftArithmetic.map { (scales) throws(InputError) in
            try ShiftArithmetic(graph, scaleDecimals: scales.decimals)
        }
        let experiment = try AccuracyExperiment(
            tested, images: loaded.images, calibrationImages: loaded.calibration, variedKey: key, settings: settings,
            trials: trials, seed: seed, threads: threads, shiftArithmetic: shifted,
            keepsResults: keepsResults, runsFloatingPoint: runsFloatingPoint)
        let report = try experiment.run(warnings: loaded.warnings) { progress?($0) }
        return AccuracyRun(report: report, stream: streamed)
    }

    /// The hardware to try, one setting or one a value, and the key that varies.
    private func hardwareSettings(_ source: HardwareSource) throws(InputError) -> (key: String?, [AccuracySetting]) {
        guard let variation else { return (nil, [try source.setting()]) }
        return (try source.name(of: variation), try source.settings(variation))
    }

    /// The cost of an image through a small SRAM.
    private func streamRun(_ graph: NetworkGraph, _ configuration: Configuration) throws(InputError) -> StreamRun {
        let precision = StreamPrecision(
            weightBits: quantization.weightBits ?? 8, activationBits: quantization.activationBits ?? 8)
        let streamed = try StreamSource.graph(graph).results(
            configuration, capacities: [], precision: precision, threads: threads)
        return StreamRun(
            network: streamed.network, file: graph.file, precision: precision, configuration: configuration,
            results: streamed.results)
    }

    /// Refuses to vary what the quantization holds.
    private func requireFree(_ key: String?) throws(InputError) {
        let held = [
            ("weight_bits", "--weight-bits", quantization.weightBits != nil),
            ("act_bits", "--activation-bits", quantization.activationBits != nil),
            ("dynamic.weight_bits", "--product-bits", quantization.productBits != nil),
            ("dynamic.act_bits", "--product-bits", quantization.productBits != nil),
        ]
        if let option = held.first(where: { $0.0 == key && $0.2 }) {
            throw InputError("--vary \(option.0) contradicts \(option.1)", kind: .usage)
        }
    }
}
