// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

extension NetworkStatistics {
    /// The statistics of a synthetic trace, without drawing it.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - parameters: what the trace would be drawn from; the seed does not matter.
    ///   - activationBits: bits of an activation.
    /// - Throws: `InputError` when a parameter is out of its range.
    public init(
        _ network: Network, parameters: SyntheticTrace.Parameters, activationBits: Int
    ) throws(InputError) {
        try parameters.validate()
        try LayerRequest(activationBits: activationBits).validate()
        let activations = parameters.activationDensity.shares(bits: activationBits).map { BitStatistics(density: $0) }
        let weights = WeightDistribution(parameters)
        let changes = LevelChanges(parameters, of: weights)
        self.init(
            weightBits: parameters.weightBits, activationBits: activationBits,
            layers: network.layers.map { layer in
                LayerStatistics(
                    rows: layer.weightRows, outputs: layer.outputChannels, activations: activations,
                    weights: weights, changes: changes, activity: parameters.activity)
            })
    }
}

extension WeightDistribution {
    /// Normal weights around zero, rounded to the grid and clipped to it. The largest weight is one level below the upper
    /// end of the range, as in a synthetic trace.
    init(_ parameters: SyntheticTrace.Parameters) {
        let bits = min(parameters.weightBits, WeightDistribution.mostBits)
        let range = parameters.weightRange
        let last = (1 << bits) - 1
        let step = (range.upperBound - range.lowerBound) / Double(1 << bits)
        let zero = -range.lowerBound / step
        let spread = parameters.weightSpread / step
        var levels: [Int] = []
        var shares: [Double] = []
        var below = 0.0
        for level in 0...last {
            let upTo = level == last ? 1 : normalShare(below: Double(level) + 0.5 - zero, spread: spread)
            if upTo > below {
                levels.append(level)
                shares.append(upTo - below)
            }
            below = upTo
        }
        self.init(bits: bits, range: range, levels: levels, shares: shares)
    }
}

extension LevelChanges {
    /// One level up or down, alike often, but for weights at the ends of the grid, which cannot have come from outside.
    /// Steps finer than the grid of ``WeightDistribution`` have no effect.
    init(_ parameters: SyntheticTrace.Parameters, of weights: WeightDistribution) {
        var (levels, changes, shares): ([Int], [Int], [Double]) = ([], [], [])
        let isVisible = parameters.weightBits <= WeightDistribution.mostBits && parameters.updateDensity > 0
        for (level, share) in zip(weights.levels, weights.shares) where isVisible {
            for change in [-1, 1] where (0..<weights.lastLevel).contains(level - change) {
                levels.append(level)
                changes.append(change)
                shares.append(share * parameters.updateDensity / 2)
            }
        }
        self.init(levels: levels, changes: changes, shares: shares)
    }
}

/// Share of normal numbers around zero with a standard deviation `spread` that are less than `limit`.
private func normalShare(below limit: Double, spread: Double) -> Double {
    guard spread > 0 else { return limit > 0 ? 1 : 0 }
    return erfc(-limit / spread / 2.0.squareRoot()) / 2
}
