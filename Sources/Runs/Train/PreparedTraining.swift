// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Inference
import Models
import Training
import Workload

/// A training with its images and layers.
public struct PreparedTraining: Sendable {
    /// The training before its first epoch of this run.
    public let trainer: Trainer
    /// Epochs of former runs.
    public let former: [EpochRecord]
    let request: TrainRequest
    let images: ImageBatches
    let tests: ImageBatches?
    private let description: String

    /// Warnings about the weights that it begins with.
    private let startWarnings: [String]

    init(_ given: TrainRequest) throws(InputError) {
        var request = given
        let model = try given.model.map { (input) throws(InputError) in
            try TrainingModel(input.graph(images: given.images))
        }
        if let model {
            guard given.settings.network.isEmpty || model.fits(given.settings.network) else {
                throw InputError(
                    "the layers of --config differ from those of --model (allowed: the same layers, or no `network` in --config)",
                    kind: .usage)
            }
            if given.settings.network.isEmpty { request.settings.network = model.layers }
        }
        self.request = request
        images = try Self.batches(request.images, request.settings)
        let shape = images.shape
        tests = try request.tests.map { (input) throws(InputError) in
            try Self.batches(input, request.settings, shape: shape)
        }
        var new = try Trainer(
            request.settings, inputShape: images.mapShape, seed: request.seed, hardware: request.hardware,
            threads: request.threads)
        startWarnings = try model.map { (model) throws(InputError) in try Self.start(&new, from: model) } ?? []
        for batches in [images, tests].compactMap(\.self) { try batches.requireClasses(new.network.classes) }
        description = Self.description(request, images, tests)
        guard let folder = request.folder, folder.resumes else {
            trainer = new
            former = []
            return
        }
        let checkpoint = try TrainingCheckpoint(
            readingFrom: folder.file(Self.checkpointName), for: new, description: description)
        trainer = checkpoint.trainer
        former = checkpoint.records
    }

    /// Writes the weights of a model to the devices, and says how many do not fit.
    private static func start(_ trainer: inout Trainer, from model: TrainingModel) throws(InputError) -> [String] {
        let shares = try trainer.start(from: model)
        return shares.enumerated().filter { $0.element > 0.01 }.map { index, share in
            let percent = (share * 1000).rounded() / 10
            return "\(percent) % of the weights of layer \(index + 1) of the model are beyond the limits of devices"
        }
    }

    static let checkpointName = "checkpoint.npz"
    static let traceName = "trace.npz"

    private static func batches(
        _ input: ImageInput, _ settings: TrainingSettings, shape: [Int]? = nil
    ) throws(InputError) -> ImageBatches {
        try ImageBatches(input.dataset(for: settings), shape: shape)
    }

    /// What a resumed training must have in common with the former one, line by line.
    private static func description(_ request: TrainRequest, _ images: ImageBatches, _ tests: ImageBatches?) -> String {
        var lines = request.settings.description
        lines.append("seed = \(request.seed)")
        lines.append("begins with \(request.model == nil ? "drawn weights" : "a model")")
        if request.settings.schedule == .cosine { lines.append("epochs = \(request.epochs)") }
        lines.append("training images = \(images.count), \(images.shape), sum \(images.digest)")
        lines.append("test images = \(tests.map { "\($0.count), sum \($0.digest)" } ?? "none")")
        return lines.joined(separator: "\n")
    }

    /// Trains the epochs that are left. The folder of the training must exist.
    ///
    /// - Returns: the epochs, those of former runs included.
    /// - Throws: `InputError` as `TrainRequest.run()`.
    public func run() throws(InputError) -> TrainRun {
        try LinearAlgebra.load()
        var trainer = trainer
        var epochs = former.map { TrainEpoch(record: $0, estimate: nil, inputActivity: nil, seconds: nil) }
        let schedule = LearningSchedule(request.settings, epochs: request.epochs)
        var ending = self.ending(epochs) ?? .complete
        var last: TrainingTrace?
        while trainer.epochs < request.epochs, ending == .complete {
            let clock = Date()
            let epoch = trainer.epochs
            let record = try trainer.runEpoch(images, tests: tests, learningRate: schedule.rate(epoch: epoch)) {
                show($0, epoch, since: clock)
                request.onBatch?($0)
            }
            let seconds = Date().timeIntervalSince(clock)
            epochs.append(TrainEpoch(record: record, estimate: nil, inputActivity: nil, seconds: seconds))
            ending = self.ending(epochs) ?? .complete
            let isLast = trainer.epochs == request.epochs || ending != .complete
            let isEstimated = isEstimated(trainer, isLast: isLast)
            let isTraced = isEstimated || request.folder != nil || request.keepsTrace && isLast
            let trace = isTraced ? try trainer.trace(of: tests ?? images) : nil
            if request.keepsTrace { last = trace }
            let whole = TrainEpoch(
                record: record, estimate: isEstimated ? try estimate(trace) : nil, inputActivity: trace?.activity,
                seconds: seconds)
            epochs[epochs.count - 1] = whole
            try save(trainer, epochs, trace)
            try request.onEpoch?(whole)
        }
        return TrainRun(
            trainer: trainer, epochs: epochs, images: TrainImages(file: images.file, count: images.count),
            tests: tests.map { TrainImages(file: $0.file, count: $0.count) }, ending: ending,
            warnings: warnings(trainer, epochs), trace: last)
    }

