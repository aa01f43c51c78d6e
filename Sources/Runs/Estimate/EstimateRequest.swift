// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Diagnostics
import Estimation
import Parallelism
import Revisions
import Workload

/// What is the area of a chip for a network, and how long does an image take, with which energy? The request of
/// `tessera estimate`.
public struct EstimateRequest: Sendable {
    /// The chip.
    public var configuration: Configuration
    /// The network.
    public var network: NetworkInput
    /// Text that the network generates after its tokens; nil for none.
    public var generation: GenerationRequest?
    /// Source of weights and activations.
    public var workload: WorkloadInput
    /// Bits of a weight; nil for those of the workload, else 8.
    public var weightBits: Int?
    /// Bits of an activation; nil for those of the workload, else 8.
    public var activationBits: Int?
    /// Whether the parameters that move the headline figures most are wanted.
    public var listsSensitivities: Bool
    /// Whether changes of one parameter that help most are wanted.
    public var listsChanges: Bool
    /// Number of threads; figures do not depend on it.
    public var threads: Int
    /// Chips of earlier requests; nil for none.
    public var chips: SizedChips?
    /// Is told how far the run is.
    public var progress: RunProgress?

    /// Asks the question.
    public init(
        _ configuration: Configuration = Configuration(), network: NetworkInput = .ofWorkload,
        generation: GenerationRequest? = nil, workload: WorkloadInput = .synthetic, weightBits: Int? = nil,
        activationBits: Int? = nil, listsSensitivities: Bool = false, listsChanges: Bool = false,
        threads: Int = defaultThreadCount, chips: SizedChips? = nil, progress: RunProgress? = nil
    ) {
        self.listsSensitivities = listsSensitivities
        self.listsChanges = listsChanges
        self.configuration = configuration
        self.network = network
        self.generation = generation
        self.workload = workload
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.threads = threads
        self.chips = chips
        self.progress = progress
    }

    /// Reads the workload, sizes the chip and estimates the network on it.
    ///
    /// - Returns: The figures and, for a trained network whose images have labels, its accuracy.
    /// - Throws: `InputError` when a file is missing or makes no sense, the parameters have no chip, or the workload does not
    ///   fit it.
    public func run() throws(InputError) -> EstimateRun {
        let workload = try OpenedWorkload(
            workload,
            OpenedWorkload.Request(
                network: network, weightBits: weightBits, activationBits: activationBits, threads: threads),
            on: configuration)
        let configuration = try workload.operated(configuration)
        let steps = try generation.map { request throws(InputError) in
            try GenerationNetworks(request, after: network)
        }
        let estimator = try Estimator(
            configuration: configuration, network: workload.network, weightBits: workload.weightBits,
            activationBits: workload.activationBits, alsoRunning: steps?.all ?? [], chips: chips)
        let estimate = try estimate(by: estimator, workload)
        let generation = try steps.map { steps throws(InputError) in
            progress?("generation")
            let opened = workload.running(steps.step)
            return try steps.estimated(after: estimate) { estimator throws(InputError) in
                try self.estimate(by: estimator, opened)
            }
        }
        let sensitivities = try listsSensitivities ? sensitivities(configuration, workload) : nil
        let changes = try listsChanges ? changes(configuration, workload) : nil
        guard let model = workload.model else {
            return EstimateRun(
                estimate: estimate, generation: generation, accuracy: nil, sensitivities: sensitivities,
                changes: changes,
                warnings: [])
        }
        progress?("accuracy")
        return EstimateRun(
            estimate: estimate, generation: generation,
            accuracy: try model.accuracy(on: configuration, threads: threads),
            sensitivities: sensitivities, changes: changes, warnings: model.warnings)
    }

    /// Expected values around the configuration: from the averages of the workload, or else of the parameters.
    private func sensitivities(
        _ configuration: Configuration, _ workload: OpenedWorkload
    ) throws(InputError) -> [ParameterSensitivity] {
        let hasActivations = !configuration.estimatesTraining && !workload.network.workBesideLayers.isEmpty
        return SensitivitySearch(
            configuration, hasActivations: hasActivations, evaluate: try evaluation(configuration, workload)
        ).sensitivities
    }

    /// Changes of the configuration that help most, by expected values as above.
    private func changes(
        _ configuration: Configuration, _ workload: OpenedWorkload
    ) throws(InputError) -> [DesignChange] {
        ChangeSearch(configuration, threads: threads, evaluate: try evaluation(configuration, workload)).changes
    }

    /// The headline figures of other configurations by expected values.
    private func evaluation(
        _ configuration: Configuration, _ workload: OpenedWorkload
    ) throws(InputError) -> ChangeSearch.Evaluation {
        let measured = try workload.statistics(configuration, progress: progress)
        return { changed in
            let estimate = try? estimate(
                changed, workload, averages: measured?.origin == .parameters ? nil : measured?.values)
            guard let estimate else { return nil }
            return [
                .energy: estimate.wholeEnergy, .area: estimate.wholeArea, .latency: estimate.wholeLatency,
            ]
        }
    }

    private func estimate(
        _ configuration: Configuration, _ workload: OpenedWorkload, averages: NetworkStatistics?
    ) throws(InputError) -> Estimate {
        let estimator = try Estimator(
            configuration: configuration, network: workload.network, weightBits: workload.weightBits,
            activationBits: workload.activationBits)
        if let averages { return try estimator.estimate(statistics: averages) }
        let own = SyntheticTrace.Parameters(configuration, seed: 0, weightBits: workload.weightBits)
        return try estimator.estimate(
            statistics: NetworkStatistics(workload.network, parameters: own, activationBits: workload.activationBits))
    }

    private func estimate(by estimator: Estimator, _ workload: OpenedWorkload) throws(InputError) -> Estimate {
        let configuration = estimator.configuration
        if let averages = try workload.statistics(configuration, progress: progress) {
            return try estimator.estimate(statistics: averages.values, origin: averages.origin)
        }
        guard let (trace, source) = try workload.trace(configuration, threads: threads) else {
            throw InputError("a workload without averages and without a trace", kind: .internalError)
        }
        return try estimator.estimate(trace.observed(by: progress), source: source, threads: threads)
    }
}
