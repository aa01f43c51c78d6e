// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models
import Parallelism
import Workload

/// A model, images with labels, and hardware settings to try it on.
public struct AccuracyExperiment: Sendable {
    private let model: TestedModel
    private let images: ImageDataset
    private let labels: [Int]
    private let calibrationImages: ImageDataset?
    private let variedKey: String?
    private let settings: [AccuracySetting]
    private let trials: Int
    private let seed: UInt64
    private let threads: Int
    private let shiftArithmetic: ShiftArithmetic?
    private let keepsResults: Bool
    private let runsFloatingPoint: Bool

    /// Prepares an experiment.
    ///
    /// - Parameters:
    ///   - model: the model.
    ///   - images: the images under test, with labels.
    ///   - calibrationImages: images for converters that are calibrated.
    ///   - variedKey: the key whose values the settings differ by.
    ///   - settings: the hardware, one at least.
    ///   - trials: chips of each setting.
    ///   - seed: where random numbers begin.
    ///   - threads: how many threads may work; results do not depend on it.
    ///   - shiftArithmetic: the model in plain integers with shifts, to be tried as well.
    ///   - keepsResults: whether the report has the results of each image.
    ///   - runsFloatingPoint: whether a model in floating point is run as such, too.
    /// - Throws: `InputError` when labels are missing or are no classes of the network, or converters need calibration images
    ///   and there are none.
    public init(
        _ model: TestedModel, images: ImageDataset, calibrationImages: ImageDataset?, variedKey: String? = nil,
        settings: [AccuracySetting], trials: Int = 1, seed: UInt64 = 0, threads: Int = defaultThreadCount,
        shiftArithmetic: ShiftArithmetic? = nil, keepsResults: Bool = false, runsFloatingPoint: Bool = true
    ) throws(InputError) {
        precondition(!settings.isEmpty && trials > 0, "nothing to do")
        labels = try model.graph.labels(of: images)
        let ofTheModel = ["act_signed"] + (model.graph.isQuantized ? ["weight_bits", "act_bits"] : [])
        let all = ofTheModel + ofTheModel.map { HardwareConfiguration.dynamicPrefix + $0 }
        if let variedKey, all.contains(variedKey) {
            throw InputError("--vary \(variedKey): it follows from the model and cannot vary", kind: .usage)
        }
        if calibrationImages == nil {
            for setting in settings {
                guard let scheme = try setting.hardware.calibratedScheme() else { continue }
                throw InputError("adc_scheme = \"\(scheme.rawValue)\" needs calibration images, and there are none")
            }
        }
        self.model = model
        self.images = images
        self.calibrationImages = calibrationImages
        self.variedKey = variedKey
        self.settings = settings
        self.trials = trials
        self.seed = seed
        self.threads = threads
        self.shiftArithmetic = shiftArithmetic
        self.keepsResults = keepsResults
        self.runsFloatingPoint = runsFloatingPoint
    }

    /// Runs everything: floating point once if it is asked for, hardware once for each trial, integers once for each quantization
    /// unless hardware computes them without error. Trials of hardware without chance are the same, and are run once.
    ///
    /// - Parameters:
    ///   - warnings: what is known already about the figures.
    ///   - progress: is told what is at work.
    /// - Returns: the accuracy of floating point, of integers and of the hardware in every setting.
    /// - Throws: `InputError` when images, model and hardware do not fit together.
    public func run(
        warnings: [String] = [], progress: (String) -> Void = { _ in }
    ) throws(InputError) -> AccuracyReport {
        var real: Logits?
        if !model.graph.isQuantized, runsFloatingPoint {
            progress("floating point")
            real = try model.graph.run(images, threads: threads)
        }
        let floatingPoint = try real.map { (real) throws(InputError) in try classify(real) }
        if shiftArithmetic != nil { progress("integers with shifts") }
        let shifted = try shiftArithmetic.map { (arithmetic) throws(InputError) in
            try classify(try arithmetic.run(images, threads: threads))
        }
        var known = Intermediates()
        var results: [SettingAccuracy] = []
        for (index, setting) in settings.enumerated() {
            let name = setting.value.map { "\(variedKey ?? "setting") = \($0)" } ?? "hardware"
            let network = try quantizedNetwork(setting.hardware, &known)
            let layout = try setting.layout(known.networks[network].network)
            let calibration = try calibration(setting.hardware, network, layout, &known)
            let runs = try hardware(setting, known.networks[network], layout, calibration) { trial in
                progress("setting \(index + 1) of \(settings.count) (\(name)), trial \(trial + 1) of \(trials)")
            }
            let integer = try integers(network, runs.exact, &known) { progress("\(name): integers") }
            results.append(try accuracy(setting, known.networks[network].network, integer, runs))
        }
        return AccuracyReport(
            model: model.graph.file, isQuantizedModel: model.graph.isQuantized, dataset: images.file,
            images: images.count, classes: model.graph.outputCount, classNames: images.classNames,
            floatingPoint: floatingPoint, floatingPointResults: keepsResults ? real : nil, shifted: shifted,
            variedKey: variedKey, settings: results, trials: trials,
            seed: seed,
            warnings: warnings + widthWarnings(known) + productWarnings(known))
    }

