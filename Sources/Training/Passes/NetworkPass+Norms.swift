// SPDX-License-Identifier: Apache-2.0

import Parallelism

/// What a norm keeps of a forward pass for the backward one.
struct NormTape<Scalar: TrainingScalar>: Sendable {
    /// What was normalized.
    let values: BatchMaps<Scalar>
    /// Its statistics.
    let moments: ChannelMoments
}

/// Batch normalization in both directions. A thread takes whole channels, so that sums have one order.
extension NetworkPass {
    /// Means and variances of the channels of a batch.
    func moments(of maps: BatchMaps<Scalar>) -> ChannelMoments {
        var result = ChannelMoments(
            mean: [Double](repeating: 0, count: maps.shape.channels),
            variance: [Double](repeating: 0, count: maps.shape.channels))
        let count = maps.images * maps.shape.plane
        result.mean.withUnsafeMutableBufferPointer { means in
            result.variance.withUnsafeMutableBufferPointer { variances in
                let (means, variances) = (SharedBuffer(means), SharedBuffer(variances))
                forEach(maps.shape.channels, values: count) { channel in
                    maps.values.withUnsafeBufferPointer { values in
                        guard let values = values.baseAddress else { return }
                        let moments = Scalar.moments(values + channel * count, count)
                        means[channel] = moments.mean
                        variances[channel] = moments.variance
                    }
                }
            }
        }
        return result
    }

    /// Normalizes the outputs of a layer; but for the last layer also clamps, rounds and rectifies them.
    ///
    /// - Parameters:
    ///   - maps: The outputs, over the layer's scale.
    ///   - affine: What the norm does to each channel.
    ///   - layer: The layer.
    ///   - rectifies: Whether numbers below 0 become 0.
    ///   - flags: Get the flags of the outputs; untouched for the last layer.
    func normalize(
        _ maps: inout BatchMaps<Scalar>, _ affine: [ChannelAffine], _ layer: WeightedLayer, rectifies: Bool,
        flags: inout [UInt8]
    ) {
        let grid = settings.activationGrid.kernel
        let isLast = layer.isLast
        let count = maps.images * maps.shape.plane
        let channels = maps.shape.channels
        maps.values.withUnsafeMutableBufferPointer { buffer in
            flags.withUnsafeMutableBufferPointer { flagBuffer in
                let (values, flags) = (SharedBuffer(buffer), SharedBuffer(flagBuffer))
                forEach(channels, values: count) { channel in
                    guard let values = values.base else { return }
                    let own = values + channel * count
                    if isLast {
                        Scalar.affine(own, count, affine[channel])
                    } else if let flags = flags.base {
                        Scalar.affineToGrid(
                            own, count, affine[channel], grid, rectifies: rectifies, flags: flags + channel * count)
                    }
                }
            }
        }
    }

    /// Takes errors back through a norm whose statistics were those of the batch.
    ///
    /// With x = (value - mean) / sqrt(variance + epsilon) and m values of a channel, the gradients are the sums of error x and
    /// of error, and the error before the norm is gamma / sqrt(variance + epsilon) (error - sum of error / m - x (sum of
    /// error x) / m).
    ///
    /// - Returns: The gradients of gains and shifts, in units of the errors.
    func backward(_ errors: inout BatchMaps<Scalar>, _ norm: BatchNorm, _ tape: NormTape<Scalar>) -> NormGradient {
        let zeros = [Double](repeating: 0, count: errors.shape.channels)
        var gradient = NormGradient(gamma: zeros, beta: zeros)
        let count = errors.images * errors.shape.plane
        let moments = tape.moments
        let channels = errors.shape.channels
        errors.values.withUnsafeMutableBufferPointer { errors in
            gradient.gamma.withUnsafeMutableBufferPointer { gammas in
                gradient.beta.withUnsafeMutableBufferPointer { betas in
                    let (errors, gammas, betas) = (SharedBuffer(errors), SharedBuffer(gammas), SharedBuffer(betas))
                    forEach(channels, values: count) { channel in
                        tape.values.values.withUnsafeBufferPointer { values in
                            guard let errors = errors.base, let values = values.baseAddress else { return }
                            let (own, source) = (errors + channel * count, values + channel * count)
                            let mean = moments.mean[channel]
                            let sums = Scalar.normSums(own, source, count, mean: mean)
                            let squared = moments.variance[channel] + norm.description.epsilon
                            let inverse = 1 / squared.squareRoot()
                            gammas[channel] = sums.product * inverse
                            betas[channel] = sums.sum
                            Scalar.normBack(
                                own, source, count,
                                NormBackTerms(
                                    mean: mean, factor: norm.gamma[channel] * inverse,
                                    level: sums.sum / Double(count), slope: sums.product / squared / Double(count)))
                        }
                    }
                }
            }
        }
        return gradient
    }

    /// Calls `body` for each of some channels with so many values each.
    private func forEach(_ channels: Int, values count: Int, _ body: @Sendable (Int) -> Void) {
        let parts = pieces(of: channels, size: max(1, passSize / max(1, count)))
        forEachInParallel(parts.count, threads: threads) { part in
            for channel in parts[part] { body(channel) }
        }
    }
}
