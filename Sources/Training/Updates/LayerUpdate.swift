// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism

/// Adds a gradient to the momentum of a layer: velocity = momentum x state + share x gradient.
///
/// - Parameters:
///   - gradient: The gradient.
///   - state: The momentum before; the velocity after.
///   - settings: The settings.
///   - layer: Number of the layer, for messages.
///   - threads: Number of threads; results do not depend on it.
/// - Returns: The power of two next to the largest velocity; 1 where all are 0.
/// - Throws: `InputError` where the gradient is not finite, or all velocities are 0 and the rules stop at that.
func accumulate<Scalar: TrainingScalar>(
    _ gradient: [Scalar], into state: inout [Double], _ settings: TrainingSettings, layer: Int, threads: Int
) throws(InputError) -> Double {
    let (momentum, share) = (settings.momentum, settings.gradientShare)
    state.withUnsafeMutableBufferPointer { buffer in
        let target = SharedBuffer(buffer)
        gradient.withUnsafeBufferPointer { gradient in
            let source = SharedValues(gradient)
            forEachPiece(of: target.count, threads: threads) { part in
                guard let target = target.base, let source = source.base else { return }
                for cell in part { target[cell] = momentum * target[cell] + share * Double(source[cell]) }
            }
        }
    }
    let largest = largestMagnitude(state, threads: threads)
    guard largest.isFinite else { throw InputError("the gradient of layer \(layer + 1) is not finite") }
    if largest == 0, settings.rules.stopsAtZeroGradient {
        throw InputError(
            "the gradient of layer \(layer + 1) is 0 everywhere, at which the reference stops (accounting = exact goes on)"
        )
    }
    return largest == 0 ? 1 : nearestPowerOfTwo(largest)
}

/// Numbers that several threads read.
struct SharedValues<Element>: @unchecked Sendable {
    let base: UnsafePointer<Element>?

    init(_ values: UnsafeBufferPointer<Element>) { base = values.baseAddress }
}

/// Weights beyond the ends of the pulse curves of their devices.
func beyondCurve(_ layer: Int, weights: [Double], _ devices: DeviceArray) -> InputError {
    let beyond = devices.beyond(weights)
    let example = beyond.first.map { "\((weights[$0] * 1000).rounded() / 1000)" } ?? "unknown"
    return InputError(
        "\(max(1, beyond.count)) of \(weights.count) weights of layer \(layer + 1) lie beyond the end of their pulse curve "
            + "(the first is \(example)), where the reference computes NaN; use clamp_initial_weights = true, or accounting = "
            + "exact")
}
