// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Counting
import Diagnostics
import Estimation
import Parallelism
import Revisions
import Systolic
import Workload

/// What are the figures of one network on several designs? The request of `tessera compare`.
public struct CompareRequest: Sendable {
    /// The systolic arrays beside the chips: one array, in the process of each setting.
    public struct SystolicArray: Sendable {
        /// The array.
        public var design: SystolicDesign
        /// Subjects that are counted as the hardware works, not as SCALE-Sim does.
        public var exactSubjects: Set<CountingSubject>

        /// Describes an array.
        public init(_ design: SystolicDesign, exactSubjects: Set<CountingSubject> = []) {
            self.design = design
            self.exactSubjects = exactSubjects
        }
    }

    /// The settings.
    public var settings: [CompareSetting]
    /// Kinds of hardware of each setting, in the order of the report.
    public var architectures: [ComparedDesign.Architecture]
    /// The systolic array; needed where ``architectures`` has one.
    public var array: SystolicArray?
    /// The network.
    public var network: NetworkInput
    /// Text that chips generate after the tokens of the network; nil for none.
    public var generation: GenerationRequest?
    /// Source of weights and activations; a trained network is none, because its trace depends on the chip.
    public var workload: WorkloadInput
    /// Bits of a weight; nil for those of the workload, else 8.
    public var weightBits: Int?
    /// Bits of an activation; nil for those of the workload, else 8.
    public var activationBits: Int?
    /// Number of threads; figures do not depend on it.
    public var threads: Int
    /// Is told how far the run is.
    public var progress: RunProgress?

    /// Asks the question.
    public init(
        _ settings: [CompareSetting], architectures: [ComparedDesign.Architecture] = [.imc],
        array: SystolicArray? = nil,
        network: NetworkInput = .ofWorkload, generation: GenerationRequest? = nil,
        workload: WorkloadInput = .synthetic, weightBits: Int? = nil, activationBits: Int? = nil,
        threads: Int = defaultThreadCount, progress: RunProgress? = nil
    ) {
        self.settings = settings
        self.architectures = architectures
        self.array = array
        self.network = network
        self.generation = generation
        self.workload = workload
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.threads = threads
        self.progress = progress
    }

    /// Estimates all designs, for inference if some of them do not train and nobody asked the others to. All are sized before the first one is estimated, so that one that is not possible is known at
    /// once.
    ///
    /// - Throws: `InputError` when there is no design, a file is missing or makes no sense, or a setting is not possible;
    ///   the message names the setting.
    public func run() throws(InputError) -> CompareRun {
        let workload = try openedWorkload()
        let comparable = try ComparableSettings(settings)
        let settings = comparable.settings
        let steps = try generation.map { request throws(InputError) in
            try GenerationNetworks(request, after: network)
        }
        let chips =
            architectures.contains(.imc)
            ? try estimators(settings, workload, alsoRunning: steps?.all ?? []) : []
        let arrays = architectures.contains(.systolic) ? try systolicArrays(settings, workload) : []
        var prompts = SharedWorkload(workload, threads: threads)
        var generated = SharedWorkload(steps.map { workload.running($0.step) } ?? workload, threads: threads)
        var designs: [ComparedDesign] = []
        for (index, setting) in settings.enumerated() {
            let label = setting.setting.label.isEmpty ? "" : setting.setting.label + ": "
            for architecture in architectures {
                switch architecture {
                case .imc:
                    designs.append(
                        try setting.naming { () throws(InputError) in
                            let estimate = try prompts.estimate(chips[index], progress: progress, label: label)
                            let text = try steps?.estimated(after: estimate) { estimator throws(InputError) in
                                try generated.estimate(estimator, progress: progress, label: label)
                            }
                            return ComparedDesign(setting: setting.setting, design: .chip(estimate), generation: text)
                        })
                case .systolic: designs.append(ComparedDesign(setting: setting.setting, design: arrays[index]))
                }
            }
        }
        return CompareRun(
            network: workload.network, weightBits: workload.weightBits, activationBits: workload.activationBits,
            designs: designs, notes: [comparable.note, SameDevices(settings).note].compactMap(\.self))
    }

    private func openedWorkload() throws(InputError) -> OpenedWorkload {
        guard let first = settings.first, !architectures.isEmpty else {
            throw InputError("there is no design to estimate", kind: .usage)
        }
        switch workload {
        case .model, .statistics(.model):
            throw InputError(
                "the trace of a trained network depends on the chip: record one first, and compare with that",
                kind: .usage)
        case .synthetic, .trace, .statistics: break
        }
        return try OpenedWorkload(
            workload,
            OpenedWorkload.Request(
                network: network, weightBits: weightBits, activationBits: activationBits, threads: threads),
            on: first.configuration)
    }

    private func estimators(
        _ settings: [CompareSetting], _ workload: OpenedWorkload, alsoRunning others: [Network]
    ) throws(InputError) -> [Estimator] {
        var estimators: [Estimator] = []
        for setting in settings {
            estimators.append(
                try setting.naming { () throws(InputError) in
                    try Estimator(
                        configuration: workload.operated(setting.configuration), network: workload.network,
                        weightBits: workload.weightBits, activationBits: workload.activationBits,
                        alsoRunning: others)
                })
        }
        return estimators
    }

    /// One run of the array, and what it costs in the process of each setting.
    private func systolicArrays(
        _ settings: [CompareSetting], _ workload: OpenedWorkload
    ) throws(InputError) -> [ComparedDesign.Design] {
        guard let array else { throw InputError("no systolic array was described", kind: .usage) }
        let precision = try SystolicPrecision(
            weightBits: workload.weightBits, activationBits: workload.activationBits)
        let run = try SystolicRun(
            SystolicLayer.layers(of: workload.network), on: array.design,
            counting: SystolicCountingChoice(exactSubjects: array.exactSubjects).counting, threads: threads)
        var designs: [ComparedDesign.Design] = []
        for setting in settings {
            designs.append(
                try setting.naming { () throws(InputError) in
                    try Self.design(run, setting.configuration, workload, precision)
                })
        }
        return designs
    }

    private static func design(
        _ run: SystolicRun, _ configuration: Configuration, _ workload: OpenedWorkload, _ precision: SystolicPrecision
    ) throws(InputError) -> ComparedDesign.Design {
        guard !configuration.estimatesTraining else {
            throw InputError(
                "a systolic array is estimated for inference: --architecture systolic needs trainingEstimation = false")
        }
        let revision = try configuration.chipRevision()
        let technology = try ArrayTechnology(
            configuration: configuration, precision: precision, revision: revision)
        let estimate = SystolicEstimate(run, hardware: ArrayHardware(run.design, technology: technology))
        // Operations are counted as they are for the chip, so that efficiencies compare.
        return .array(estimate, operations: revision.counting.operations(of: workload.network))
    }
}