    private func classify(_ logits: Logits) throws(InputError) -> Classification {
        do throws(InputError) {
            return try Classification(logits, labels: labels)
        } catch {
            throw InputError(error.message, file: model.graph.file)
        }
    }

    // MARK: What several settings share

    private struct IntegerNetwork {
        let settings: QuantizationSettings?
        let network: QuantizedNetwork
        /// The results in exact integers; nil before they are known.
        var result: IntegerResult?
    }

    private struct IntegerResult {
        let classification: Classification
        /// The results of each image, if they are kept.
        let logits: Logits?
    }

    private struct CalibrationRecord {
        let network: Int
        let nominal: HardwareConfiguration
        let products: HardwareConfiguration?
        let layout: ChipLayout?
        let calibration: Calibration
    }

    private struct Intermediates {
        var networks: [IntegerNetwork] = []
        var calibrations: [CalibrationRecord] = []
    }

    /// The number of the network that a setting runs.
    private func quantizedNetwork(
        _ hardware: HardwareConfiguration, _ known: inout Intermediates
    ) throws(InputError) -> Int {
        let settings = try model.settings(for: hardware)
        if let found = known.networks.firstIndex(where: { $0.settings == settings }) { return found }
        let network = try model.network(settings, threads: threads)
        known.networks.append(IntegerNetwork(settings: settings, network: network))
        return known.networks.count - 1
    }

    /// The results of a network in exact integers. Where all products of hardware were measured to be exact, its results are
    /// those, and nothing is run again.
    private func integers(
        _ network: Int, _ exact: Logits?, _ known: inout Intermediates, _ progress: () -> Void
    ) throws(InputError) -> IntegerResult {
        if let found = known.networks[network].result { return found }
        if exact == nil { progress() }
        let logits =
            if let exact { exact } else {
                try known.networks[network].network.run(images, engine: ExactEngine(), threads: threads)
            }
        let result = IntegerResult(
            classification: try classify(logits), logits: keepsResults ? logits : nil)
        known.networks[network].result = result
        return result
    }

    /// Partial sums of the calibration images, where converters need them.
    private func calibration(
        _ hardware: HardwareConfiguration, _ network: Int, _ layout: ChipLayout?, _ known: inout Intermediates
    ) throws(InputError) -> Calibration? {
        guard try hardware.calibratedScheme() != nil, let calibrationImages else { return nil }
        let nominal = hardware.nominal
        let products = try hardware.productHardware()
        let nominalProducts = products.flatMap { $0.scheme.needsCalibration ? $0.nominal : nil }
        let found = known.calibrations.first {
            $0.network == network && $0.nominal == nominal && $0.products == nominalProducts && $0.layout == layout
        }
        if let found { return found.calibration }
        let engine = CalibrationEngine(configuration: hardware, layout: layout, threads: 1)
        _ = try known.networks[network].network.run(calibrationImages, engine: engine, threads: threads)
        let record = CalibrationRecord(
            network: network, nominal: nominal, products: nominalProducts, layout: layout,
            calibration: engine.calibration)
        known.calibrations.append(record)
        return record.calibration
    }

    // MARK: Hardware

    /// Images that give each thread a batch of its own; with fewer, threads share the products of a batch.
    private static let imagesOfAThread = 64

    /// The trials of a setting.
    private struct HardwareRuns {
        var classifications: [Classification] = []
        /// The results of each image, if they are kept.
        var kept: [Logits] = []
        var measurements: [[LayerMeasurement]] = []
        /// The results of a trial whose products were all exact; nil where each trial has errors.
        var exact: Logits?
    }

