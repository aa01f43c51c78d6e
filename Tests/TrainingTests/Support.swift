// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import _TestSupport

@testable import Training

/// Settings with some values changed.
func settings(_ change: (inout TrainingSettings) -> Void) -> TrainingSettings {
    var settings = TrainingSettings()
    change(&settings)
    return settings
}

/// Settings with the default values and these layers.
func settings(layers: [LayerDescription]) -> TrainingSettings { settings { $0.network = layers } }

extension SeededGenerator {
    /// A whole number in a range.
    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// Real numbers in a range.
    mutating func reals(_ count: Int, _ range: ClosedRange<Double> = -1...1) -> [Double] {
        (0..<count).map { _ in Double.random(in: range, using: &self) }
    }

    /// Maps of random numbers from -1 to 1.
    mutating func maps<Scalar: TrainingScalar>(_ shape: MapShape, images: Int) -> BatchMaps<Scalar> {
        BatchMaps(shape, images: images, values: reals(shape.count * images).map { Scalar($0) })
    }

    /// Random weights of all layers of a network.
    mutating func weights(_ network: TrainingNetwork, _ range: ClosedRange<Double>) -> [[Double]] {
        network.weighted.map { reals($0.weightCount, range) }
    }
}

/// The largest difference of two lists of numbers; infinite where their lengths differ.
func distance<Scalar: TrainingScalar>(_ first: [Scalar], _ second: [Scalar]) -> Double {
    guard first.count == second.count else { return .infinity }
    return zip(first, second).reduce(0) { max($0, Double(($1.0 - $1.1).magnitude)) }
}

/// The largest magnitude of some numbers.
func magnitude<Scalar: TrainingScalar>(_ values: [Scalar]) -> Double {
    values.reduce(0) { max($0, Double($1.magnitude)) }
}
