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
        ReportMember("keptShare", "share of them that the buffer holds; DRAM holds the others", unit: "1") {
            $0.activations.keptShare
        },
        ReportMember("leakagePower", "static power", unit: "W") { $0.activations.leakagePower },
        ReportMember("multiplyAccumulates", "multiply-accumulate operations of activations with each other", unit: "1")
        {
            $0.activations.multiplyAccumulates
        },
        ReportMember("cost", "time and dynamic energy of all steps") { $0.activations.total },
        ReportMember("steps", "the same by step") { document in document.activations.steps.map { StepCost(step: $0) } },
        ReportMember("work", "time and energy of layers with weights by cause, of this work by kind, and of leakage") {
            $0.estimate.kinds
        },
        ReportMember("blocks", "time and dynamic energy of layers with weights and of this work by block") {
            $0.estimate.blocks
        },
        .sometimes("wear", "writes of the engine's cells; only with `dynamicEngine = resistive`") {
            Wear($0.estimate)
        },
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
            ReportMember(
                "operationsInMemory", "share of the multiply-accumulate operations that layers with weights have",
                unit: "1"
            ) { $0.estimate.shareInMemory.operations },
            ReportMember("energyInMemory", "share of the energy that layers with weights have", unit: "1") {
                $0.estimate.shareInMemory.energy
            },
        ]
    }

    /// Writes of resistive cells.
    struct Wear: ReportObject {
        let wear: ActivationEstimate.Wear
        let lifetime: Double

        /// The wear of an estimate; nil where no cells wear out.
        init?(_ estimate: Estimate) {
            guard let lifetime = estimate.lifetime, let wear = estimate.activations?.wear else { return nil }
            self.wear = wear
            self.lifetime = lifetime
        }

        static let reportName = "wear of the engine for products"
        static let reportMembers: [ReportMember<Wear>] = [
            ReportMember("writtenCells", "cells that an image writes", unit: "1") { $0.wear.writtenCells },
            ReportMember("mostWrites", "writes of the cell that an image writes most", unit: "1") {
                $0.wear.mostWrites
            },
            ReportMember("lifetime", "time of images one after the other until that cell is worn out", unit: "s") {
                $0.lifetime
            },
        ]
    }
}

/// Steps of a network with the same operation.
struct StepCount: ReportObject {
    let operation: String
    let count: Int
    static let reportName = "steps with the same operation"
    static let reportMembers: [ReportMember<StepCount>] = [
        ReportMember("operation", "the operation, as in network files") { $0.operation },
        ReportMember("count", "how many steps have it", unit: "1") { $0.count },
    ]
}

extension WorkShare: ReportObject {
    package static let reportName = "part of the work"
    package static let reportMembers: [ReportMember<WorkShare>] = [
        ReportMember("name", "the kind of work") { $0.name },
        ReportMember("latency", "time, one after the other; 0 of leakage", unit: "s") { $0.cost.latency },
        ReportMember("energy", "energy", unit: "J") { $0.cost.energy },
    ]
}

extension BlockShare: ReportObject {
    package static let reportName = "block of a network"
    package static let reportMembers: [ReportMember<BlockShare>] = [
        ReportMember("name", "what the names of its layers and steps begin with; null: those outside of blocks") {
            $0.name
        },
        ReportMember("staticOperations", "multiply-accumulate operations with weights", unit: "1") {
            $0.staticOperations
        },
        ReportMember("dynamicOperations", "multiply-accumulate operations of activations with each other", unit: "1") {
            $0.dynamicOperations
        },
        ReportMember("latency", "time", unit: "s") { $0.cost.latency },
        ReportMember("energy", "dynamic energy", unit: "J") { $0.cost.energy },
    ]
}