    private func hardware(
        _ setting: AccuracySetting, _ integer: IntegerNetwork, _ layout: ChipLayout?, _ calibration: Calibration?,
        _ progress: (Int) -> Void
    ) throws(InputError) -> HardwareRuns {
        let engineThreads = images.count >= Self.imagesOfAThread * threads ? 1 : threads
        var runs = HardwareRuns()
        let evaluations = setting.hardware.isRandom ? trials : 1
        for trial in 0..<evaluations {
            progress(trial)
            let engine = MeasuringEngine(
                try IMCEngine(
                    configuration: setting.hardware, seed: seed, trial: trial, threads: engineThreads,
                    calibration: calibration, layout: layout))
            let logits = try integer.network.run(images, engine: engine, threads: threads)
            runs.classifications.append(try classify(logits))
            if keepsResults { runs.kept.append(logits) }
            let measurements = engine.measurements
            if measurements.allSatisfy({ $0.errorEnergy == 0 }) { runs.exact = logits }
            runs.measurements.append(measurements)
        }
        let missing = trials - evaluations
        if missing > 0 { runs.classifications += [Classification](repeating: runs.classifications[0], count: missing) }
        if missing > 0, keepsResults { runs.kept += [Logits](repeating: runs.kept[0], count: missing) }
        return runs
    }

    private func accuracy(
        _ setting: AccuracySetting, _ network: QuantizedNetwork, _ integer: IntegerResult, _ runs: HardwareRuns
    ) throws(InputError) -> SettingAccuracy {
        let productHardware = try setting.hardware.productHardware()
        return SettingAccuracy(
            setting: setting, integer: integer.classification, trials: runs.classifications,
            agreeing: runs.classifications.map { trial in
                zip(trial.predictions, integer.classification.predictions).count { $0 == $1 }
            },
            layers: LayerAccuracy.all(
                network, trials: runs.measurements, productsAreExact: productHardware == nil),
            productHardware: network.products.isEmpty ? nil : productHardware,
            results: integer.logits.map { SettingResults(integer: $0, trials: runs.kept) })
    }

    /// What the hardware does not do, or does not use, of products of two activations.
    private func productWarnings(_ known: Intermediates) -> [String] {
        guard let network = known.networks.first?.network else { return [] }
        var warnings: [String] = []
        if model.graph.productNodes.isEmpty,
            settings.contains(where: { $0.chip == nil && $0.hardware.dynamic != .same })
        {
            warnings.append("dynamic is not used: the model has no products of two activations")
        }
        let hasBits = settings.contains {
            $0.hardware.productBits.input != nil || $0.hardware.productBits.stored != nil
        }
        if model.graph.isQuantized, hasBits, !model.graph.productNodes.isEmpty {
            warnings.append("act_bits and weight_bits of dynamic are not used: the model is quantized already")
        }
        let floating = network.floatingProducts
        if !floating.isEmpty {
            let names = floating.prefix(4).joined(separator: ", ") + (floating.count > 4 ? ", ..." : "")
            warnings.append(
                "\(floating.count) of \(floating.count + network.products.count) products of two activations run in floating "
                    + "point, also on hardware, because the model does not quantize both operands: \(names)")
        }
        return warnings
    }

    /// Widths of the hardware that have no effect, because layers have their own.
    private func widthWarnings(_ known: Intermediates) -> [String] {
        guard model.graph.isQuantized, let network = known.networks.first?.network else { return [] }
        let standard = HardwareConfiguration()
        let weightBits = Set(network.layers.map(\.weightBits))
        let activationBits = Set(network.layers.map(\.input.bits))
        var warnings: [String] = []
        for hardware in settings.map(\.hardware) {
            let widths = [
                ("weight_bits", hardware.weightBits, standard.weightBits, weightBits),
                ("act_bits", hardware.activationBits, standard.activationBits, activationBits),
            ]
            for (key, bits, standardBits, used) in widths where bits != standardBits && used != [bits] {
                let list = used.sorted().map(String.init).joined(separator: ", ")
                let warning = "\(key) = \(bits) is not used: the model is quantized already, to \(list) bits"
                if !warnings.contains(warning) { warnings.append(warning) }
            }
        }
        return warnings
    }
}
