// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Foundation
import Models
import NetworkCatalog
import Runs
import Synchronization
import Training
import Workload

/// Trains the designs of a sweep, each choice of settings and each seed once. Images are read once, when it is made.
struct TrainingEvaluator: Sendable {
    /// A trained design.
    struct Trained: Sendable {
        /// Its figures over all seeds.
        let figures: TrainedFigures
        /// Its layers.
        let network: Network
        /// Weights and activations of the first seed, which the estimate takes.
        let trace: TraceInput
        /// Images of a batch [1].
        let batchSize: Int
        /// Images of an epoch [1].
        let images: Int
        /// Warnings about the figures, each once.
        let warnings: [String]
    }

    private let plan: SweepPlan
    private let training: SweepPlan.Training
    /// The text of the settings.
    private let config: [UInt8]
    /// A training without what varies.
    private let base: TrainRequest
    /// Layers by their network file.
    private let layers: [String: [LayerDescription]]
    private let folder: TrainingFolder
    /// What all trainings depend on besides their settings.
    private let origin: [String]
    private let unclearInputs: TraceInputForm?

    /// Reads what the plan names.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense, layers do not fit the images, or no choice of settings is
    ///   possible.
    init(
        _ training: SweepPlan.Training, of plan: SweepPlan, folder: TrainingFolder, build: SweepBuild,
        unclearInputs: TraceInputForm?
    ) throws(InputError) {
        self.plan = plan
        self.training = training
        self.folder = folder
        self.unclearInputs = unclearInputs
        layers = try Self.layers(training, plan)
        config = try training.config.map(TrainingSettings.bytes) ?? Array("{}".utf8)
        let settings = try TrainingSettings(
            json: config, file: training.config ?? plan.file, assignments: Self.assignments(training.assignments))
        func input(_ images: SweepPlan.Training.Images) -> ImageInput {
            .file(images.file, labels: images.labels, limit: images.limit)
        }
        base = try TrainRequest(
            settings, images: input(training.images), tests: input(training.tests), epochs: training.epochs,
            stop: TrainRequest.Stop(patience: training.patience, leastGain: training.leastGain), threads: 1
        ).withImagesRead()
        var origin = [build.description]
        for images in [training.images, training.tests] {
            for file in [images.file] + (images.labels.map { [$0] } ?? []) { origin.append(try fileMark(file)) }
            origin.append("first \(images.limit.map(String.init) ?? "all")")
        }
        origin.append("at most \(training.epochs) epochs")
        origin.append("patience \(training.patience.map(String.init) ?? "none"), gain \(training.leastGain)")
        self.origin = origin
        try checkLayers()
        try checkSettings()
    }

    /// The layers of all network files that the plan names.
    private static func layers(
        _ training: SweepPlan.Training, _ plan: SweepPlan
    ) throws(InputError) -> [String: [LayerDescription]] {
        let varied = plan.axes.first { $0.name == SweepPlan.trainingNetwork }?.values
        if varied != nil, training.network != nil {
            throw InputError("`network` of `training` stays and varies at the same time", file: plan.file)
        }
        var layers: [String: [LayerDescription]] = [:]
        for path in varied ?? training.network.map({ [$0] }) ?? [] {
            layers[path] = try LayerDescription.layers(of: Network(fileOrName: path), file: path)
        }
        return layers
    }

    private static func assignments(_ settings: [SweepSetting]) -> [TrainingAssignment] {
        settings.compactMap { setting in
            guard let key = SweepPlan.trainingKey(setting.name), key != "network" else { return nil }
            return TrainingAssignment(key: key, value: setting.value)
        }
    }

    // MARK: Checks

    /// Checks that the layers of each network fit the images.
    private func checkLayers() throws(InputError) {
        guard base.settings.network.isEmpty || layers.isEmpty else {
            throw InputError(
                "the layers are both in the file of `config` and in a network file (allowed: one of them)",
                file: plan.file)
        }
        guard !base.settings.network.isEmpty || !layers.isEmpty else {
            throw InputError(
                "`training` needs layers: `network` of the file of `config`, `network: FILE`, or "
                    + "`\(SweepPlan.trainingNetwork)` that varies", file: plan.file)
        }
        guard !layers.isEmpty else { return try base.checkLayers() }
        for (path, descriptions) in layers.sorted(by: { $0.key < $1.key }) {
            var request = base
            request.settings.network = descriptions
            do throws(InputError) {
                try request.checkLayers()
            } catch {
                throw InputError(error.message, kind: error.kind, file: error.file ?? path)
            }
        }
    }

    /// The most choices of settings that are checked beforehand.
    private static let mostChecked = 4096

    /// Checks that a choice of settings is possible.
    private func checkSettings() throws(InputError) {
        var choices: [[SweepSetting]] = [[]]
        for axis in plan.axes where SweepPlan.trainingKey(axis.name) != nil {
            guard choices.count * axis.values.count <= Self.mostChecked else { return }
            choices = choices.flatMap { choice in
                axis.values.map { choice + [SweepSetting(name: axis.name, value: $0)] }
            }
        }
        var first: InputError?
        for choice in choices {
            do throws(InputError) {
                _ = try settings(choice)
                return
            } catch {
                first = first ?? error
            }
        }
        if let first { throw first }
    }

    // MARK: Trainings

    /// The settings of a training.
    ///
    /// - Throws: `InputError` where values contradict each other.
    private func settings(_ choice: [SweepSetting]) throws(InputError) -> TrainingSettings {
        var settings = try TrainingSettings(
            json: config, file: training.config ?? plan.file,
            assignments: Self.assignments(training.assignments + choice))
        let varied = choice.first { $0.name == SweepPlan.trainingNetwork }?.value
        if let layers = (varied ?? training.network).flatMap({ layers[$0] }) { settings.network = layers }
        return settings
    }

