// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Configuration
import Workload

/// Figures of layers with weights and of work on activations together. Without the latter they are those of the chip.
extension Estimate {
    /// Area [m²].
    public var wholeArea: Double { totalArea + (activations?.area ?? 0) }

    /// Time of an image, or of an epoch in training [s]: one after the other, and in a pipeline side by side.
    public var wholeLatency: Double {
        let own = chip.costs.total.latency
        guard let activations else { return own }
        let other = activations.total.latency
        return configuration.isPipelined ? max(own, other) : own + other
    }

    /// Time of an image from its first step to its last, one after the other [s]; in a pipeline longer than ``wholeLatency``, the
    /// time between images.
    public var latencyOfOneImage: Double {
        layers.reduce(0) { $0 + $1.costs.total.latency } + (activations?.total.latency ?? 0)
    }

    /// Leakage of an image, or of an epoch in training [J]. Each part also leaks while the other one works.
    public var wholeLeakageEnergy: Double {
        guard let activations else { return chip.leakageEnergy }
        let waiting = chip.leakagePower * (wholeLatency - chip.costs.total.latency)
        return chip.leakageEnergy + waiting + activations.leakagePower * wholeLatency
    }

    /// Energy of an image, or of an epoch in training [J].
    public var wholeEnergy: Double {
        guard let activations else { return chip.energy }
        return chip.costs.total.energy + activations.total.energy + wholeLeakageEnergy
    }

    /// Static power [W].
    public var wholeLeakagePower: Double { chip.leakagePower + (activations?.leakagePower ?? 0) }

    /// Multiplications and additions that efficiency and throughput are given for [1].
    public var wholeOperations: Double { chip.operations + 2 * (activations?.multiplyAccumulates ?? 0) }

    /// Images a second, or epochs [1/s].
    public var wholeFramesPerSecond: Double {
        guard activations != nil else { return chip.framesPerSecond }
        return wholeLatency > 0 ? 1 / wholeLatency : 0
    }

    /// Operations a second [1/s].
    public var wholeOperationsPerSecond: Double {
        activations == nil ? chip.operationsPerSecond : wholeOperations * wholeFramesPerSecond
    }

    /// Operations a joule [1/J].
    public var wholeOperationsPerJoule: Double {
        activations == nil ? chip.operationsPerJoule : wholeOperations / wholeEnergy
    }

    /// Steps of the network without a time and an energy, and how often they occur; empty where all have figures.
    public var freeSteps: [(operation: NetworkStep.Operation, count: Int)] {
        guard activations == nil else { return [] }
        return NetworkStep.Operation.allCases.filter { $0 != .convolution }
            .map { operation in (operation, network.steps.count { $0.operation == operation }) }
            .filter { $0.count > 0 }
    }

    /// Time until the cell of the engine for products that is written most has worn out, while images follow each other [s]; nil
    /// where the engine has no resistive cells, or their endurance is not known.
    public var lifetime: Double? {
        guard let activations, activations.hardware.engine == .resistive,
            let endurance = activations.hardware.resistiveCells.endurance, activations.wear.mostWrites > 0
        else { return nil }
        return endurance / activations.wear.mostWrites * wholeLatency
    }

    /// Shares of the multiply-accumulate operations and of the energy that are those of layers with weights [1].
    public var shareInMemory: (operations: Double, energy: Double) {
        let weights = Double(network.multiplyAccumulates)
        let all = weights + (activations?.multiplyAccumulates ?? 0)
        return (all > 0 ? weights / all : 0, chip.costs.total.energy / wholeEnergy)
    }
}
