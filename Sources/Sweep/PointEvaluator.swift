// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Foundation
import Inference
import Models
import NetworkCatalog
import Revisions
import Runs
import Workload

/// Evaluates points of a sweep. Files are read once, when it is made.
final class PointEvaluator: Sendable {
    private let plan: SweepPlan
    private let base: Configuration
    /// Networks by the file that names them; the one that stays has the empty name.
    private let networks: [String: NetworkInput]
    /// Source of figures, read.
    private let workload: WorkloadInput
    private let model: PreparedModel?
    /// The chips of points so far; nil where no two points share one.
    private let chips: SizedChips?
    /// Trainings of the designs; nil where none is swept.
    let trainings: TrainingEvaluator?
    /// The part of the keys that all points have in common.
    private let fingerprint: String

    /// Reads what the plan names.
    ///
    /// - Parameters:
    ///   - plan: what is swept.
    ///   - defaultFiles: what is read when the plan names none.
    ///   - build: what computes figures.
    ///   - trainings: where finished trainings are kept.
    /// - Throws: `InputError` when a file is missing or makes no sense.
    init(
        _ plan: SweepPlan, defaultFiles: SweepEvaluation.DefaultFiles, build: SweepBuild, trainings: TrainingFolder
    ) throws(InputError) {
        self.plan = plan
        let files = plan.parameterFiles.isEmpty ? defaultFiles.parameters : plan.parameterFiles
        base = try Configuration(files: files, assignments: plan.assignments)
        let base = base
        self.trainings = try plan.training.map { (training) throws(InputError) in
            try TrainingEvaluator(
                training, of: plan, folder: trainings, build: build, unclearInputs: base.unclearTraceInputs)
        }
        networks = try plan.training == nil ? Self.networks(plan, default: defaultFiles.network) : [:]
        workload = try PointEvaluator.workload(plan, networks, base)
        model = try plan.model.map { (model) throws(InputError) in try PointEvaluator.prepared(model) }
        fingerprint = try PointEvaluator.fingerprint(plan, base, networks, build, self.trainings)
        chips = PointEvaluator.chips(plan)
    }

    /// A store for the chips of a plan in which points share them: one that varies the workload. It has room for all chips;
    /// where there are very many, there is none, because chips take memory.
    private static func chips(_ plan: SweepPlan) -> SizedChips? {
        let chipAxes = plan.axes.filter { axis in
            SweepPlan.trainingKey(axis.name) == nil
                && ParameterSchema.definition(of: axis.name)?.use != .syntheticTrace
        }
        var count = 1
        for axis in chipAxes {
            count *= axis.values.count
            guard count <= mostChips else { return nil }
        }
        return chipAxes.count < plan.axes.count ? SizedChips(capacity: count) : nil
    }

    private static let mostChips = 1000

    /// Reads the networks that the plan names.
    private static func networks(
        _ plan: SweepPlan, default file: String?
    ) throws(InputError) -> [String: NetworkInput] {
        func read(_ word: String) throws(InputError) -> NetworkInput {
            if let text = plan.text { return try text.input(word, file: plan.file) }
            return .network(try Network(fileOrName: word))
        }
        guard let varied = plan.axes.first(where: { $0.name == "network" })?.values else {
            guard let path = plan.network ?? file else {
                throw InputError("no network: name one with `network`", kind: .missingInput, file: plan.file)
            }
            return ["": try read(path)]
        }
        guard plan.network == nil else {
            throw InputError("`network` stays and varies at the same time", file: plan.file)
        }
        var networks: [String: NetworkInput] = [:]
        for path in varied { networks[path] = try read(path) }
        return networks
    }

    /// Opens traces and reads averages.
    private static func workload(
        _ plan: SweepPlan, _ networks: [String: NetworkInput], _ base: Configuration
    ) throws(InputError) -> WorkloadInput {
        switch plan.workload {
        case .statistics(nil): return .statistics
        case .statistics(let path?): return .statistics(.values(try StatisticsFile.read(path), file: path))
        case .synthetic(let seed): return .synthetic(seed: seed)
        case .trace(let path):
            guard let network = networks[""] else {
                throw InputError("a trace belongs to one network: `network` cannot vary", file: plan.file)
            }
            return .trace(
                try TraceInput(path: path).opened(
                    network: network, unclearInputs: base.unclearTraceInputs, threads: 1))
        }
    }

