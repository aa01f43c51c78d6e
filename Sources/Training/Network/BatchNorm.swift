// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

/// The digital numbers of the batch normalization of a layer: output = gamma (value - mean) / sqrt(variance + epsilon) + beta
/// for each channel, with mean and variance of the batch in training, and with running ones in tests.
///
/// All but the velocities are numbers of single precision, so that files have them whole.
public struct BatchNorm: Sendable, Equatable {
    /// Momentum and epsilon.
    public let description: NormalizationDescription
    /// The gain of each channel [1].
    public internal(set) var gamma: [Double]
    /// The shift of each channel [1].
    public internal(set) var beta: [Double]
    /// Running mean of each channel [1].
    public internal(set) var mean: [Double]
    /// Running variance of each channel [1].
    public internal(set) var variance: [Double]
    /// Momentum of the gains.
    var gammaVelocity: [Double]
    /// Momentum of the shifts.
    var betaVelocity: [Double]
    /// Batches that the running statistics have seen [1].
    var batches = 0

    /// A norm before the first batch: gains of 1, shifts of 0, and statistics that change nothing.
    init(_ description: NormalizationDescription, channels: Int) {
        self.description = description
        gamma = [Double](repeating: 1, count: channels)
        beta = [Double](repeating: 0, count: channels)
        mean = beta
        variance = gamma
        gammaVelocity = beta
        betaVelocity = beta
    }

    /// The norm of a layer before the first batch; nil where it has none.
    init?(_ layer: WeightedLayer) {
        guard let normalization = layer.normalization else { return nil }
        self.init(normalization, channels: layer.outputs)
    }

    /// What the norm does to each channel with these statistics.
    func affine(_ moments: ChannelMoments) -> [ChannelAffine] {
        gamma.indices.map { channel in
            let factor = gamma[channel] / (moments.variance[channel] + description.epsilon).squareRoot()
            return ChannelAffine(factor: factor, offset: beta[channel] - moments.mean[channel] * factor)
        }
    }

    /// The running statistics.
    var running: ChannelMoments { ChannelMoments(mean: mean, variance: variance) }

    /// Adds the statistics of a batch to the running ones: the first batch sets them, and those after it count with the same
    /// weight until that is less than 1 - momentum. Variances are those of a sample, which divide by one less than the count.
    ///
    /// - Parameters:
    ///   - moments: Means, and variances that divide by the count.
    ///   - count: Values of a channel [1].
    mutating func take(_ moments: ChannelMoments, count: Int) {
        batches += 1
        let share = max(1 - description.momentum, 1 / Double(batches))
        let correction = count > 1 ? Double(count) / Double(count - 1) : 1
        for channel in gamma.indices {
            mean[channel] = Self.single(mean[channel] + share * (moments.mean[channel] - mean[channel]))
            let sample = moments.variance[channel] * correction
            variance[channel] = Self.single(variance[channel] + share * (sample - variance[channel]))
        }
    }

    /// Takes the numbers of a trained network; its statistics count as those of many batches.
    mutating func take(_ model: BatchNormalization) {
        gamma = model.gamma.map(Self.single)
        beta = model.beta.map(Self.single)
        mean = model.mean.map(Self.single)
        variance = model.variance.map { max(0, Self.single($0)) }
        batches = 1 << 20
    }

    /// Moves gains and shifts by plain gradient descent: velocity = momentum x velocity + gradient_share x gradient, and then
    /// number = number - learning rate x velocity.
    ///
    /// - Parameters:
    ///   - gradient: Gradients of the loss of the batch.
    ///   - images: Images of the batch, by which gradients are divided [1].
    ///   - settings: Momentum and share.
    ///   - learningRate: The rate [1].
    ///   - layer: Number of the layer, for messages.
    /// - Throws: `InputError` when a number is not finite any more.
    mutating func update(
        _ gradient: NormGradient, images: Int, _ settings: TrainingSettings, learningRate: Double, layer: Int
    ) throws(InputError) {
        func move(_ numbers: inout [Double], _ velocities: inout [Double], _ gradients: [Double]) {
            for channel in numbers.indices {
                velocities[channel] =
                    settings.momentum * velocities[channel]
                    + settings.gradientShare * gradients[channel] / Double(images)
                numbers[channel] = Self.single(numbers[channel] - learningRate * velocities[channel])
            }
        }
        move(&gamma, &gammaVelocity, gradient.gamma)
        move(&beta, &betaVelocity, gradient.beta)
        guard [gamma, beta, mean, variance].allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
            throw InputError("the batch normalization of layer \(layer + 1) is not finite")
        }
    }

    private static func single(_ number: Double) -> Double { Double(Float(number)) }
}

/// Means and variances of the channels of a batch; variances divide by the count.
struct ChannelMoments: Sendable, Equatable {
    var mean: [Double]
    var variance: [Double]
}

/// Gradients of the loss of a batch in the gains and shifts of a norm.
struct NormGradient: Sendable, Equatable {
    var gamma: [Double]
    var beta: [Double]

    /// The gradients times a number.
    func times(_ factor: Double) -> NormGradient {
        NormGradient(gamma: gamma.map { $0 * factor }, beta: beta.map { $0 * factor })
    }
}
