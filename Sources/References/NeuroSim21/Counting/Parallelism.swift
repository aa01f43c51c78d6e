// SPDX-License-Identifier: Apache-2.0

import Counting

// Blocks that work side by side.
extension NeuroSim21Counting {
    /// The larger one of all blocks.
    public func latency(_ own: Double, alongside other: Double, otherIsSlower: Bool) -> Double {
        departs(.maximizesCategoriesSeparately)
            ? max(own, other) : exact.latency(own, alongside: other, otherIsSlower: otherIsSlower)
    }

    /// Each by its own delay.
    public func latencies(_ mean: SIMD8<Double>, delayedBy delays: SIMD8<Double>) -> SIMD8<Double> {
        departs(.maximizesCategoriesSeparately) ? mean + delays : exact.latencies(mean, delayedBy: delays)
    }

    /// The slowest layer of each pass.
    public func pace(_ layers: [PassTimes], slowest: Int?) -> PassTimes {
        guard departs(.maximizesCategoriesSeparately) else { return exact.pace(layers, slowest: slowest) }
        return PassTimes(
            forward: layers.map(\.forward).max() ?? 0, gradient: layers.map(\.gradient).max() ?? 0)
    }

    /// The largest where layers do it at the same time.
    public func latency(of category: PipelinedCategory) -> Double {
        guard departs(.maximizesCategoriesSeparately) else { return exact.latency(of: category) }
        switch category.use {
        case .sideBySide: return category.latencies.max() ?? 0
        case .inTurns: return category.latencies.reduce(0, +)
        }
    }

    /// As many as there are, even of fewer vectors.
    public func effectiveCopies(_ copies: Int, of outer: Int, vectors: Int) -> Double {
        departs(.splitsVectorsOverCopies)
            ? Double(copies) : exact.effectiveCopies(copies, of: outer, vectors: vectors)
    }

    /// The latency and energy of the whole tree, the latency to backward reads of all layers.
    public func adderTreeCharge(latency: Double, energy: Double, hasGradient: Bool) -> AdderTreeCharge? {
        guard departs(.chargesAdderTreePerSubarray) else {
            return exact.adderTreeCharge(latency: latency, energy: energy, hasGradient: hasGradient)
        }
        return AdderTreeCharge(
            forwardLatency: latency, forwardEnergy: energy, gradientLatency: latency,
            gradientEnergy: hasGradient ? energy : 0)
    }
}