    /// Reads the trained network and its images. A model in floating point is calibrated with all of them.
    private static func prepared(_ model: SweepPlan.Model) throws(InputError) -> PreparedModel {
        let images = try ImageDataset(readingFrom: model.images, labels: model.labels, limit: model.limit)
        let prepared = try PreparedModel(
            ModelWorkload(
                .onnx(model.file), images: ImageInput(.dataset(images), calibration: .dataset(images))))
        try prepared.requireLabels()
        return prepared
    }

    // MARK: Points

    /// The key of a point, from everything that its figures depend on.
    func key(_ settings: [SweepSetting]) -> String {
        let texts = settings.map { setting in
            "\(setting.name)=\(setting.value)" + (trainings?.mark(of: setting).map { "#\($0)" } ?? "")
        }.sorted()
        return fingerprint + " " + texts.joined(separator: " ")
    }

    /// Evaluates a point. What is wrong with it becomes a part of the result.
    ///
    /// - Parameters:
    ///   - settings: The values of what varies.
    ///   - trained: Its training, or why there is none; nil where no training is swept.
    /// - Returns: The point with its figures, or with an error.
    func point(
        _ settings: [SweepSetting], trained: Result<TrainingEvaluator.Trained, InputError>? = nil
    ) -> SweepPoint {
        let key = key(settings)
        do throws(InputError) {
            let trained = try trained.map { (trained) throws(InputError) in try trained.get() }
            let (figures, note) = try figures(settings, trained)
            guard figures.isPossible else {
                throw InputError("a figure is no number that can be", kind: .internalError)
            }
            return SweepPoint(key: key, settings: settings, figures: figures, error: nil, note: note)
        } catch {
            return SweepPoint(key: key, settings: settings, figures: nil, error: "\(error)")
        }
    }

    private func figures(
        _ settings: [SweepSetting], _ trained: TrainingEvaluator.Trained?
    ) throws(InputError) -> (figures: SweepFigures, note: String?) {
        var assignments: [String] = []
        var network = ""
        var bits = (weight: plan.weightBits, activation: plan.activationBits)
        for setting in settings where SweepPlan.trainingKey(setting.name) == nil {
            switch setting.name {
            case "network": network = setting.value
            case "weightBits": bits.weight = try width(setting)
            case "activationBits": bits.activation = try width(setting)
            default: assignments.append("\(setting.name)=\(setting.value)")
            }
        }
        let configuration = try base.setting(assignments)
        guard let network = (trained?.network).map(NetworkInput.network) ?? networks[network] else {
            throw InputError("no such network", kind: .internalError)
        }
        let run = try EstimateRequest(
            configuration, network: network, generation: plan.text?.generation,
            workload: trained.map { .trace($0.trace) } ?? workload,
            weightBits: bits.weight, activationBits: bits.activation, threads: 1, chips: chips
        ).run()
        let accuracy = try model.map { (model) throws(InputError) in
            try ChipAccuracyNote(model, on: configuration, run.estimate)
        }
        return (
            SweepFigures(
                run.estimate, accuracy: accuracy?.share, training: trained?.figures,
                text: run.generation.map(GeneratedFigures.init)),
            accuracy?.note ?? trained?.note(configuration)
        )
    }

    private func width(_ setting: SweepSetting) throws(InputError) -> Int {
        guard let bits = Int(setting.value), (1...32).contains(bits) else {
            throw InputError("\(setting.name) is \(setting.value) (allowed: 1 to 32)")
        }
        return bits
    }

    // MARK: Keys

    /// A number that stands for all that does not vary: parameters, networks, and the sizes and times of other files.
    private static func fingerprint(
        _ plan: SweepPlan, _ base: Configuration, _ networks: [String: NetworkInput], _ build: SweepBuild,
        _ trainings: TrainingEvaluator?
    ) throws(InputError) -> String {
        var parts = [build.description] + base.settings.map { "\($0.name)=\($0.value)" }
        for (name, input) in networks.sorted(by: { $0.key < $1.key }) {
            parts.append(name + "\n" + (try input.network().fileText))
        }
        if let text = plan.text { parts.append("\(text)") }
        parts.append("\(plan.workload) \(plan.weightBits ?? 0) \(plan.activationBits ?? 0)")
        var files: [String] = []
        switch plan.workload {
        case .statistics(let file): files += file.map { [$0] } ?? []
        case .trace(let file): files.append(file)
        case .synthetic: break
        }
        if let model = plan.model {
            files += [model.file, model.images] + (model.labels.map { [$0] } ?? [])
            parts.append("\(model.limit ?? 0)")
        }
        for file in files { parts.append(try fileMark(file)) }
        return digest(parts + (trainings?.marks ?? []))
    }
}