    /// All that a training with a seed depends on, line by line.
    private func description(_ settings: TrainingSettings, seed: UInt64) -> [String] {
        origin + settings.description + ["seed = \(seed)"]
    }

    /// What all points depend on.
    var marks: [String] {
        origin + base.settings.description + training.seeds.map { "seed \($0)" }
            + (training.network.flatMap { layers[$0] }?.map { "\($0)" } ?? [])
    }

    /// A text that stands for the content of the file that a value names; nil for other values.
    func mark(of setting: SweepSetting) -> String? {
        switch SweepPlan.trainingKey(setting.name) {
        case "network": layers[setting.value].map { digest($0.map { "\($0)" }) }
        case "device_curve": (try? fileMark(setting.value)).map { digest([$0]) }
        default: nil
        }
    }

    /// Epochs that are still to be made for a choice of settings [1].
    func missingEpochs(_ choice: [SweepSetting]) -> Int {
        guard let settings = try? settings(choice) else { return 0 }
        let missing = training.seeds.count { seed in
            let description = description(settings, seed: seed)
            return folder.record(digest(description), description) == nil
        }
        return missing * training.epochs
    }

    /// Trains a design with each seed, unless that was done before.
    ///
    /// - Parameters:
    ///   - choice: The values of the keys of the training that vary.
    ///   - threads: Number of threads of a training; results do not depend on it.
    ///   - progress: Is told how many epochs were made since it was told last [1].
    /// - Returns: Its accuracy and writes.
    /// - Throws: `InputError` of kind `cannotWrite` when a training cannot be kept; of other kinds when the design cannot be
    ///   trained.
    func trained(
        _ choice: [SweepSetting], threads: Int, progress: @escaping @Sendable (Double) -> Void
    ) throws(InputError) -> Trained {
        let settings = try settings(choice)
        var records: [TrainingRecord] = []
        for seed in training.seeds {
            let description = description(settings, seed: seed)
            let key = digest(description)
            if let record = folder.record(key, description) {
                records.append(record)
            } else {
                records.append(try train(settings, seed: seed, description, threads: threads, progress))
            }
        }
        let description = description(settings, seed: training.seeds[0])
        let opened: (network: Network, trace: TraceInput)
        do throws(InputError) {
            opened = try open(digest(description), threads: threads)
        } catch {
            // A file that is damaged is written anew.
            records[0] = try train(settings, seed: training.seeds[0], description, threads: threads, progress)
            opened = try open(digest(description), threads: threads)
        }
        return Trained(
            figures: TrainedFigures(records), network: opened.network, trace: opened.trace,
            batchSize: records[0].batchSize, images: records[0].images,
            warnings: Set(records.flatMap(\.warnings)).sorted())
    }

    /// What the estimate takes of a training.
    private func open(_ key: String, threads: Int) throws(InputError) -> (network: Network, trace: TraceInput) {
        let network = try Network(readingFrom: folder.network(key))
        let trace = try TraceInput(path: folder.trace(key)).opened(
            network: .network(network), unclearInputs: unclearInputs, threads: threads)
        return (network, trace)
    }

    private func train(
        _ settings: TrainingSettings, seed: UInt64, _ description: [String], threads: Int,
        _ progress: @escaping @Sendable (Double) -> Void
    ) throws(InputError) -> TrainingRecord {
        let meter = EpochMeter(epochs: training.epochs, tell: progress)
        defer { meter.end() }
        var request = base
        request.settings = settings
        request.seed = seed
        request.threads = threads
        request.keepsTrace = true
        request.onBatch = { meter.reach(share: Double($0.images) / Double($0.all)) }
        request.onEpoch = { _ in meter.endEpoch() }
        let run = try request.run()
        guard let last = run.epochs.last?.record, let trace = run.trace else {
            throw InputError("a training without epochs", kind: .internalError)
        }
        let totals = TrainTotals(run)
        let record = TrainingRecord(
            description: description, trainingAccuracy: last.trainingAccuracy, testAccuracy: last.accuracy,
            writesPerCell: totals.writesPerCell, mostWrites: totals.mostWrites, epochs: Double(totals.epochs),
            batchSize: settings.batchSize, images: run.images.count, warnings: run.warnings)
        try folder.keep(record, trace, digest(description))
        return record
    }
}

/// Tells how many epochs of a training were made since it told so last.
private final class EpochMeter: Sendable {
    private struct State {
        /// Epochs that are complete [1].
        var complete = 0.0
        /// Epochs that were told [1].
        var told = 0.0
    }

    private let state = Mutex(State())
    private let epochs: Double
    private let tell: @Sendable (Double) -> Void

    init(epochs: Int, tell: @escaping @Sendable (Double) -> Void) {
        self.epochs = Double(epochs)
        self.tell = tell
    }

    /// A share of the present epoch is done.
    func reach(share: Double) { advance { $0.complete + share } }

    /// An epoch is done.
    func endEpoch() {
        advance {
            $0.complete += 1
            return $0.complete
        }
    }

    /// The training is done, with all its epochs or before.
    func end() { advance { _ in epochs } }

    private func advance(_ reached: (inout State) -> Double) {
        let step = state.withLock { state in
            let now = max(state.told, reached(&state))
            defer { state.told = now }
            return now - state.told
        }
        if step > 0 { tell(step) }
    }
}

extension TrainingEvaluator.Trained {
    /// Warnings about the training, and about how an epoch of a chip differs from one of the training; nil without any.
    func note(_ configuration: Configuration) -> String? {
        let all = warnings + TrainEstimates.warnings(configuration, batchSize: batchSize, images: images)
        return all.isEmpty ? nil : "training has warnings: \(all.joined(separator: "; "))"
    }
}
