// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Estimation
import ReportKit
import Workload

extension ActivationHardware.Engine: ReportWord {}

/// Work on activations, and the figures of it and the layers together.
struct ActivationDocument: ReportObject {
    let estimate: Estimate
    let activations: ActivationEstimate

    /// Describes the work of an estimate; nil where there is none.
    init?(_ estimate: Estimate) {
        guard let activations = estimate.activations else { return nil }
        self.estimate = estimate
        self.activations = activations
    }

    static let reportName = "work on activations"

    static let reportMembers: [ReportMember<ActivationDocument>] = [
        ReportMember("engine", "what multiplies activations with each other") { $0.activations.hardware.engine },
        ReportMember("area", "area of its parts", unit: "m^2") { Areas(activations: $0.activations) },
        ReportMember("bufferCapacity", "size of the buffer between steps", unit: "bit") {
            $0.activations.bufferCapacity
        },
        ReportMember("cacheCapacity", "keys and values in it that are kept for later tokens", unit: "bit") {
            $0.activations.cacheCapacity
        },
        ReportMember("leakagePower", "static power", unit: "W") { $0.activations.leakagePower },
        ReportMember("multiplyAccumulates", "multiply-accumulate operations of activations with each other", unit: "1")
        {
            $0.activations.multiplyAccumulates
        },
        ReportMember("cost", "time and dynamic energy of all steps") { $0.activations.total },
        ReportMember("kinds", "the same by kind of work") { document in
            ActivationEstimate.Kind.allCases.map { KindCost(kind: $0, cost: document.activations.cost(of: $0)) }
                .filter { $0.cost != .zero }
        },
        ReportMember("steps", "the same by step") { document in document.activations.steps.map { StepCost(step: $0) } },
        ReportMember("whole", "figures of layers with weights and of this work together") {
            Whole(estimate: $0.estimate)
        },
    ]

    /// Areas of the parts.
    struct Areas: ReportObject {
        let activations: ActivationEstimate
        static let reportName = "area of work on activations"
        static let reportMembers: [ReportMember<Areas>] = [
            ReportMember("engine", "the engine for products; 0 where the vector unit has its work", unit: "m^2") {
                $0.activations.engineArea
            },
            ReportMember("vectorUnit", "the vector unit", unit: "m^2") { $0.activations.vectorArea },
            ReportMember("buffer", "the buffer", unit: "m^2") { $0.activations.bufferArea },
            ReportMember("total", "all of them", unit: "m^2") { $0.activations.area },
        ]
    }

    /// The cost of a kind of work.
    struct KindCost: ReportObject {
        let kind: ActivationEstimate.Kind
        let cost: OperationCost
        static let reportName = "cost of a kind of work"
        static let reportMembers: [ReportMember<KindCost>] = [
            .word("kind", "the kind", of: ActivationEstimate.Kind.allCases.map(\.rawValue)) { $0.kind.rawValue },
            ReportMember(
                "latency", "time; of the buffer, as far as it takes longer than the work beside it", unit: "s"
            ) { $0.cost.latency },
            ReportMember("energy", "dynamic energy", unit: "J") { $0.cost.energy },
        ]
    }

    /// The cost of a step.
    struct StepCost: ReportObject {
        let step: ActivationEstimate.Step
        static let reportName = "cost of a step"
        static let reportMembers: [ReportMember<StepCost>] = [
            ReportMember("name", "its name") { $0.step.name },
            ReportMember("operation", "the operation, as in network files") { $0.step.operation.rawValue },
            ReportMember(
                "multiplyAccumulates", "multiply-accumulate operations of activations with each other", unit: "1"
            ) {
                $0.step.multiplyAccumulates
            },
            ReportMember("latency", "time", unit: "s") { $0.step.total.latency },
            ReportMember("energy", "dynamic energy", unit: "J") { $0.step.total.energy },
        ]
    }

    /// Figures of all work.
    struct Whole: ReportObject {
        let estimate: Estimate
        static let reportName = "figures of all work"
        static let reportMembers: [ReportMember<Whole>] = [
            ReportMember("area", "area", unit: "m^2") { $0.estimate.wholeArea },
            ReportMember("latency", "time of an image", unit: "s") { $0.estimate.wholeLatency },
            ReportMember("energy", "energy of an image with leakage", unit: "J") { $0.estimate.wholeEnergy },
            ReportMember("leakagePower", "static power", unit: "W") { $0.estimate.wholeLeakagePower },
            ReportMember("framesPerSecond", "images a second", unit: "1/s") { $0.estimate.wholeFramesPerSecond },
            ReportMember("operations", "multiplications and additions of an image", unit: "1") {
                $0.estimate.wholeOperations
            },
            ReportMember("operationsPerSecond", "operations a second", unit: "1/s") {
                $0.estimate.wholeOperationsPerSecond
            },
            ReportMember("operationsPerJoule", "operations a joule", unit: "1/J") {
                $0.estimate.wholeOperationsPerJoule
            },
        ]
    }
}
