// SPDX-License-Identifier: Apache-2.0

/// gamma (x - mean) / sqrt(variance + epsilon) + beta for each channel.
public struct BatchNormalization: Sendable, Equatable {
    /// The gain of each channel [1].
    public let gamma: [Double]
    /// The shift of each channel [1].
    public let beta: [Double]
    /// The mean of each channel [1].
    public let mean: [Double]
    /// The variance of each channel [1].
    public let variance: [Double]
    /// What is added to the variance [1].
    public let epsilon: Double
    /// What x is multiplied with, for each channel [1].
    public let scale: [Double]
    /// What is added to that product, for each channel [1].
    public let shift: [Double]

    /// Describes a normalization.
    ///
    /// - Precondition: there are as many numbers of each kind, and variances with epsilon are above 0.
    public init(gamma: [Double], beta: [Double], mean: [Double], variance: [Double], epsilon: Double) {
        precondition(
            [beta, mean, variance].allSatisfy { $0.count == gamma.count } && variance.allSatisfy { $0 + epsilon > 0 },
            "no normalization")
        self.gamma = gamma
        self.beta = beta
        self.mean = mean
        self.variance = variance
        self.epsilon = epsilon
        let scale = zip(gamma, variance).map { $0 / ($1 + epsilon).squareRoot() }
        self.scale = scale
        shift = gamma.indices.map { beta[$0] - mean[$0] * scale[$0] }
    }
}
