// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Foundation
import Inference
import Models
import Revisions
import Workload

/// Evaluates points of a sweep. Files are read once, when it is made.
struct PointEvaluator: Sendable {
    private let plan: SweepPlan
    private let base: Configuration
    /// Networks by the file that names them; the one that stays has the empty name.
    private let networks: [String: Network]
    private let trace: (any Trace)?
    private let statistics: NetworkStatistics?
    private let model: SweptModel?
    /// What all points have in common, for their keys.
    private let fingerprint: String

    /// Reads what the plan names.
    ///
    /// - Parameters:
    ///   - plan: what is swept.
    ///   - defaultFiles: what is read when the plan names none.
    ///   - build: what computes figures.
    /// - Throws: `InputError` when a file is missing or makes no sense.
    init(_ plan: SweepPlan, defaultFiles: SweepRun.DefaultFiles, build: SweepBuild) throws(InputError) {
        self.plan = plan
        let files = plan.parameterFiles.isEmpty ? defaultFiles.parameters : plan.parameterFiles
        base = try Configuration(files: files, assignments: plan.assignments)
        var networks: [String: Network] = [:]
        let varied = plan.axes.first { $0.name == "network" }?.values
        for path in varied ?? [] { networks[path] = try Network(readingFrom: path) }
        if varied == nil {
            guard let path = plan.network ?? defaultFiles.network else {
                throw InputError("no network: name one with `network`", kind: .missingInput, file: plan.file)
            }
            networks[""] = try Network(readingFrom: path)
        } else if plan.network != nil {
            throw InputError("`network` stays and varies at the same time", file: plan.file)
        }
        self.networks = networks
        trace = try PointEvaluator.trace(plan, networks)
        if case .statistics(let path?) = plan.workload {
            statistics = try StatisticsFile.read(path)
        } else {
            statistics = nil
        }
        model = try plan.model.map { (model) throws(InputError) in try SweptModel(model) }
        fingerprint = try PointEvaluator.fingerprint(plan, base, networks, build)
    }

    private static func trace(_ plan: SweepPlan, _ networks: [String: Network]) throws(InputError) -> (any Trace)? {
        guard case .trace(let path) = plan.workload else { return nil }
        guard let network = networks[""] else {
            throw InputError("a trace belongs to one network: `network` cannot vary", file: plan.file)
        }
        if path.lowercased().hasSuffix(".npz") {
            return try ArchiveTrace(readingFrom: path, network: network, threads: 1)
        }
        return try CommandTrace(TraceCommand(readingFrom: path), network: network, threads: 1)
    }

    // MARK: Points

    /// What stands for a point and all that its figures depend on.
    func key(_ settings: [SweepSetting]) -> String {
        let texts = settings.map { "\($0.name)=\($0.value)" }.sorted()
        return fingerprint + " " + texts.joined(separator: " ")
    }

    /// Works a point out. What is wrong with it becomes a part of the result.
    func point(_ settings: [SweepSetting]) -> SweepPoint {
        let key = key(settings)
        do throws(InputError) {
            let (figures, note) = try figures(settings)
            guard figures.isPossible else {
                throw InputError("a figure is no number that can be", kind: .internalError)
            }
            return SweepPoint(key: key, settings: settings, figures: figures, error: nil, note: note)
        } catch {
            return SweepPoint(key: key, settings: settings, figures: nil, error: "\(error)")
        }
    }

