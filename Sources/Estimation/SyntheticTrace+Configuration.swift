// SPDX-License-Identifier: Apache-2.0

import Configuration
import Workload

extension SyntheticTrace.Parameters {
    /// The parameters of a synthetic trace, or of averages in its place.
    ///
    /// - Parameters:
    ///   - configuration: has the range and spread of weights, and how many activations and updates are not zero.
    ///   - seed: seed of the random numbers.
    ///   - weightBits: bits of a weight.
    public init(_ configuration: Configuration, seed: UInt64, weightBits: Int) {
        self.init(
            seed: seed, weightBits: weightBits,
            weightRange: configuration.minimumWeight...configuration.maximumWeight,
            weightSpread: configuration.syntheticWeightSpread,
            activationDensity: .uniform(configuration.syntheticActivationDensity),
            updateDensity: configuration.syntheticUpdateDensity, activity: configuration.syntheticActivity)
    }
}
