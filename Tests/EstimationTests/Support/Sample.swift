// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Revisions
import Workload

/// A run with a synthetic trace.
struct Sample: Sendable {
    var configuration = Configuration()
    var network: Network
    var weightBits = 8
    var activationBits = 8
    var seed: UInt64 = 1

    /// A run with some parameters changed; inference unless they say otherwise.
    init(
        _ network: Network, _ assignments: [String] = [], weightBits: Int = 8, activationBits: Int = 8,
        seed: UInt64 = 1
    ) throws {
        self.init(
            configuration: try Configuration().setting(["trainingEstimation=0"] + assignments), network: network,
            weightBits: weightBits, activationBits: activationBits, seed: seed)
    }

    init(configuration: Configuration, network: Network, weightBits: Int, activationBits: Int, seed: UInt64) {
        self.configuration = configuration
        self.network = network
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.seed = seed
    }

    func trace(threads: Int = 1) throws -> SyntheticTrace {
        try SyntheticTrace(
            network,
            parameters: .init(
                seed: seed, weightBits: weightBits,
                weightRange: configuration.minimumWeight...configuration.maximumWeight,
                weightSpread: configuration.syntheticWeightSpread,
                activationDensity: .uniform(configuration.syntheticActivationDensity),
                updateDensity: configuration.syntheticUpdateDensity, activity: configuration.syntheticActivity),
            threads: threads)
    }

    func estimator() throws -> Estimator {
        try Estimator(
            configuration: configuration, network: network, weightBits: weightBits, activationBits: activationBits)
    }

    func estimate(threads: Int = 1) throws -> Estimate {
        try estimator().estimate(trace(threads: threads), source: .synthetic(seed: seed), threads: threads)
    }
}
