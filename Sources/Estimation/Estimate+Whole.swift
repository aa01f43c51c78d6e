// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Configuration

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
}