    private func show(_ progress: Trainer.BatchProgress, _ epoch: Int, since clock: Date) {
        guard let tell = request.progress else { return }
        let seconds = Date().timeIntervalSince(clock)
        let rate = Double(progress.images) / max(1e-9, seconds)
        let left = Double(progress.all - progress.images + (request.epochs - epoch - 1) * progress.all) / rate
        tell(
            String(
                format: "epoch %d of %d: %d of %d images, loss %.4f, accuracy %.4f, %.0f images/s, %.0f s left",
                epoch + 1,
                request.epochs, progress.images, progress.all, progress.loss, progress.accuracy, rate, left))
    }

    /// Why the training ends after some epochs; nil where it goes on.
    private func ending(_ epochs: [TrainEpoch]) -> TrainRun.Ending? {
        guard tests != nil, let last = epochs.last else { return nil }
        if let wanted = request.stop.accuracy, last.record.accuracy >= wanted { return .accuracyReached }
        guard let patience = request.stop.patience else { return nil }
        var best = -1.0
        var since = 0
        for epoch in epochs {
            if epoch.record.accuracy > best + (best < 0 ? 0 : request.stop.leastGain) {
                best = epoch.record.accuracy
                since = 0
            } else {
                since += 1
            }
        }
        return since >= patience ? .noGain(epochs: since) : nil
    }

    // MARK: Files

    private func save(_ trainer: Trainer, _ epochs: [TrainEpoch], _ trace: TrainingTrace?) throws(InputError) {
        guard let folder = request.folder, let trace else { return }
        let records = epochs.map(\.record)
        let best = records.dropLast().map(\.accuracy).max()
        let isBest = tests != nil && (records.last.map { last in best.map { last.accuracy > $0 } ?? true } ?? false)
        let names = ["model.onnx", "weights.npz"] + (isBest ? ["best.onnx", "best.npz"] : [])
        // An archive of weights cannot hold a normalization.
        let written = names.filter { !(trainer.network.hasNormalization && $0.hasSuffix(".npz")) }
        for name in written {
            if name.hasSuffix(".onnx") {
                try trainer.writeONNX(to: folder.file(name))
            } else {
                try trainer.writeWeights(to: folder.file(name))
            }
        }
        if records.count == 1 { try removeFormerWeights(folder, except: written) }
        try trace.writeArchive(to: folder.file(Self.traceName))
        try write(trace.network.fileText, to: folder.file("Network.csv"))
        // The checkpoint is the last of the files: a run that goes on from it writes the others again.
        try TrainingCheckpoint(trainer, records: records).write(
            to: folder.file(Self.checkpointName), description: description)
    }

    /// Removes weights of a former training, whose place the first epoch of this one takes.
    private func removeFormerWeights(_ folder: TrainFolder, except written: [String]) throws(InputError) {
        for name in ["weights.npz", "best.npz", "best.onnx"] where !written.contains(name) {
            let path = folder.file(name)
            guard FileManager.default.fileExists(atPath: path) else { continue }
            do {
                try FileManager.default.removeItem(atPath: path)
            } catch {
                throw InputError("cannot be removed: \(error.localizedDescription)", kind: .cannotWrite, file: path)
            }
        }
    }

    private func write(_ text: String, to path: String) throws(InputError) {
        do {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw InputError("cannot be written: \(error.localizedDescription)", kind: .cannotWrite, file: path)
        }
    }

    private func warnings(_ trainer: Trainer, _ epochs: [TrainEpoch]) -> [String] {
        guard let last = epochs.last?.record else { return [] }
        var warnings = startWarnings
        let chance = 1 / Double(max(1, trainer.network.classes))
        if last.testImages > 0, last.accuracy < 1.2 * chance {
            warnings.append("the accuracy is no better than chance (\(chance))")
        }
        for (index, layer) in last.layers.enumerated() {
            if layer.shareAtLimit > 0.9 {
                warnings.append("more than 90 % of the weights of layer \(index + 1) are at the limits")
            }
            if layer.mostWrites == 0 { warnings.append("no cell of layer \(index + 1) was ever written") }
        }
        if request.estimates != nil, trainer.network.hasNormalization {
            warnings.append("the estimate of the chip has no cost for batch_norm: its circuits are not modelled")
        }
        if request.folder != nil, trainer.network.hasNormalization {
            warnings.append(
                "weights.npz and best.npz are not written, because archives of weights cannot hold batch_norm: "
                    + "model.onnx and best.onnx hold it")
        }
        let levels = 1 << min(30, trainer.settings.weightBits)
        if trainer.settings.maxLevel < levels {
            warnings.append(
                "max_level = \(trainer.settings.maxLevel) is less than the \(levels) values of weight_bits = "
                    + "\(trainer.settings.weightBits): a device cannot hold all of them")
        }
        return warnings
    }
}