    private func figures(_ settings: [SweepSetting]) throws(InputError) -> (figures: SweepFigures, note: String?) {
        var assignments: [String] = []
        var network = ""
        var bits = (weight: plan.weightBits, activation: plan.activationBits)
        for setting in settings {
            switch setting.name {
            case "network": network = setting.value
            case "weightBits": bits.weight = try width(setting)
            case "activationBits": bits.activation = try width(setting)
            default: assignments.append("\(setting.name)=\(setting.value)")
            }
        }
        let configuration = try base.setting(assignments)
        guard let network = networks[network] else { throw InputError("no such network", kind: .internalError) }
        let weightBits = bits.weight ?? trace?.weightBits ?? statistics?.weightBits ?? LayerRequest.defaultBits
        let activationBits =
            bits.activation ?? trace?.activationBits ?? statistics?.activationBits ?? LayerRequest.defaultBits
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: weightBits, activationBits: activationBits)
        let estimate = try estimate(estimator, network, configuration, (weightBits, activationBits))
        let accuracy = try model?.accuracy(on: configuration, weightBits: weightBits, activationBits: activationBits)
        return (SweepFigures(estimate, accuracy: accuracy?.share), accuracy?.note)
    }

    private func width(_ setting: SweepSetting) throws(InputError) -> Int {
        guard let bits = Int(setting.value), (1...32).contains(bits) else {
            throw InputError("\(setting.name) is \(setting.value) (allowed: 1 to 32)")
        }
        return bits
    }

    private func estimate(
        _ estimator: Estimator, _ network: Network, _ configuration: Configuration,
        _ bits: (weight: Int, activation: Int)
    ) throws(InputError) -> Estimate {
        func parameters(seed: UInt64) -> SyntheticTrace.Parameters {
            SyntheticTrace.Parameters(configuration, seed: seed, weightBits: bits.weight)
        }
        switch plan.workload {
        case .statistics(let path):
            if let statistics {
                return try estimator.estimate(statistics: statistics, origin: .file(path: path ?? ""))
            }
            let averages = try NetworkStatistics(
                network, parameters: parameters(seed: 0), activationBits: bits.activation)
            return try estimator.estimate(statistics: averages, origin: .parameters)
        case .synthetic(let seed):
            let drawn = try SyntheticTrace(network, parameters: parameters(seed: seed), threads: 1)
            return try estimator.estimate(drawn, source: .synthetic(seed: seed), threads: 1)
        case .trace(let path):
            guard let trace else { throw InputError("no trace", kind: .internalError) }
            return try estimator.estimate(trace, source: .trace(path: path), threads: 1)
        }
    }

    // MARK: Keys

    /// A number that stands for all that does not vary: parameters, networks, and the sizes and times of other files.
    private static func fingerprint(
        _ plan: SweepPlan, _ base: Configuration, _ networks: [String: Network], _ build: SweepBuild
    ) throws(InputError) -> String {
        var parts = [build.description] + base.settings.map { "\($0.name)=\($0.value)" }
        parts += networks.sorted { $0.key < $1.key }.map { $0.key + "\n" + $0.value.fileText }
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
        for file in files {
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: file) else {
                throw InputError("no such file", kind: .missingInput, file: file)
            }
            let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
            let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            parts.append("\(file) \(size) \(time)")
        }
        // The hash of Fowler, Noll and Vo, FNV-1a of 64 bits.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in parts.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// A trained network whose accuracy is measured on chips.
private struct SweptModel: Sendable {
    private let graph: NetworkGraph
    private let images: ImageDataset
    private let labels: [Int]
    private let tested: TestedModel

    init(_ model: SweepPlan.Model) throws(InputError) {
        let images = try ImageDataset(readingFrom: model.images, labels: model.labels, limit: model.limit)
        graph = try NetworkGraph(readingONNX: model.file, images: { () throws(InputError) in images })
        try images.requireFit(graph)
        labels = try graph.labels(of: images)
        self.images = images
        tested = try TestedModel(graph, calibrationImages: graph.isQuantized ? nil : images)
    }

    /// The most bits that a model in floating point is quantized to [bit].
    private static let mostBits = 8

    /// Share of the images that a chip classifies right, and whether numbers have other lengths there than in the estimate.
    func accuracy(
        on configuration: Configuration, weightBits: Int, activationBits: Int
    ) throws(InputError) -> (share: Double, note: String?) {
        let hardware = try HardwareConfiguration(
            configuration: configuration, weightBits: min(Self.mostBits, weightBits),
            activationBits: min(Self.mostBits, activationBits))
        let quantized = try tested.quantized(for: hardware, threads: 1)
        let engine = try IMCEngine(
            configuration: hardware, threads: 1, layout: ChipLayout(quantized, on: configuration))
        let share = try Classification(quantized.run(images, engine: engine, threads: 1), labels: labels).accuracy
        let isBinary = !configuration.operationMode.isConventional
        let differences = [
            Self.difference(
                "weights", Set(quantized.layers.map(\.weightBits)), isBinary ? hardware.weightBits : weightBits),
            Self.difference("activations", Set(quantized.layers.map(\.input.bits)), activationBits),
        ].compactMap(\.self)
        guard !differences.isEmpty else { return (share, nil) }
        let reason =
            graph.isQuantized ? "the model is quantized already" : "quantization goes up to \(Self.mostBits) bits"
        return (share, "accuracy is that of \(differences.joined(separator: " and ")): \(reason)")
    }

    private static func difference(_ what: String, _ found: Set<Int>, _ wanted: Int) -> String? {
        guard found != [wanted] else { return nil }
        return "\(what) of \(found.sorted().map(String.init).joined(separator: ", ")) bits, not \(wanted)"
    }
}
