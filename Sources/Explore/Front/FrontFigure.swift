// SPDX-License-Identifier: Apache-2.0

import Estimation

/// A figure that designs are compared by in the plane of a front.
enum FrontFigure: String, CaseIterable {
    /// Area [m²].
    case area
    /// Time of an image, or of an epoch of training [s].
    case latency
    /// Energy of an image, or of an epoch of training, leakage included [J].
    case energy
    /// Leakage [W].
    case leakage
    /// Operations a second [1/s].
    case operationsPerSecond
    /// Operations a joule [1/J].
    case operationsPerJoule

    /// Its value in a design; the work on activations is part of it.
    func value(of estimate: Estimate) -> Double {
        switch self {
        case .area: estimate.wholeArea
        case .latency: estimate.wholeLatency
        case .energy: estimate.wholeEnergy
        case .leakage: estimate.wholeLeakagePower
        case .operationsPerSecond: estimate.wholeOperationsPerSecond
        case .operationsPerJoule: estimate.wholeOperationsPerJoule
        }
    }

    /// Whether a larger value is better.
    var isBetterAbove: Bool {
        switch self {
        case .area, .latency, .energy, .leakage: false
        case .operationsPerSecond, .operationsPerJoule: true
        }
    }
}
